//! Supervisors look back at the desk: figures, tries, and what happened to agents.

use domain::{
    account::AccountNumber,
    attempts::TokenKind,
    desk::{DeskError, Lifter, Tally, TryFilter, TryPage, TryResult},
    history::Event,
    pin::{PinCode, PinKind::Master},
    ports::TryPlace,
    session::Caller,
    verification::{Agent, Outcome, ReceiptStanding, Try},
};

use super::{HOUR, MINUTE, reason, typing};
use crate::support::{AGENT, HANNA, House, LEAD, NOON, SAM, acme, birch, try_by};

fn nowhere() -> AccountNumber {
    99_999.try_into().unwrap()
}

async fn page(house: &House, filter: &TryFilter, before: Option<TryPlace>, at_most: u32) -> TryPage {
    let lena = house.caller(LEAD).await;
    house.desk.desk_tries(lena.staff().unwrap(), filter, before, at_most).await.unwrap()
}

/// On which accounts and with which tickets the tries were that fit, newest first.
async fn found(house: &House, filter: &TryFilter) -> Vec<(AccountNumber, Option<String>)> {
    let page = page(house, filter, None, 100).await;
    assert_eq!(page.next, None);
    page.tries.into_iter().map(|row| (row.kept.typed_account(), row.kept.attempt.ticket)).collect()
}

struct Day {
    house: House,
    ada: Caller,
}

/// Tries by three agents on two accounts and one that does not exist, a minute apart; the ticket says which.
async fn a_day() -> Day {
    let house = House::new().await;
    let (sam, ada, lena) = (house.caller(SAM).await, house.caller(AGENT).await, house.caller(LEAD).await);
    let (_, acmes) = house.generate(&sam, acme(), Master).await;
    house.generate(&sam, birch(), Master).await;
    let (not_acmes, not_birchs) = (house.wrong_for(acme()).await, house.wrong_for(birch()).await);
    let token = house.token(TokenKind::Helpdesk).await;
    let ben = Agent::Token { token, name: Some("ben".to_owned()) };
    let tries: [(Agent, AccountNumber, &PinCode); 5] = [
        (typing(&ada), acme(), &acmes),
        (typing(&ada), birch(), &not_birchs),
        (typing(&lena), nowhere(), &not_acmes),
        (ben, acme(), &not_acmes),
        (typing(&ada), nowhere(), &not_acmes),
    ];
    for (number, (agent, account, code)) in tries.into_iter().enumerate() {
        let ticket = Some(format!("Änderung {number}"));
        house.desk.verify(&Try { ticket, ..try_by(agent, account, code) }).await.unwrap();
        house.clock.pass(MINUTE);
    }
    Day { house, ada }
}

#[tokio::test]
async fn tries_are_found_by_account_agent_result_and_ticket_also_on_unknown_accounts() {
    let Day { house, ada } = a_day().await;
    let accounts = [acme(), birch(), nowhere(), acme(), nowhere()];
    let all = TryFilter::default();
    let with = |result| TryFilter { result: Some(result), ..all.clone() };
    for (filter, places) in [
        (all.clone(), &[4, 3, 2, 1, 0][..]),
        (TryFilter { account: Some(acme()), ..all.clone() }, &[3, 0]),
        (TryFilter { account: Some(nowhere()), ..all.clone() }, &[4, 2]),
        (TryFilter { account: Some(10_003.try_into().unwrap()), ..all.clone() }, &[]),
        (TryFilter { agent: Some(ada.person.id), ..all.clone() }, &[4, 1, 0]),
        (TryFilter { agent: Some(ada.person.id), account: Some(nowhere()), ..all.clone() }, &[4]),
        (with(TryResult::Verified), &[0]),
        (with(TryResult::NotVerified), &[3, 1]),
        (with(TryResult::NoLivePin), &[4, 2]),
        (with(TryResult::Locked), &[]),
        (TryFilter { ticket: Some("äNDERUNG 3".into()), ..all.clone() }, &[3]),
    ] {
        let expected: Vec<_> =
            places.iter().map(|place| (accounts[*place], Some(format!("Änderung {place}")))).collect();
        assert_eq!(found(&house, &filter).await, expected, "{filter:?}");
    }
    let names: Vec<_> =
        page(&house, &all, None, 9).await.tries.into_iter().map(|row| row.by.unwrap()).collect();
    assert_eq!(names, ["Ada Reyes", "ben (API token 1)", "Lena Marsh", "Ada Reyes", "Ada Reyes"]);
}

#[tokio::test]
async fn the_try_that_locked_an_account_is_found_as_such() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.generate(&hanna, acme(), Master).await;
    house.guess(&house.agent().await, acme(), 5).await;
    let locked = TryFilter { result: Some(TryResult::Locked), ..TryFilter::default() };
    let found = page(&house, &locked, None, 9).await;
    let last = house.count("select max(attempt_id) from attempts").await;
    assert_eq!(found.tries.iter().map(|row| row.kept.attempt.id.0).collect::<Vec<_>>(), [last]);
}

#[tokio::test]
async fn pages_show_each_try_once_also_those_of_one_moment() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    for account in [acme(), birch()] {
        house.generate(&sam, account, Master).await;
    }
    let phones = Agent::Token { token: house.token(TokenKind::Ivr).await, name: None };
    let code = "12345".parse().unwrap();
    for account in [acme(), birch(), nowhere()].repeat(4) {
        house.desk.verify(&try_by(phones.clone(), account, &code)).await.unwrap();
    }
    let on_nowhere = TryFilter { account: Some(nowhere()), ..TryFilter::default() };
    let on_acme = TryFilter { account: Some(acme()), ..TryFilter::default() };
    for (filter, tries, at_most) in [(TryFilter::default(), 12, 3), (on_nowhere, 4, 2), (on_acme, 4, 3)] {
        let place = |row: &domain::desk::DeskTry| (row.kept.account, row.kept.attempt.id);
        let all: Vec<_> = page(&house, &filter, None, 100).await.tries.iter().map(place).collect();
        let (mut paged, mut before) = (Vec::new(), None);
        loop {
            let page = page(&house, &filter, before, at_most).await;
            paged.extend(page.tries.iter().map(place));
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!((paged.len(), paged), (tries, all), "{filter:?}");
    }
}

#[tokio::test]
async fn the_figures_count_by_hour_and_by_agent_to_the_millisecond() {
    let Day { house, .. } = a_day().await;
    house.clock.set(NOON.after(HOUR));
    house.guess(&house.agent().await, acme(), 4).await;
    house.clock.pass(HOUR);
    house.guess(&house.agent().await, birch(), 1).await;
    let lena = house.caller(LEAD).await;
    let figures = house.desk.figures(lena.staff().unwrap(), NOON, 2).await.unwrap();
    let tally = |verified, refused, no_live_pin, locked| Tally { verified, refused, no_live_pin, locked };
    assert_eq!(figures.hours, [tally(1, 2, 2, 0), tally(0, 4, 0, 1)], "what was at its end is the third's");
    assert_eq!(figures.total, tally(1, 6, 2, 1));
    let agents = [
        ("Ada Reyes".to_owned(), tally(1, 5, 1, 1)),
        ("API token 1".to_owned(), tally(0, 1, 0, 0)),
        ("Lena Marsh".to_owned(), tally(0, 0, 1, 0)),
    ];
    assert_eq!(figures.agents, agents);
}

#[tokio::test]
async fn an_interrupted_try_and_one_under_way_are_told_apart() {
    let Day { house, .. } = a_day().await;
    let lena = house.caller(LEAD).await;
    house.tamper("update attempts set state = 'pending', settled_at = null where state = 'wrong'").await;
    let tally = async || house.desk.figures(lena.staff().unwrap(), NOON, 1).await.unwrap().total;
    assert_eq!(tally().await, Tally { verified: 1, no_live_pin: 2, ..Tally::default() });
    house.clock.pass(MINUTE);
    house.desk.sweep().await.unwrap();
    assert_eq!(tally().await, Tally { verified: 1, refused: 2, no_live_pin: 2, locked: 0 });
    let not_verified = TryFilter { result: Some(TryResult::NotVerified), ..TryFilter::default() };
    assert_eq!(found(&house, &not_verified).await.len(), 2);
}

#[tokio::test]
async fn reported_receipts_are_listed_the_latest_first() {
    let house = House::new().await;
    let (sam, ada) = (house.caller(SAM).await, house.caller(AGENT).await);
    let mut receipts = Vec::new();
    for account in [acme(), birch()] {
        let (_, code) = house.generate(&sam, account, Master).await;
        receipts.push(house.receipt(&typing(&ada), account, &code).await);
        house.clock.pass(MINUTE);
        house.desk.report(sam.customer().unwrap(), account).await.unwrap();
    }
    let lena = house.caller(LEAD).await;
    let listed = house.desk.reported_receipts(lena.staff().unwrap()).await.unwrap();
    let rows: Vec<_> = listed.iter().map(|row| (row.kept.receipt.number, row.standing)).collect();
    let reported = |minutes| ReceiptStanding::Reported(NOON.after(MINUTE * minutes));
    assert_eq!(rows, [(receipts[1], reported(2)), (receipts[0], reported(1))]);
    assert_eq!(listed[0].verified_by.as_deref(), Some("Ada Reyes"));
}

#[tokio::test]
async fn what_happened_to_agents_is_told_with_names_and_reasons() {
    let mut house = House::new().await;
    house.desk.policy.limits.agent_accounts = 1;
    let (hanna, lena) = (house.caller(HANNA).await, house.caller(LEAD).await);
    house.generate(&hanna, acme(), Master).await;
    assert!(matches!(house.guess(&house.agent().await, acme(), 1).await[..], [Outcome::NotVerified { .. }]));
    house.clock.pass(MINUTE);
    let (staff, agent) = (lena.staff().unwrap(), house.agent().await.key().unwrap());
    house.desk.lift_suspension(Lifter::Staff(staff), &agent, Some(&reason())).await.unwrap();
    let events = house.desk.desk_events(staff).await.unwrap();
    let [lifted, suspended] = &events[..] else { panic!("{events:?}") };
    assert_eq!(suspended.event, Event::AgentSuspended { agent: agent.to_string() });
    assert_eq!((suspended.at, suspended.reason.as_deref()), (NOON, None));
    let by = (lifted.by.as_deref(), lifted.whom.as_deref());
    assert_eq!(by, (Some("Lena Marsh"), Some("Ada Reyes")));
    assert_eq!((lifted.at, lifted.reason.as_deref()), (NOON.after(MINUTE), Some(reason().as_str())));
}

#[tokio::test]
async fn the_desks_people_are_listed_but_for_the_disabled_and_agents_look_back_at_nothing() {
    let house = House::new().await;
    let (ada, lena) = (house.caller(AGENT).await, house.caller(LEAD).await);
    let names = async || {
        let people = house.desk.desk_people(lena.staff().unwrap()).await.unwrap();
        people.into_iter().map(|person| person.name).collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["Ada Reyes", "Lena Marsh"]);
    let (staff, all) = (ada.staff().unwrap(), TryFilter::default());
    for refused in [
        house.desk.figures(staff, NOON, 1).await.map(drop),
        house.desk.desk_tries(staff, &all, None, 10).await.map(drop),
        house.desk.desk_people(staff).await.map(drop),
        house.desk.reported_receipts(staff).await.map(drop),
        house.desk.desk_events(staff).await.map(drop),
        house.desk.suspended_agents(Lifter::Staff(staff)).await.map(drop),
    ] {
        assert!(matches!(refused, Err(DeskError::NotAllowed)), "{refused:?}");
    }
    house.desk.disable_person(&AGENT.parse().unwrap()).await.unwrap();
    assert_eq!(names().await, ["Lena Marsh"]);
}
