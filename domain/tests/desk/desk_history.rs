//! Supervisors look back at the desk: what was tried, what was reported, and what happened to agents.

use domain::{
    account::AccountNumber,
    desk::{DeskError, Lifter, TryFilter, TryPage, TryResult},
    history::Event,
    person::DeskRole,
    pin::{PinCode, PinKind::Master},
    ports::TryPlace,
    verification::{Agent, AttemptId, ReceiptStanding, Try},
};

use crate::{
    house::{House, MINUTE, NOON, acme, birch, noon_and, nowhere, try_by},
    staff::reason,
};

async fn page(house: &House, filter: &TryFilter, before: Option<TryPlace>, at_most: u32) -> TryPage {
    house.desk.desk_tries(house.lee_caller().staff().unwrap(), filter, before, at_most).await.unwrap()
}

/// On which accounts, by whom and under which number the tries were that fit, newest first.
async fn found(house: &House, filter: TryFilter) -> Vec<(AccountNumber, i64)> {
    let page = page(house, &filter, None, 100).await;
    assert_eq!(page.next, None);
    page.tries.iter().map(|row| (row.kept.typed_account(), row.kept.attempt.id.0)).collect()
}

async fn try_with_ticket(house: &House, agent: &Agent, account: AccountNumber, code: &PinCode, ticket: &str) {
    let asked = Try { ticket: Some(ticket.to_owned()), ..try_by(agent, account, code) };
    house.desk.verify(&asked).await.unwrap();
}

#[tokio::test]
async fn tries_are_found_by_account_agent_result_and_ticket() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    house.generate_at_birch(Master).await;
    let wrong = house.wrong_code();
    let tries: [(&Agent, AccountNumber, &PinCode, &str); 5] = [
        (&house.ada, acme(), &wrong, "T-1"),
        (&house.lee, acme(), &code, "Ärger-2"),
        (&house.ada, birch(), &wrong, "t-1"),
        (&house.ada, nowhere(), &wrong, "T-11"),
        (&house.ben(), acme(), &wrong, "T-1"),
    ];
    let mut made = Vec::new();
    for (agent, account, code, ticket) in tries {
        house.clock.pass(MINUTE);
        try_with_ticket(&house, agent, account, code, ticket).await;
        let tables = house.store.tables();
        let row = tables.attempts.values().max_by_key(|row| row.attempt.at).unwrap();
        made.push((account, row.attempt.id.0));
    }
    let these = |places: &[usize]| places.iter().map(|place| made[*place]).collect::<Vec<_>>();
    let all = TryFilter::default();
    let on = |account| TryFilter { account: Some(account), ..all.clone() };
    let by = |caller: &domain::session::Caller| TryFilter { agent: Some(caller.person.id), ..all.clone() };
    let with = |result| TryFilter { result: Some(result), ..all.clone() };
    let for_ticket = |ticket: &str| TryFilter { ticket: Some(ticket.into()), ..all.clone() };
    for (filter, places) in [
        (all.clone(), &[4, 3, 2, 1, 0][..]),
        (on(acme()), &[4, 1, 0]),
        (on(nowhere()), &[3]),
        (on(10_003.try_into().unwrap()), &[]),
        (by(&house.ada_caller()), &[3, 2, 0]),
        (by(&house.hanna), &[]),
        (with(TryResult::Verified), &[1]),
        (with(TryResult::NotVerified), &[4, 2, 0]),
        (with(TryResult::NoLivePin), &[3]),
        (with(TryResult::Locked), &[]),
        (for_ticket("t-1"), &[4, 2, 0]),
        (for_ticket("ÄRGER-2"), &[1]),
        (for_ticket("T"), &[]),
        (TryFilter { ticket: Some("T-1".into()), ..by(&house.ada_caller()) }, &[2, 0]),
        (TryFilter { result: Some(TryResult::NotVerified), ..on(acme()) }, &[4, 0]),
    ] {
        assert_eq!(found(&house, filter.clone()).await, these(places), "{filter:?}");
    }
    let shown = page(&house, &all, None, 100).await.tries;
    let names: Vec<_> = shown.iter().map(|row| row.by.as_deref().unwrap()).collect();
    assert_eq!(names, ["ben (API token 2)", "Ada", "Ada", "Lee", "Ada"]);
}

#[tokio::test]
async fn the_try_that_locked_an_account_is_found_and_was_also_not_verified() {
    let house = House::new().await;
    house.generate(Master).await;
    house.guess(5).await;
    let last = house.attempts(acme()).last().unwrap().attempt.id.0;
    let locked = TryFilter { result: Some(TryResult::Locked), ..TryFilter::default() };
    assert_eq!(found(&house, locked).await, [(acme(), last)]);
    let not_verified = TryFilter { result: Some(TryResult::NotVerified), ..TryFilter::default() };
    assert_eq!(found(&house, not_verified).await.len(), 5);
}

#[tokio::test]
async fn pages_show_each_try_once_also_those_of_one_moment() {
    let house = House::new().await;
    let wrong = house.wrong_code();
    for account in [acme(), birch(), nowhere(), acme(), birch(), nowhere()] {
        try_with_ticket(&house, &house.ada, account, &wrong, "T-1").await;
        house.wrong_try(&house.lee, account).await.unwrap();
    }
    let ticket = Some("T-1".to_owned());
    for (filter, tries) in [(TryFilter::default(), 12), (TryFilter { ticket, ..TryFilter::default() }, 6)] {
        let (all, mut paged, mut sizes) = (found(&house, filter.clone()).await, Vec::new(), Vec::new());
        let mut before = None;
        loop {
            let page = page(&house, &filter, before, 3).await;
            sizes.push(page.tries.len());
            paged.extend(page.tries.iter().map(|row| (row.kept.typed_account(), row.kept.attempt.id.0)));
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!((paged.len(), paged), (tries, all));
        assert_eq!(sizes, vec![3; tries / 3], "the last full page has no next one");
    }
}

#[tokio::test]
async fn for_one_page_five_thousand_tries_are_looked_at_and_the_next_goes_on_behind_them() {
    let house = House::new().await;
    house.wrong_try(&house.ada, acme()).await.unwrap();
    house.wrong_try(&house.phones, acme()).await.unwrap();
    house.store.tamper(|tables| {
        let (place, row) = tables.attempts.pop_last().unwrap();
        for number in 0..5_000 {
            let mut row = row.clone();
            row.attempt.id = AttemptId(place.1.0 + number);
            tables.attempts.insert((acme(), row.attempt.id), row);
        }
    });
    let filter = TryFilter { agent: Some(house.ada_caller().person.id), ..TryFilter::default() };
    let empty = page(&house, &filter, None, 10).await;
    assert!(empty.tries.is_empty() && empty.next.is_some(), "{empty:?}");
    let last = page(&house, &filter, empty.next, 10).await;
    assert_eq!((last.tries.len(), last.next), (1, None));
}

#[tokio::test]
async fn reported_receipts_are_listed_with_who_verified_the_latest_reported_first() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    let (_, birchs) = house.generate_at_birch(Master).await;
    let first = house.receipt(&house.ben(), &code).await;
    house.verify_by(&house.ada, birch(), &birchs).await.unwrap();
    let lee = house.lee_caller();
    let listed = async || house.desk.reported_receipts(lee.staff().unwrap()).await.unwrap();
    assert_eq!(listed().await, []);
    house.clock.pass(MINUTE);
    house.desk.report(house.hanna.customer().unwrap(), acme()).await.unwrap();
    house.clock.pass(MINUTE);
    house.desk.report(house.bruno.customer().unwrap(), birch()).await.unwrap();
    let [birchs, acmes] = &listed().await[..] else { panic!("two were reported") };
    assert_eq!((birchs.account.name.as_str(), birchs.verified_by.as_deref()), ("Birch", Some("Ada")));
    assert_eq!(birchs.standing, ReceiptStanding::Reported(noon_and(MINUTE * 2)));
    assert_eq!((acmes.account.number, acmes.kept.receipt.number), (acme(), first));
    assert_eq!(acmes.verified_by.as_deref(), Some("ben (API token 2)"));
    assert_eq!(
        (acmes.standing, acmes.now),
        (ReceiptStanding::Reported(noon_and(MINUTE)), noon_and(MINUTE * 2))
    );
}

#[tokio::test]
async fn at_most_fifty_reported_receipts_are_listed() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    for _ in 0..51 {
        house.receipt(&house.phones, &code).await;
    }
    house.desk.report(house.hanna.customer().unwrap(), acme()).await.unwrap();
    assert_eq!(house.store.tables().reported.len(), 51);
    let listed = house.desk.reported_receipts(house.lee_caller().staff().unwrap()).await.unwrap();
    assert_eq!(listed.len(), 50);
}

#[tokio::test]
async fn what_happened_to_agents_is_told_by_name_with_its_reason_and_nothing_else_of_the_desks() {
    let mut house = House::new().await;
    let limits = &mut house.desk.policy.limits;
    (limits.agent_accounts, limits.fleet_wrong, limits.fleet_accounts) = (2, 1, 1);
    house.generate(Master).await;
    house.generate_at_birch(Master).await;
    for account in [acme(), birch()] {
        house.wrong_try(&house.ben(), account).await.unwrap();
    }
    house.clock.pass(MINUTE);
    let lee = house.lee_caller();
    let (lifter, ben) = (Lifter::Staff(lee.staff().unwrap()), house.ben().key().unwrap());
    house.desk.lift_suspension(lifter, &ben, Some(&reason())).await.unwrap();
    house.suspend(&house.ada);
    house.desk.lift_suspension(Lifter::Operator, &house.ada.key().unwrap(), None).await.unwrap();
    house.desk.accept_clock().await.unwrap();
    house.clock.pass(MINUTE);
    house.desk.sound_the_alarm().await.unwrap();

    let events = house.desk.desk_events(lee.staff().unwrap()).await.unwrap();
    let told: Vec<_> = events
        .iter()
        .map(|row| (row.at, row.by.as_deref(), row.whom.as_deref(), row.reason.as_deref()))
        .collect();
    let (why, named) = (reason(), Some("ben (API token 2)"));
    let expected = [
        (noon_and(MINUTE * 2), None, None, None),
        (noon_and(MINUTE), None, Some("Ada"), None),
        (noon_and(MINUTE), Some("Lee"), named, Some(why.as_str())),
        (NOON, None, named, None),
    ];
    assert_eq!(told, expected);
    assert_eq!(events[0].event, Event::Alarm { wrong: 2, accounts: 2 });
    assert_eq!(events[3].event, Event::AgentSuspended { agent: ben.to_string() });
}

#[tokio::test]
async fn at_most_fifty_events_of_the_desk_are_told_the_latest() {
    let house = House::new().await;
    for _ in 0..51 {
        house.suspend(&house.ada);
        house.clock.pass(MINUTE);
        house.desk.lift_suspension(Lifter::Operator, &house.ada.key().unwrap(), None).await.unwrap();
    }
    let events = house.desk.desk_events(house.lee_caller().staff().unwrap()).await.unwrap();
    assert_eq!(
        (events.len(), events[0].at, events[49].at),
        (50, noon_and(MINUTE * 51), noon_and(MINUTE * 2))
    );
}

#[tokio::test]
async fn the_desks_people_are_listed_by_name_but_for_those_who_are_disabled() {
    let house = House::new().await;
    let max = house.hire("Max", DeskRole::Supervisor).await;
    house.hire("Abel", DeskRole::Agent).await;
    house.disable(max.person.id);
    let people = house.desk.desk_people(house.lee_caller().staff().unwrap()).await.unwrap();
    let names: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Abel", "Ada", "Lee"]);
}

#[tokio::test]
async fn agents_and_whoever_is_no_supervisor_any_more_look_back_at_nothing() {
    let house = House::new().await;
    let (ada, lee) = (house.ada_caller(), house.lee_caller());
    house.dismiss(&lee);
    for caller in [&ada, &lee] {
        let (staff, all) = (caller.staff().unwrap(), TryFilter::default());
        let refused = [
            house.desk.desk_tries(staff, &all, None, 10).await.map(drop),
            house.desk.desk_people(staff).await.map(drop),
            house.desk.reported_receipts(staff).await.map(drop),
            house.desk.desk_events(staff).await.map(drop),
        ];
        assert!(refused.iter().all(|one| matches!(one, Err(DeskError::NotAllowed))), "{refused:?}");
    }
}
