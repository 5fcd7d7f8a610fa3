//! Wrong tries on many accounts at once are noted and told to the supervisors once an hour (requirement V4, e).

use domain::{
    account::AccountNumber, attempts::TokenKind, history::Event, mail::Content, pin::PinKind::Master,
    verification::Agent,
};

use super::{HOUR, MINUTE};
use crate::{
    shared::house::Server,
    support::{House, LEAD, NOON, SAM, acme, birch},
};

/// Two servers for which three wrong tries on two accounts look like an attack.
async fn two_touchy_servers() -> (House, Server, Agent) {
    let mut house = House::new().await;
    let mut second = house.second_server().await;
    for desk in [&mut house.desk, &mut second.desk] {
        (desk.policy.limits.fleet_wrong, desk.policy.limits.fleet_accounts) = (2, 1);
        (desk.policy.limits.wrong_in_a_row, desk.policy.limits.wrong_a_day) = (100, 100);
    }
    let sam = house.caller(SAM).await;
    for account in [acme(), birch()] {
        house.generate(&sam, account, Master).await;
    }
    let phones = Agent::Token { token: house.token(TokenKind::Ivr).await, name: None };
    (house, second, phones)
}

async fn attack(house: &House, phones: &Agent) {
    house.guess(phones, acme(), 2).await;
    house.guess(phones, birch(), 1).await;
}

/// To whom letters about an attack leave, with how many wrong tries they tell of.
async fn alarms(house: &House) -> Vec<(String, u32)> {
    let told = house.mail().await.into_iter().filter_map(|letter| match letter.content {
        Content::Alarm { wrong, accounts: 2, .. } => Some((letter.to.to_string(), wrong)),
        _ => None,
    });
    told.collect()
}

#[tokio::test]
async fn an_attack_alarms_the_supervisors_once_an_hour_also_from_two_servers_at_once() {
    let (house, second, phones) = two_touchy_servers().await;
    house.guess(&phones, acme(), 2).await;
    house.desk.sound_the_alarm().await.unwrap();
    assert_eq!(alarms(&house).await, [], "no attack yet");
    house.guess(&phones, birch(), 1).await;
    for wrong in [3, 3] {
        for _ in 0..5 {
            let (one, other) = tokio::join!(house.desk.sound_the_alarm(), second.desk.sound_the_alarm());
            one.unwrap();
            other.unwrap();
        }
        assert_eq!(alarms(&house).await, [(LEAD.to_owned(), wrong)], "the agents are not written to");
        house.clock.pass(HOUR - MINUTE);
        attack(&house, &phones).await;
        second.desk.sound_the_alarm().await.unwrap();
        assert_eq!(alarms(&house).await, [], "it was told within the hour");
        house.clock.pass(MINUTE);
    }
    let alarm = Event::Alarm { wrong: 3, accounts: 2 };
    assert_eq!(house.events(AccountNumber::NOBODY).await, [alarm.clone(), alarm]);
    house.desk.verify_history(None).await.unwrap();
}

#[tokio::test]
async fn an_alarm_outlives_a_restart() {
    let (house, second, phones) = two_touchy_servers().await;
    attack(&house, &phones).await;
    house.desk.sound_the_alarm().await.unwrap();
    second.store.close().await;
    let mut house = house.restart().await;
    (house.desk.policy.limits.fleet_wrong, house.desk.policy.limits.fleet_accounts) = (2, 1);
    house.desk.sound_the_alarm().await.unwrap();
    assert_eq!(alarms(&house).await, [(LEAD.to_owned(), 3)]);
    let lena = house.caller(LEAD).await;
    let events = house.desk.desk_events(lena.staff().unwrap()).await.unwrap();
    assert_eq!((events.len(), events[0].at), (1, NOON));
}
