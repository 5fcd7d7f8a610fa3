//! How the desk's day goes, in numbers.

use domain::{
    desk::{DeskError, Figures, Tally},
    person::DeskRole,
    pin::PinKind::Master,
    time::Timestamp,
    verification::Agent,
};

use crate::house::{DAY, HOUR, House, MILLISECOND, NOON, acme, noon_and, nowhere};

async fn figures(house: &House, from: Timestamp, hours: u32) -> Figures {
    house.desk.figures(house.lee_caller().staff().unwrap(), from, hours).await.unwrap()
}

/// A day of three hours: phones verify, three people are wrong, one account is none, and one locks.
async fn a_day() -> House {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    house.verify(&code).await;
    let cleo = Agent::Token { token: house.helpdesk, name: Some("cleo".into()) };
    for agent in [&house.ada, &house.ben(), &cleo] {
        house.wrong_try(agent, acme()).await.unwrap();
    }
    house.clock.pass(HOUR);
    house.wrong_try(&house.ada, nowhere()).await.unwrap();
    house.clock.pass(HOUR);
    house.guess(2).await;
    house.leave_pending(&house.lee, acme()).await;
    house
}

#[tokio::test]
async fn the_figures_count_by_hour_and_by_agent_and_a_tokens_people_as_one() {
    let house = a_day().await;
    let tally = |verified, refused, no_live_pin, locked| Tally { verified, refused, no_live_pin, locked };
    let expected = Figures {
        total: tally(1, 5, 1, 1),
        hours: vec![tally(1, 3, 0, 0), tally(0, 0, 1, 0), tally(0, 2, 0, 1)],
        agents: vec![
            ("API token 1".into(), tally(1, 2, 0, 1)),
            ("API token 2".into(), tally(0, 2, 0, 0)),
            ("Ada".into(), tally(0, 1, 1, 0)),
        ],
    };
    let figures = figures(&house, NOON, 3).await;
    assert_eq!(figures, expected, "Lee's try is under way");
    assert_eq!(figures.total.tries(), 7, "one that locks is also one that was refused");
}

#[tokio::test]
async fn the_figures_begin_and_end_to_the_millisecond() {
    let house = a_day().await;
    let hours = async |from, hours| {
        let figures = figures(&house, from, hours).await;
        figures.hours.iter().map(|tally| tally.tries()).collect::<Vec<_>>()
    };
    assert_eq!(hours(NOON, 2).await, [4, 1]);
    assert_eq!(hours(noon_and(MILLISECOND), 2).await, [1, 2], "the first were before it");
    assert_eq!(hours(noon_and(HOUR), 1).await, [1]);
    assert_eq!(hours(noon_and(DAY), 2).await, [0, 0]);
    assert_eq!(figures(&house, noon_and(DAY), 2).await.agents, []);
    assert_eq!(hours(NOON, 0).await, [0; 0]);
}

#[tokio::test]
async fn agents_of_one_name_are_counted_apart() {
    let house = House::new().await;
    let other = house.hire("Adah", DeskRole::Agent).await;
    house.store.tamper(|tables| {
        tables.people.get_mut(&other.person.id).unwrap().person.name = "Ada".to_owned();
    });
    for agent in [&house.ada, &house.ada, &Agent::Person(other.person.id)] {
        house.wrong_try(agent, acme()).await.unwrap();
    }
    let figures = figures(&house, NOON, 1).await;
    let tries: Vec<_> = figures.agents.iter().map(|(name, tally)| (name.as_str(), tally.tries())).collect();
    assert_eq!(tries, [("Ada", 2), ("Ada", 1)]);
}

#[tokio::test]
async fn agents_and_whoever_is_no_supervisor_any_more_read_no_figures() {
    let house = a_day().await;
    let (ada, lee) = (house.ada_caller(), house.lee_caller());
    house.dismiss(&lee);
    for caller in [&ada, &lee] {
        let refused = house.desk.figures(caller.staff().unwrap(), NOON, 1).await;
        assert!(matches!(refused, Err(DeskError::NotAllowed)), "{refused:?}");
    }
}
