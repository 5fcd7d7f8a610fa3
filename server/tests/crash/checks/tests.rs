//! The checks would notice: each test doctors one thing.

use domain::{history::Event, pin::PinKind, verification::Channel};

use super::{Fault, check};
use crate::{
    ack::{Ack, Told, Typed},
    found::{Found, FoundAccount, FoundAttempt, FoundPin, FoundReceipt},
};

const ACCOUNT: i64 = 7;

fn generated(pin: i64) -> Ack {
    Ack::Generated { account: ACCOUNT, pin, kind: PinKind::OneTime, code: "04217".to_owned() }
}

fn verified(ticket: &str, receipt: &str) -> Ack {
    let told = Told::Verified { kind: PinKind::OneTime, receipt: receipt.to_owned() };
    Ack::Tried { account: ACCOUNT, ticket: ticket.to_owned(), told }
}

fn not_verified(ticket: &str) -> Ack {
    Ack::Tried { account: ACCOUNT, ticket: ticket.to_owned(), told: Told::NotVerified(Typed::Wrong) }
}

fn verified_event(attempt: i64) -> (i64, Event) {
    (ACCOUNT, Event::Verified { kind: PinKind::OneTime, pin: 1, attempt, channel: Channel::Phone })
}

fn generated_event(pin: i64) -> (i64, Event) {
    (ACCOUNT, Event::Generated { kind: PinKind::OneTime, pin, person: 1 })
}

fn attempt(state: &str, ticket: &str) -> FoundAttempt {
    FoundAttempt { state: state.to_owned(), ticket: Some(ticket.to_owned()) }
}

fn receipt(attempt: i64, number: &str) -> FoundReceipt {
    FoundReceipt { attempt: (ACCOUNT, attempt), number: number.to_owned(), kind: "one_time".to_owned() }
}

fn pin(ended_as: Option<&str>) -> FoundPin {
    FoundPin { kind: "one_time".to_owned(), ended_as: ended_as.map(ToOwned::to_owned) }
}

/// A PIN was used, another is live, and then somebody was wrong.
fn told_and_found() -> (Vec<Ack>, Found) {
    let acks = vec![generated(1), verified("a", "7K3M9Q2F"), generated(4), not_verified("b")];
    let wrong = Event::WrongTry { attempt: 5, channel: Channel::Phone, interrupted: false };
    let found = Found {
        accounts: vec![FoundAccount { number: ACCOUNT, in_a_row: 1, is_locked: false }],
        pins: [((ACCOUNT, 1), pin(Some("used"))), ((ACCOUNT, 4), pin(None))].into(),
        attempts: [((ACCOUNT, 2), attempt("right", "a")), ((ACCOUNT, 5), attempt("wrong", "b"))].into(),
        receipts: vec![receipt(2, "7K3M9Q2F")],
        history: vec![generated_event(1), verified_event(2), generated_event(4), (ACCOUNT, wrong)],
        codes: [((ACCOUNT, 4), "04217".to_owned())].into(),
        broken: Vec::new(),
    };
    (acks, found)
}

fn faults(acks: &[Ack], found: &Found) -> Vec<Fault> {
    check(acks, found).into_iter().map(|finding| finding.fault).collect()
}

#[test]
fn what_is_as_it_was_told_is_in_order() {
    let (acks, found) = told_and_found();
    assert_eq!(check(&acks, &found), []);
}

#[test]
fn one_more_verified_than_the_database_has_is_lost() {
    let (mut acks, found) = told_and_found();
    acks.push(verified("c", "7K3M9Q2G"));
    assert_eq!(faults(&acks, &found), [Fault::Lost]);
}

#[test]
fn another_receipt_than_was_told_is_lost() {
    let (acks, mut found) = told_and_found();
    found.receipts = vec![receipt(2, "7K3M9Q2G")];
    assert_eq!(faults(&acks, &found), [Fault::Lost]);
}

#[test]
fn the_same_try_or_pin_told_twice_is_doubled() {
    let (mut acks, found) = told_and_found();
    acks.push(not_verified("b"));
    acks.push(generated(4));
    assert_eq!(faults(&acks, &found), [Fault::Doubled, Fault::Doubled]);
}

#[test]
fn a_try_that_is_there_twice_is_doubled() {
    let (acks, mut found) = told_and_found();
    found.attempts.insert((ACCOUNT, 6), attempt("pending", "b"));
    assert_eq!(faults(&acks, &found), [Fault::Doubled]);
}

#[test]
fn a_one_time_pin_that_worked_twice_is_doubled() {
    let (mut acks, mut found) = told_and_found();
    found.attempts.insert((ACCOUNT, 3), attempt("right", "c"));
    found.receipts.push(receipt(3, "7K3M9Q2G"));
    found.history.insert(2, verified_event(3));
    acks.push(verified("c", "7K3M9Q2G"));
    assert_eq!(faults(&acks, &found), [Fault::Doubled]);
}

#[test]
fn a_wrong_try_that_is_pending_again_is_lost() {
    let (acks, mut found) = told_and_found();
    found.attempts.insert((ACCOUNT, 5), attempt("pending", "b"));
    let faults = faults(&acks, &found);
    assert!(faults.contains(&Fault::Lost), "{faults:?}");
}

#[test]
fn a_pin_that_opens_to_something_else_or_is_gone_is_lost() {
    let (acks, mut found) = told_and_found();
    found.codes.insert((ACCOUNT, 4), "04218".to_owned());
    assert_eq!(faults(&acks, &found), [Fault::Lost]);
    found.pins.remove(&(ACCOUNT, 4));
    assert_eq!(faults(&acks, &found), [Fault::Lost]);
}

#[test]
fn a_cleared_pin_without_an_end_is_lost() {
    let (mut acks, found) = told_and_found();
    acks.push(Ack::Cleared { account: ACCOUNT, pin: 4 });
    assert_eq!(faults(&acks, &found), [Fault::Lost]);
}

#[test]
fn a_count_that_the_history_does_not_explain_is_broken() {
    let (acks, mut found) = told_and_found();
    found.accounts[0].in_a_row = 0;
    assert_eq!(faults(&acks, &found), [Fault::Broken]);
}
