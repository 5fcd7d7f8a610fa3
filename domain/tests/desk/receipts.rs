//! An agent opens the receipt of a caller whom a colleague verified (requirement V6).

use domain::{
    account::AccountNumber,
    desk::ReceiptError,
    history::Event,
    person::DeskRole,
    pin::PinKind::{Master, OneTime},
    ports::News,
    verification::{Agent, Channel, Outcome, ReceiptNumber, ReceiptStanding, Try},
};

use crate::house::{HOUR, House, MILLISECOND, MINUTE, acme, birch, noon_and, nowhere, try_by};

/// The number of no receipt in the house.
fn unknown(house: &House) -> ReceiptNumber {
    let number = "00000000".parse().unwrap();
    assert!(house.store.tables().receipts.iter().all(|(_, receipt)| receipt.number != number));
    number
}

#[tokio::test]
async fn a_colleague_opens_a_receipt_and_each_opening_is_noted_and_told_to_open_pages() {
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    let asked = Try {
        channel: Channel::Chat,
        contact: Some("Hanna".into()),
        ticket: Some("T-1".into()),
        ..try_by(&house.ada, acme(), &code)
    };
    let verified = house.desk.verify(&asked).await.unwrap();
    let Outcome::Verified { receipt: number, .. } = verified else { panic!("{verified:?}") };
    house.notifier.heard();
    let (notices, told) = (house.notices(), house.events(acme()).len());
    house.clock.pass(MINUTE);

    let (ada, lee) = (house.ada_caller(), house.lee_caller());
    let opened = house.desk.open_receipt(lee.staff().unwrap(), number, acme()).await.unwrap();
    assert_eq!((opened.account.number, opened.account.name.as_str()), (acme(), "Acme"));
    assert_eq!((opened.kept.account, opened.kept.receipt), house.store.tables().receipts[0]);
    assert_eq!(opened.kept.attempt, house.attempts(acme())[0].attempt);
    assert_eq!((opened.verified_by.as_deref(), opened.kept.reported_at), (Some("Ada"), None));
    assert_eq!((opened.standing, opened.now), (ReceiptStanding::Holds, noon_and(MINUTE)));
    assert_eq!(house.notifier.heard(), [News::Account(acme())]);

    house.desk.open_receipt(ada.staff().unwrap(), number, acme()).await.unwrap();
    house.desk.open_receipt(lee.staff().unwrap(), number, acme()).await.unwrap();
    let attempt = opened.kept.attempt.id.0;
    let openings = [&lee, &ada, &lee].map(|by| Event::ReceiptOpened { attempt, staff: by.person.id.0 });
    assert_eq!(house.events(acme())[told..], openings);
    assert_eq!(house.notices(), notices, "nobody is written to");
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn a_receipt_names_whom_a_token_names_with_the_token_beside_it() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    let lee = house.lee_caller();
    let nameless = Agent::Token { token: house.helpdesk, name: None };
    for (agent, name) in [(house.ben(), "ben (API token 2)"), (nameless, "API token 2")] {
        let number = house.receipt(&agent, &code).await;
        let opened = house.desk.open_receipt(lee.staff().unwrap(), number, acme()).await.unwrap();
        assert_eq!(opened.verified_by.as_deref(), Some(name));
    }
}

#[tokio::test]
async fn a_wrong_number_a_wrong_account_and_an_unknown_one_are_refused_alike_and_nothing_is_noted() {
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    let number = house.receipt(&house.ada, &code).await;
    house.notifier.heard();
    let (before, lee) = (house.store.tables(), house.lee_caller());
    let somewhere: [(ReceiptNumber, AccountNumber); 4] =
        [(unknown(&house), acme()), (number, birch()), (number, nowhere()), (unknown(&house), nowhere())];
    for (number, account) in somewhere {
        let refused = house.desk.open_receipt(lee.staff().unwrap(), number, account).await;
        assert!(matches!(refused, Err(ReceiptError::NoSuchReceipt)), "{account}: {refused:?}");
    }
    assert_eq!(house.store.tables(), before);
    assert_eq!(house.notifier.heard(), []);
}

#[tokio::test]
async fn a_receipt_holds_to_the_last_millisecond_of_its_half_hour_and_opens_also_later() {
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    let number = house.receipt(&house.ada, &code).await;
    let lee = house.lee_caller();
    let standing =
        async || house.desk.open_receipt(lee.staff().unwrap(), number, acme()).await.unwrap().standing;
    house.clock.pass(HOUR / 2 - MILLISECOND);
    assert_eq!(standing().await, ReceiptStanding::Holds);
    house.clock.pass(MILLISECOND);
    assert_eq!(standing().await, ReceiptStanding::Over);
    let opened = |event: &&Event| matches!(event, Event::ReceiptOpened { .. });
    assert_eq!(house.events(acme()).iter().filter(opened).count(), 2);
}

#[tokio::test]
async fn a_reported_receipt_says_so_also_when_its_time_is_over() {
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    let number = house.receipt(&house.ada, &code).await;
    house.clock.pass(MINUTE);
    house.desk.report(house.hanna.customer().unwrap(), acme()).await.unwrap();
    let lee = house.lee_caller();
    for span in [MINUTE, HOUR] {
        house.clock.pass(span);
        let opened = house.desk.open_receipt(lee.staff().unwrap(), number, acme()).await.unwrap();
        assert_eq!(opened.standing, ReceiptStanding::Reported(noon_and(MINUTE)));
    }
}

#[tokio::test]
async fn whoever_is_not_of_the_desk_any_more_opens_nothing_and_learns_of_no_account() {
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    let number = house.receipt(&house.ada, &code).await;
    assert!(house.hanna.staff().is_none(), "a customer cannot even ask");
    let callers = [house.ada_caller(), house.hire("Max", DeskRole::Supervisor).await];
    callers.iter().for_each(|caller| house.dismiss(caller));
    let before = house.store.tables();
    for caller in &callers {
        for (number, account) in [(number, acme()), (unknown(&house), acme()), (number, nowhere())] {
            let refused = house.desk.open_receipt(caller.staff().unwrap(), number, account).await;
            assert!(matches!(refused, Err(ReceiptError::NotAllowed)), "{account}: {refused:?}");
        }
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn whoever_is_suspended_or_disabled_opens_nothing() {
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    let number = house.receipt(&house.lee, &code).await;
    let ada = house.ada_caller();
    house.suspend(&house.ada);
    let before = house.store.tables();
    let refused = house.desk.open_receipt(ada.staff().unwrap(), number, acme()).await;
    assert!(matches!(refused, Err(ReceiptError::Suspended)), "{refused:?}");
    assert_eq!(house.store.tables(), before);

    let lee = house.lee_caller();
    house.desk.disable_person(&lee.person.email).await.unwrap();
    let refused = house.desk.open_receipt(lee.staff().unwrap(), number, acme()).await;
    assert!(matches!(refused, Err(ReceiptError::NotAllowed)), "{refused:?}");
}
