//! Support has verified what a caller reads out.

use domain::{
    attempts::Lock,
    desk::VerifyError,
    history::{Event, Notice},
    pin::{
        End,
        PinKind::{Master, OneTime},
    },
    testing::{BrokenEntropy, store::AttemptState},
    verification::{Agent, Attempt, AttemptId, Channel, Idempotency, Outcome, Try, Verdict},
};

use crate::house::{
    DAY, HOUR, House, MILLISECOND, MINUTE, NOON, acme, birch, noon_and, nowhere, try_by, wrong,
};

#[tokio::test]
async fn a_right_one_time_pin_gives_a_receipt_for_half_an_hour_and_is_spent() {
    let house = House::new().await;
    let (master, _) = house.generate(Master).await;
    let (pin, code) = house.generate(OneTime).await;
    let outcome = house.verify(&code).await;
    let Outcome::Verified { kind: OneTime, receipt, valid_until } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(valid_until, noon_and(HOUR / 2));
    let tables = house.store.tables();
    let attempt = tables.attempts_on(acme()).next().unwrap().attempt.id;
    let [(account, kept)] = tables.receipts[..] else { panic!("{:?}", tables.receipts) };
    assert_eq!((account, kept.number, kept.attempt, kept.kind), (acme(), receipt, attempt, OneTime));
    assert_eq!(kept.valid_until, valid_until);
    let spent = &tables.pins[&(acme(), pin)];
    assert_eq!((&spent.pin.end, &spent.sealed), (&Some(End::Used(NOON)), &None));
    assert_eq!(tables.pins[&(acme(), master)].pin.end, None);
    let verified = Event::Verified { kind: OneTime, pin: pin.0, attempt: attempt.0, channel: Channel::Phone };
    assert_eq!(house.events(acme())[2..], [verified]);
    assert_eq!(house.notices()[2..], [Notice::Used { kind: OneTime }]);
    assert_eq!(house.verify(&code).await, wrong(4), "it works once, and a Master PIN is live");
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn a_right_master_pin_goes_on() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    house.generate(OneTime).await;
    for _ in 0..2 {
        assert!(matches!(house.verify(&code).await, Outcome::Verified { kind: Master, .. }));
    }
    assert!(house.store.tables().pins.values().all(|row| row.pin.end.is_none()));
}

#[tokio::test]
async fn the_last_millisecond_of_a_one_time_pin_counts_and_the_next_does_not() {
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    house.clock.pass(DAY);
    assert_eq!(house.verify(&code).await, Outcome::NoLivePin);
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    house.clock.pass(DAY - MILLISECOND);
    assert!(matches!(house.verify(&code).await, Outcome::Verified { .. }));
}

#[tokio::test]
async fn whoever_is_verified_after_wrong_tries_is_told_about_in_other_words_and_starts_anew() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    assert_eq!(house.guess(2).await, [wrong(4), wrong(3)]);
    house.verify(&code).await;
    house.verify(&code).await;
    let told = [Notice::UsedAfterWrongTries { kind: Master }, Notice::Used { kind: Master }];
    assert_eq!(house.notices()[1..], told);
    assert_eq!(house.guess(1).await, [wrong(4)]);
}

#[tokio::test]
async fn all_that_is_known_of_a_try_is_kept_but_not_what_was_typed() {
    let house = House::new().await;
    let (master, _) = house.generate(Master).await;
    let (one_time, _) = house.generate(OneTime).await;
    let agent = Agent::Token { token: house.helpdesk, name: Some("ben".into()) };
    let attempt = Try {
        channel: Channel::Chat,
        contact: Some("Hanna".into()),
        ticket: Some("T-1".into()),
        ..try_by(&agent, acme(), &house.wrong_code())
    };
    house.clock.pass(MINUTE);
    assert_eq!(house.desk.verify(&attempt).await.unwrap(), wrong(4));
    let kept = house.attempts(acme()).remove(0);
    let expected = Attempt {
        id: AttemptId(3),
        at: noon_and(MINUTE),
        agent,
        channel: Channel::Chat,
        contact: Some("Hanna".into()),
        ticket: Some("T-1".into()),
        unknown_account: None,
        master: Some(master),
        one_time: Some(one_time),
    };
    assert_eq!(kept.attempt, expected);
    assert_eq!(kept.state, AttemptState::Settled(Verdict::Wrong, noon_and(MINUTE)));
    let event = Event::WrongTry { attempt: 3, channel: Channel::Chat, interrupted: false };
    assert_eq!(house.events(acme())[2..], [event]);
}

#[tokio::test]
async fn where_nothing_is_live_a_try_is_kept_and_costs_nothing() {
    let house = House::new().await;
    let code = house.wrong_code();
    for _ in 0..7 {
        assert_eq!(house.verify_by(&house.ada, acme(), &code).await.unwrap(), Outcome::NoLivePin);
    }
    let states: Vec<AttemptState> = house.attempts(acme()).iter().map(|row| row.state).collect();
    assert_eq!(states, [AttemptState::NoLivePin; 7]);
    assert_eq!((house.events(acme()), house.notices()), (vec![], vec![]));
    assert!(house.store.tables().agents.is_empty());
}

#[tokio::test]
async fn an_account_that_does_not_exist_answers_as_one_without_a_pin_and_is_noted_at_nobodys() {
    let house = House::new().await;
    let code = house.wrong_code();
    assert_eq!(house.verify_by(&house.ada, nowhere(), &code).await.unwrap(), Outcome::NoLivePin);
    let tables = house.store.tables();
    let [row] = tables.attempts.values().collect::<Vec<_>>()[..] else { panic!("{:?}", tables.attempts) };
    assert_eq!(row.attempt.unknown_account, Some(nowhere()));
    assert_eq!(tables.attempts_on(domain::account::AccountNumber::NOBODY).count(), 1);
}

#[tokio::test]
async fn every_try_costs_two_openings_whatever_the_account_has() {
    let house = House::new().await;
    let code = house.wrong_code();
    for (kinds, opened, for_nothing) in [(&[][..], 0, 2), (&[Master][..], 1, 1), (&[OneTime][..], 2, 0)] {
        for kind in kinds {
            house.generate(*kind).await;
        }
        let before = house.vault.opened();
        house.verify(&code).await;
        let after = house.vault.opened();
        assert_eq!((after.0 - before.0, after.1 - before.1), (opened, for_nothing));
    }
    let before = house.vault.opened();
    house.verify_by(&house.phones, nowhere(), &code).await.unwrap();
    assert_eq!(house.vault.opened(), (before.0, before.1 + 2));
}

#[tokio::test]
async fn a_pin_whose_record_does_not_open_is_no_pin() {
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    house.store.tamper(|tables| {
        tables.pins.values_mut().next().unwrap().sealed.as_mut().unwrap().bytes[0] ^= 1;
    });
    assert_eq!(house.verify(&code).await, Outcome::NoLivePin);
    assert!(!house.attempts(acme())[0].is_wrong());
}

#[tokio::test]
async fn another_accounts_pin_is_wrong() {
    let house = House::new().await;
    house.generate(Master).await;
    let (_, code) = house.generate_at_birch(Master).await;
    assert_eq!(house.verify(&code).await, wrong(4));
    assert!(house.attempts(birch()).is_empty());
}

#[tokio::test]
async fn customers_and_revoked_tokens_may_not_verify_and_nothing_is_counted() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    let helpdesk = house.helpdesk;
    house.store.tamper(|tables| tables.tokens.get_mut(&helpdesk).unwrap().revoked_at = Some(NOON));
    let before = house.store.tables();
    for agent in [Agent::Person(house.hanna.person.id), Agent::Token { token: helpdesk, name: None }] {
        let refused = house.verify_by(&agent, acme(), &code).await;
        assert!(matches!(refused, Err(VerifyError::NotAllowed)), "{refused:?}");
    }
    assert_eq!(house.store.tables(), before);
    for agent in [&house.ada, &house.lee, &house.phones] {
        assert!(matches!(house.verify_by(agent, acme(), &code).await, Ok(Outcome::Verified { .. })));
    }
}

#[tokio::test]
async fn what_has_another_number_of_digits_is_no_try_whatever_the_account() {
    let house = House::new().await;
    house.generate(Master).await;
    let before = house.store.tables();
    for account in [acme(), birch(), nowhere()] {
        for typed in ["000000", "0000000", "00000000"] {
            let idempotency = Some(Idempotency { key: "a".into(), fingerprint: [0; 32] });
            let asked = Try { idempotency, ..try_by(&house.ada, account, &typed.parse().unwrap()) };
            let refused = house.desk.verify(&asked).await;
            assert!(matches!(refused, Err(VerifyError::CodeLength)), "{account}: {refused:?}");
        }
    }
    assert_eq!(house.store.tables(), before, "its key is free too");
    house.guess(5).await;
    let locked = house.verify(&"000000".parse().unwrap()).await;
    assert_eq!(locked, Outcome::Locked(Lock::WrongTries), "a lock wins");
}

#[tokio::test]
async fn a_master_pin_lives_on_when_new_pins_have_another_number_of_digits() {
    let mut house = House::new().await;
    let (_, old) = house.generate(Master).await;
    let (_, older) = house.generate(OneTime).await;
    house.desk.policy.code_length = 6.try_into().unwrap();
    assert!(matches!(house.verify(&old).await, Outcome::Verified { kind: Master, .. }));
    let six = "000000".parse().unwrap();
    assert_eq!(house.verify(&six).await, wrong(4), "as long as a new PIN, though both live ones are shorter");
    assert!(matches!(house.verify(&older).await, Outcome::Verified { kind: OneTime, .. }));
    let (_, new) = house.generate(OneTime).await;
    assert_eq!(new.length(), 6);
    assert_eq!(house.wrong_try(&house.phones, acme()).await.unwrap(), wrong(4), "as long as the Master PIN");
    assert!(matches!(house.verify(&new).await, Outcome::Verified { kind: OneTime, .. }));
    house.clear(Master).await;
    for account in [acme(), birch(), nowhere()] {
        let refused = house.verify_by(&house.phones, account, &old).await;
        assert!(matches!(refused, Err(VerifyError::CodeLength)), "{account}: {refused:?}");
        assert!(matches!(house.verify_by(&house.phones, account, &six).await, Ok(Outcome::NoLivePin)));
    }
}

#[tokio::test]
async fn while_the_clock_stands_behind_nothing_is_verified_or_counted() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    house.store.tamper(|tables| tables.mark = Some(noon_and(MINUTE + MILLISECOND)));
    let before = house.store.tables();
    let refused = house.verify_by(&house.phones, acme(), &code).await;
    assert!(matches!(refused, Err(VerifyError::ClockBehind)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn without_randomness_nobody_is_verified() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    let before = house.store.tables();
    let house = house.with_entropy(BrokenEntropy);
    let refused = house.verify_by(&house.phones, acme(), &code).await;
    assert!(matches!(refused, Err(VerifyError::Entropy(_))), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}
