//! Wrong tries on many accounts at once are told to the supervisors (requirement V4, e).

use domain::{
    account::AccountNumber,
    desk::{Attack, Lifter},
    history::Event,
    mail::{Content, Draft},
    person::DeskRole,
    pin::PinKind::Master,
};

use crate::house::{HOUR, House, MILLISECOND, MINUTE, NOON, birch, noon_and};

const LEE: &str = "lee@house.example";

/// A house in which three wrong tries on two accounts look like an attack, and lock nothing.
async fn touchy() -> House {
    let mut house = House::new().await;
    let limits = &mut house.desk.policy.limits;
    (limits.fleet_wrong, limits.fleet_accounts) = (2, 1);
    (limits.wrong_in_a_row, limits.wrong_a_day) = (100, 100);
    house.generate(Master).await;
    house.generate_at_birch(Master).await;
    house
}

async fn attack(house: &House) {
    house.guess(2).await;
    house.wrong_try(&house.phones, birch()).await.unwrap();
}

fn alarm(house: &House) -> Vec<Event> {
    let mut events = house.events(AccountNumber::NOBODY);
    events.retain(|event| matches!(event, Event::Alarm { .. }));
    events
}

#[tokio::test]
async fn many_wrong_tries_on_many_accounts_look_like_an_attack_for_ten_minutes() {
    let house = touchy().await;
    house.guess(2).await;
    assert_eq!(house.desk.attack().await.unwrap(), None);
    house.wrong_try(&house.phones, birch()).await.unwrap();
    let attack = Some(Attack { wrong: 3, accounts: 2 });
    house.clock.pass(MINUTE * 10 - MILLISECOND);
    assert_eq!(house.desk.attack().await.unwrap(), attack);
    house.clock.pass(MILLISECOND);
    assert_eq!(house.desk.attack().await.unwrap(), None);
}

#[tokio::test]
async fn what_is_no_attack_alarms_nobody_however_many_tries_or_accounts() {
    let house = touchy().await;
    house.guess(9).await;
    let before = house.store.tables();
    house.desk.sound_the_alarm().await.unwrap();
    assert_eq!(house.store.tables(), before, "on one account");
    let house = touchy().await;
    house.guess(1).await;
    house.wrong_try(&house.phones, birch()).await.unwrap();
    let before = house.store.tables();
    house.desk.sound_the_alarm().await.unwrap();
    assert_eq!(house.store.tables(), before, "two tries");
}

#[tokio::test]
async fn an_attack_is_noted_once_and_each_supervisor_who_can_sign_in_is_written_to() {
    let house = touchy().await;
    house.hire("Max", DeskRole::Supervisor).await;
    let nora = house.hire("Nora", DeskRole::Supervisor).await;
    house.disable(nora.person.id);
    attack(&house).await;
    house.clock.pass(MINUTE);
    house.desk.sound_the_alarm().await.unwrap();
    assert_eq!(house.events(AccountNumber::NOBODY), [Event::Alarm { wrong: 3, accounts: 2 }]);
    let (tables, at) = (house.store.tables(), noon_and(MINUTE));
    let draft = Draft::Alarm { wrong: 3, accounts: 2, at }.to_json();
    assert_eq!(tables.letters.len(), 2);
    for email in [LEE, "max@house.example"] {
        assert_eq!(tables.letters_to(email), [draft.as_str()]);
    }
    let letters = house.post().await;
    let mut readers: Vec<_> = letters.iter().map(|letter| letter.name.as_deref()).collect();
    readers.sort_unstable();
    assert_eq!(readers, [Some("Lee"), Some("Max")]);
    assert!(letters.iter().all(|letter| letter.content == Content::Alarm { wrong: 3, accounts: 2, at }));
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn a_supervisor_who_is_disabled_before_the_letter_leaves_gets_none() {
    let house = touchy().await;
    attack(&house).await;
    house.desk.sound_the_alarm().await.unwrap();
    house.disable(house.lee_caller().person.id);
    assert_eq!(house.post().await, []);
    assert!(house.store.tables().letters.is_empty());
}

#[tokio::test]
async fn an_attack_that_goes_on_alarms_again_after_an_hour_and_not_a_millisecond_before() {
    let house = touchy().await;
    attack(&house).await;
    house.desk.sound_the_alarm().await.unwrap();
    let before = house.store.tables();
    house.desk.sound_the_alarm().await.unwrap();
    assert_eq!(house.store.tables(), before);
    house.clock.set(noon_and(HOUR - MILLISECOND));
    attack(&house).await;
    let before = house.store.tables();
    house.desk.sound_the_alarm().await.unwrap();
    assert_eq!(house.store.tables(), before);
    house.clock.pass(MILLISECOND);
    house.desk.sound_the_alarm().await.unwrap();
    assert_eq!(alarm(&house).len(), 2);
    let at = [NOON, noon_and(HOUR)];
    let drafts = at.map(|at| Draft::Alarm { wrong: 3, accounts: 2, at }.to_json());
    assert_eq!(house.store.tables().letters_to(LEE), drafts);
}

#[tokio::test]
async fn an_alarm_is_remembered_however_much_was_noted_at_the_desk_since() {
    let house = touchy().await;
    attack(&house).await;
    house.desk.sound_the_alarm().await.unwrap();
    for _ in 0..100 {
        house.suspend(&house.ada);
        let agent = house.ada.key().unwrap();
        house.desk.lift_suspension(Lifter::Operator, &agent, None).await.unwrap();
    }
    house.desk.sound_the_alarm().await.unwrap();
    assert_eq!((alarm(&house).len(), house.store.tables().letters.len()), (1, 1));
}
