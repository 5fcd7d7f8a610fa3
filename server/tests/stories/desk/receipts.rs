//! An agent opens the receipt of a caller whom a colleague verified (requirement V6).

use domain::{
    account::AccountNumber,
    attempts::TokenKind,
    desk::ReceiptError,
    history::Event,
    pin::PinKind::{Master, OneTime},
    verification::{Agent, Channel, ReceiptNumber, ReceiptStanding, Try},
};

use super::{HOUR, MINUTE, typing};
use crate::support::{AGENT, HANNA, House, LEAD, NOON, acme, birch, try_by};

#[tokio::test]
async fn a_colleague_opens_a_receipt_with_all_that_was_said_and_each_opening_is_noted() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    let (ada, lena) = (house.caller(AGENT).await, house.caller(LEAD).await);
    let asked = Try {
        channel: Channel::Chat,
        contact: Some("Dana Field".to_owned()),
        ticket: Some("T-1".to_owned()),
        ..try_by(typing(&ada), acme(), &code)
    };
    let verified = house.desk.verify(&asked).await.unwrap();
    let domain::verification::Outcome::Verified { receipt, valid_until, .. } = verified else {
        panic!("{verified:?}")
    };
    let told = house.events(acme()).await.len();
    house.clock.pass(MINUTE);

    let second = house.second_server().await;
    let opened = second.desk.open_receipt(lena.staff().unwrap(), receipt, acme()).await.unwrap();
    assert_eq!((opened.account.number, opened.account.name.as_str()), (acme(), "Acme Web Studio"));
    assert_eq!((opened.kept.receipt.number, opened.kept.receipt.valid_until), (receipt, valid_until));
    assert_eq!((opened.kept.receipt.kind, opened.kept.reported_at), (OneTime, None));
    let attempt = &opened.kept.attempt;
    assert_eq!((attempt.at, attempt.channel, &attempt.agent), (NOON, Channel::Chat, &typing(&ada)));
    assert_eq!((attempt.contact.as_deref(), attempt.ticket.as_deref()), (Some("Dana Field"), Some("T-1")));
    assert_eq!((opened.verified_by.as_deref(), opened.now), (Some("Ada Reyes"), NOON.after(MINUTE)));
    assert_eq!(opened.standing, ReceiptStanding::Holds);

    house.desk.open_receipt(ada.staff().unwrap(), receipt, acme()).await.unwrap();
    let attempt = attempt.id.0;
    let openings = [&lena, &ada].map(|by| Event::ReceiptOpened { attempt, staff: by.person.id.0 });
    assert_eq!(house.events(acme()).await[told..], openings);
    house.desk.verify_history(None).await.unwrap();
}

#[tokio::test]
async fn a_receipt_of_a_helpdesk_names_who_typed_and_holds_for_half_an_hour() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    let token = house.token(TokenKind::Helpdesk).await;
    let lena = house.caller(LEAD).await;
    for (name, shown) in [(Some("ben".to_owned()), "ben (API token 1)"), (None, "API token 1")] {
        let number = house.receipt(&Agent::Token { token, name }, acme(), &code).await;
        let opened = house.desk.open_receipt(lena.staff().unwrap(), number, acme()).await.unwrap();
        assert_eq!(opened.verified_by.as_deref(), Some(shown));
        house.clock.pass(HOUR / 2);
        let opened = house.desk.open_receipt(lena.staff().unwrap(), number, acme()).await.unwrap();
        assert_eq!(opened.standing, ReceiptStanding::Over);
    }
}

#[tokio::test]
async fn a_wrong_number_a_wrong_account_and_an_unknown_one_are_refused_alike_and_nothing_is_noted() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    let lena = house.caller(LEAD).await;
    let number = house.receipt(&typing(&lena), acme(), &code).await;
    let other = "ZZZZZZZZ".parse().unwrap();
    let nowhere = 99_999.try_into().unwrap();
    let before = house.count("select count(*) from history").await;
    let all: [(ReceiptNumber, AccountNumber); 3] = [(other, acme()), (number, birch()), (number, nowhere)];
    for (number, account) in all {
        let refused = house.desk.open_receipt(lena.staff().unwrap(), number, account).await;
        assert!(matches!(refused, Err(ReceiptError::NoSuchReceipt)), "{account}: {refused:?}");
    }
    assert_eq!(house.count("select count(*) from history").await, before);
}
