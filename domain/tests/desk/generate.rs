//! A customer generates a PIN.

use domain::{
    attempts::Lock,
    desk::{GenerateError, RowState, Shown},
    history::{Event, Notice},
    pin::{
        Act, Actor, End, PinId,
        PinKind::{self, Master, OneTime},
    },
    ports::{SealLabel, Vault as _},
    testing::{BrokenEntropy, ScriptedEntropy},
    verification::Outcome,
};

use crate::house::{
    DAY, HOUR, House, MILLISECOND, MINUTE, NOON, acme, birch, live, noon_and, nowhere, wrong,
};

fn by_hanna(house: &House) -> Act {
    Act { at: NOON, by: Actor { id: house.hanna.person.id, name: "Hanna".into() } }
}

#[tokio::test]
async fn a_generated_pin_is_shown_kept_sealed_noted_and_told() {
    let house = House::new().await;
    let pins = house.try_generate(&house.hanna, acme(), OneTime).await.unwrap();
    assert_eq!(pins.rows.iter().map(|row| row.kind).collect::<Vec<_>>(), PinKind::ALL);
    assert_eq!(pins.rows[0].state, RowState::NeverSet);
    let (id, code) = live(pins, OneTime);

    let tables = house.store.tables();
    let kept: Vec<_> = tables.pins_of(acme()).collect();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].pin.id, kept[0].pin.kind), (id, OneTime));
    assert_eq!(kept[0].pin.generated, by_hanna(&house));
    assert_eq!(kept[0].pin.expires_at, Some(noon_and(DAY)));
    let label = SealLabel::of(acme(), &kept[0].pin);
    assert_eq!(house.vault.open(&label, kept[0].sealed.as_ref().unwrap()), Ok(code));
    let person = house.hanna.person.id;
    assert_eq!(house.events(acme()), [Event::Generated { kind: OneTime, pin: id.0, person: person.0 }]);
    assert_eq!(house.notices(), [Notice::Generated { kind: OneTime }]);
    assert_eq!(tables.memberships[&(acme(), person)].panel, Some(true), "the bar stays open");
    assert_eq!(tables.mark, Some(NOON));
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn a_sub_account_generates_a_master_pin_that_never_expires() {
    let house = House::new().await;
    let rows = house.try_generate(&house.sam, acme(), Master).await.unwrap();
    live(rows, Master);
    let tables = house.store.tables();
    let kept = tables.pins_of(acme()).next().unwrap();
    assert_eq!((kept.pin.generated.by.name.as_str(), kept.pin.expires_at), ("Sam", None));
}

#[tokio::test]
async fn a_new_pin_replaces_the_one_of_its_kind_and_erases_its_code() {
    let house = House::new().await;
    let (master, _) = house.generate(Master).await;
    let (first, _) = house.generate(OneTime).await;
    let (second, _) = house.generate(OneTime).await;
    assert!(second > first);
    let pins = house.store.tables().pins;
    let old = &pins[&(acme(), first)];
    assert_eq!((&old.pin.end, &old.sealed), (&Some(End::Replaced(by_hanna(&house))), &None));
    assert_eq!(pins[&(acme(), master)].pin.end, None, "the other kind goes on");
    assert!(pins[&(acme(), master)].sealed.is_some());
    assert_eq!(house.events(acme()).len(), 3, "a replacement is part of the generate");
}

#[tokio::test]
async fn a_pin_whose_time_was_over_is_noted_as_expired_and_not_as_replaced() {
    let house = House::new().await;
    let (first, _) = house.generate(OneTime).await;
    house.clock.pass(DAY);
    house.generate(OneTime).await;
    assert_eq!(house.store.tables().pins[&(acme(), first)].pin.end, Some(End::Expired(noon_and(DAY))));
    assert_eq!(house.events(acme())[1], Event::Expired { pin: first.0 });
}

#[tokio::test]
async fn an_old_page_generates_nothing_over_a_pin_that_it_did_not_show() {
    let house = House::new().await;
    let (first, _) = house.generate(Master).await;
    house.generate(Master).await;
    let before = house.store.tables();
    for shown in [Shown::None, Shown::Pin(first)] {
        let refused = house.desk.generate(house.hanna.customer().unwrap(), acme(), Master, shown).await;
        assert!(matches!(refused, Err(GenerateError::Changed)), "{refused:?}");
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn an_old_page_may_generate_where_nothing_is_live_any_more() {
    let house = House::new().await;
    let (first, _) = house.generate(Master).await;
    house.clear(Master).await;
    let shown = Shown::Pin(first);
    let pins = house.desk.generate(house.hanna.customer().unwrap(), acme(), Master, shown).await.unwrap();
    assert!(live(pins, Master).0 > first);
}

#[tokio::test]
async fn a_stranger_and_an_account_that_does_not_exist_are_told_the_same() {
    let house = House::new().await;
    let before = house.store.tables();
    for (caller, account) in [(&house.bruno, acme()), (&house.hanna, birch()), (&house.hanna, nowhere())] {
        let refused = house.try_generate(caller, account, Master).await;
        assert!(matches!(refused, Err(GenerateError::NoSuchAccount)), "{refused:?}");
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn while_the_clock_stands_behind_only_a_master_pin_is_generated() {
    let house = House::new().await;
    house.store.tamper(|tables| tables.mark = Some(noon_and(MINUTE + MILLISECOND)));
    let before = house.store.tables();
    let refused = house.try_generate(&house.hanna, acme(), OneTime).await;
    assert!(matches!(refused, Err(GenerateError::ClockBehind)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
    house.generate(Master).await;
    house.store.tamper(|tables| tables.mark = Some(noon_and(MINUTE)));
    house.generate(OneTime).await;
}

#[tokio::test]
async fn the_thirty_first_within_an_hour_waits_to_the_millisecond() {
    let house = House::new().await;
    for round in 0..30 {
        house.generate(if round % 2 == 0 { Master } else { OneTime }).await;
    }
    house.clock.pass(HOUR - MILLISECOND);
    let before = house.store.tables();
    let refused = house.try_generate(&house.hanna, acme(), Master).await;
    assert!(
        matches!(refused, Err(GenerateError::TooMany { retry_after }) if retry_after == MILLISECOND),
        "{refused:?}"
    );
    assert_eq!(house.store.tables(), before);
    house.generate_at_birch(Master).await;
    house.clock.pass(MILLISECOND);
    house.generate(Master).await;
}

#[tokio::test]
async fn whoever_is_locked_out_may_generate_however_many_there_were() {
    let house = House::new().await;
    for _ in 0..30 {
        house.generate(Master).await;
    }
    house.guess(5).await;
    let (_, code) = house.generate(Master).await;
    let refused = house.try_generate(&house.hanna, acme(), Master).await;
    assert!(matches!(refused, Err(GenerateError::TooMany { .. })), "the lock is over: {refused:?}");
    assert!(matches!(house.verify(&code).await, Outcome::Verified { .. }));
}

#[tokio::test]
async fn a_generate_ends_a_report_and_gives_no_tries_back_by_it() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    house.guess(1).await;
    house.store.tamper(|tables| tables.accounts.get_mut(&acme()).unwrap().ledger.report(NOON));
    assert_eq!(house.verify(&code).await, Outcome::Locked(Lock::Reported));
    house.generate(Master).await;
    assert_eq!(house.guess(1).await, [wrong(3)]);
}

#[tokio::test]
async fn a_new_code_is_drawn_until_it_is_unlike_both_live_ones() {
    let house = House::new().await;
    let house = house.with_entropy(ScriptedEntropy::of_u32s(&[1, 1, 2, 2, 1, 3, 1]));
    assert_eq!(house.generate(Master).await.1.reveal(), "00001");
    assert_eq!(house.generate(OneTime).await.1.reveal(), "00002");
    assert_eq!(house.generate(Master).await.1.reveal(), "00003");
    assert_eq!(house.generate(Master).await.1.reveal(), "00001", "an ended one's code may come again");
}

#[tokio::test]
async fn without_randomness_or_a_seal_the_old_pin_goes_on() {
    let house = House::new().await;
    house.generate(Master).await;
    let before = house.store.tables();
    let house = house.with_entropy(BrokenEntropy);
    let refused = house.try_generate(&house.hanna, acme(), Master).await;
    assert!(matches!(refused, Err(GenerateError::Entropy(_))), "{refused:?}");
    let house = house.with_entropy(domain::testing::SeededEntropy::new(2));
    house.vault.break_down();
    let refused = house.try_generate(&house.hanna, acme(), Master).await;
    assert!(matches!(refused, Err(GenerateError::Vault(_))), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_new_pin_is_the_latest_also_where_the_database_holds_a_number_ahead() {
    let house = House::new().await;
    let (first, _) = house.generate(Master).await;
    let ahead = PinId(first.0 + 1_000);
    house.store.tamper(|tables| {
        let mut row = tables.pins.remove(&(acme(), first)).unwrap();
        row.pin.id = ahead;
        tables.pins.insert((acme(), ahead), row);
    });
    let shown = Shown::Pin(ahead);
    let pins = house.desk.generate(house.hanna.customer().unwrap(), acme(), Master, shown).await.unwrap();
    assert_eq!(live(pins, Master).0, PinId(ahead.0 + 1));
}
