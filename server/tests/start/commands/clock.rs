//! `clock accept`.

use domain::pin::PinKind;

use super::{AGES, done, with_a_pin};
use crate::shared::house::{House, On, acme};

#[tokio::test]
async fn a_clock_that_is_behind_is_accepted_and_one_time_pins_are_voided() {
    let house = House::on(On::Sqlite).await;
    house.clock.pass(AGES);
    let (hanna, _) = with_a_pin(&house).await;
    house.generate(&hanna, acme(), PinKind::OneTime).await;
    let mark = house.count("select mark from clock").await + 60_000;
    house.tamper(&format!("update clock set mark = {mark}")).await;

    let said = done(&house.place, &["clock", "accept"]);
    assert!(said.contains("behind what was recorded and is accepted"), "{said}");
    assert!(said.contains("1 live One-Time PIN was voided"), "{said}");
    assert!(house.count("select mark from clock").await < mark);
    assert_eq!(house.count("select count(*) from pins where ended_as = 'voided'").await, 1);
    assert_eq!(house.count("select count(*) from pins where ended_as is null").await, 1);
    assert!(done(&house.place, &["clock", "accept"]).contains("nothing was changed"));
}

#[tokio::test]
async fn a_clock_that_is_not_behind_changes_nothing() {
    let house = House::on(On::Sqlite).await;
    let (hanna, _) = with_a_pin(&house).await;
    house.generate(&hanna, acme(), PinKind::OneTime).await;
    house.tamper("update clock set mark = 0").await;
    let said = done(&house.place, &["clock", "accept"]);
    assert!(said.contains("not behind") && said.contains("nothing was changed"), "{said}");
    assert_eq!(house.count("select count(*) from pins where ended_as is null").await, 2);
    assert_eq!(house.count("select count(*) from history where account_id = 0").await, 0);
}
