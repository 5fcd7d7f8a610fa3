//! `check`.

use domain::pin::PinKind;

use super::{done, failed, with_a_pin};
use crate::shared::house::{House, On, acme};

#[tokio::test]
async fn a_record_that_was_changed_is_listed_and_the_others_are_read() {
    let house = House::on(On::Sqlite).await;
    assert_eq!(done(&house.place, &["check"]), "0 of 0 records can be read.\n");
    let (hanna, _) = with_a_pin(&house).await;
    let (one_time, code) = house.generate(&hanna, acme(), PinKind::OneTime).await;
    assert_eq!(done(&house.place, &["check"]), "2 of 2 records can be read.\n");

    house.tamper("update pins set expires_at = expires_at + 1 where kind = 'one_time'").await;
    let (printed, said) = failed(&house.place, &["check"]);
    assert!(printed.starts_with("1 of 2 records can be read.\n"), "{printed}");
    let listed: Vec<_> = printed.lines().last().unwrap().split_whitespace().collect();
    assert_eq!(listed[..2], ["10001", &one_time.to_string()]);
    assert!(printed.contains("One-Time PIN") && printed.contains("was changed"), "{printed}");
    assert!(said.contains("1 record cannot be read"), "{said}");
    assert!(!printed.contains(code.reveal()));
}
