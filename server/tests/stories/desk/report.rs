//! "That wasn't me": what it clears, locks and flags (requirement V5).

use domain::{
    attempts::Lock,
    desk::PinsError,
    history::{Event, Notice},
    pin::PinKind::{Master, OneTime},
    verification::{Outcome, ReceiptStanding},
};

use super::{HOUR, MINUTE, typing};
use crate::support::{AGENT, BRUNO, HANNA, House, LEAD, NOON, SAM, acme, birch, try_by};

#[tokio::test]
async fn a_report_clears_the_live_pins_locks_the_account_and_flags_the_receipts_of_a_day() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let sam = house.caller(SAM).await;
    let ada = house.caller(AGENT).await;
    let (_, master) = house.generate(&hanna, acme(), Master).await;
    let (_, elsewhere) = house.generate(&sam, birch(), Master).await;
    let old = house.receipt(&typing(&ada), acme(), &master).await;
    house.clock.pass(HOUR * 24);
    let hanna = house.caller(HANNA).await;
    let young = house.receipt(&typing(&ada), acme(), &master).await;
    let birchs = house.receipt(&typing(&ada), birch(), &elsewhere).await;
    house.generate(&hanna, acme(), OneTime).await;
    house.clock.pass(MINUTE);

    house.desk.report(hanna.customer().unwrap(), acme()).await.unwrap();
    let at = NOON.after(HOUR * 24 + MINUTE);
    assert_eq!(
        house.count("select count(*) from pins where account_id = 10001 and sealed is not null").await,
        0
    );
    assert_eq!(house.count("select count(*) from pins where ended_as = 'cleared'").await, 2);
    let lena = house.caller(LEAD).await;
    for (receipt, account, standing) in [
        (young, acme(), ReceiptStanding::Reported(at)),
        (old, acme(), ReceiptStanding::Over),
        (birchs, birch(), ReceiptStanding::Holds),
    ] {
        let opened = house.desk.open_receipt(lena.staff().unwrap(), receipt, account).await.unwrap();
        assert_eq!(opened.standing, standing, "{account}");
    }
    assert_eq!(house.verify(acme(), &master).await, Outcome::Locked(Lock::Reported));
    assert!(matches!(house.verify(birch(), &elsewhere).await, Outcome::Verified { .. }));
    let reported = Event::Reported { person: hanna.person.id.0 };
    assert_eq!(house.events(acme()).await.iter().filter(|event| **event == reported).count(), 1);
    let notice = serde_json::to_string(&Notice::Reported).unwrap();
    let told = format!("select count(*) from outbox where account_id = 10001 and notice = '{notice}'");
    assert_eq!(house.count(&told).await, 1);

    // Another right after changes nothing more, also through a second server.
    let before = house.count("select count(*) from history").await;
    let second = house.second_server().await;
    second.desk.report(sam.customer().unwrap(), acme()).await.unwrap();
    assert_eq!(house.count("select count(*) from history").await, before);

    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    assert!(matches!(house.verify(acme(), &code).await, Outcome::Verified { .. }), "a new PIN ends the lock");
    house.desk.verify_history(None).await.unwrap();
}

#[tokio::test]
async fn a_report_outlives_a_restart_and_names_its_receipts_to_supervisors() {
    let house = House::new().await;
    let (hanna, ada) = (house.caller(HANNA).await, house.caller(AGENT).await);
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    let receipt = house.receipt(&typing(&ada), acme(), &code).await;
    house.desk.report(hanna.customer().unwrap(), acme()).await.unwrap();
    let house = house.restart().await;
    let lena = house.caller(LEAD).await;
    let listed = house.desk.reported_receipts(lena.staff().unwrap()).await.unwrap();
    let [listed] = &listed[..] else { panic!("{listed:?}") };
    assert_eq!((listed.kept.receipt.number, listed.account.number), (receipt, acme()));
    assert_eq!(listed.standing, ReceiptStanding::Reported(NOON));
    let locked = house.desk.verify(&try_by(typing(&lena), acme(), &code)).await.unwrap();
    assert_eq!(locked, Outcome::Locked(Lock::Reported));
}

#[tokio::test]
async fn nobody_reports_on_an_account_that_is_not_theirs() {
    let house = House::new().await;
    let (hanna, bruno) = (house.caller(HANNA).await, house.caller(BRUNO).await);
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    for account in [acme(), 99_999.try_into().unwrap()] {
        let refused = house.desk.report(bruno.customer().unwrap(), account).await;
        assert!(matches!(refused, Err(PinsError::NoSuchAccount)), "{account}: {refused:?}");
    }
    assert!(matches!(house.verify(acme(), &code).await, Outcome::Verified { .. }));
}
