//! `keys rotate`: while a server runs, broken off, and past a record that cannot be opened.

use std::time::Duration;

use domain::pin::PinKind;

use super::{AGES, command, done, failed, keys::make_current, sealed_by, with_a_pin};
use crate::{
    shared::house::{BRUNO, HANNA, House, On, acme, birch, live},
    support::Running,
};

#[tokio::test]
async fn keys_are_rotated_while_a_server_serves() {
    let house = House::on(On::Sqlite).await;
    // What is younger than the machine's clock has ended by no clock.
    house.clock.pass(AGES);
    let token = house.sign_in(HANNA).await;
    let (hanna, code) = with_a_pin(&house).await;
    house.tamper("update clock set mark = 0").await;
    let server = Running::of(&mut command(&house.place, &["serve", "--listen", "127.0.0.1:0"]));
    server.is_ready();
    let cookie = format!("pins_session={}", *token.reveal());
    let shows_the_pin = || server.page("/accounts/10001", &cookie).contains(code.reveal());
    assert!(shows_the_pin());

    let said = done(&house.place, &["keys", "rotate"]);
    assert!(said.contains("Key 2 is current.") && said.contains("1 record is sealed anew."), "{said}");
    assert_eq!((sealed_by(&house, 1).await, sealed_by(&house, 2).await), (0, 1));
    server.is_ready();
    assert!(shows_the_pin(), "the server looks for the key in the file");
    assert_eq!(live(&house.state(&hanna, acme(), PinKind::Master).await).1, code);
    assert_eq!(house.count("select count(*) from history where account_id = 0").await, 2);
}

#[tokio::test]
async fn second_factors_are_sealed_anew_and_their_former_key_is_dropped_then_and_not_before() {
    let house = House::on(On::Sqlite).await;
    let hanna = house.caller(HANNA).await;
    let (secret, _) = house.add_second_factor(&hanna).await;
    done(&house.place, &["keys", "add"]);
    make_current(&house, 2);
    assert!(done(&house.place, &["keys", "list"]).contains("1 record"));
    let (_, said) = failed(&house.place, &["keys", "drop", "1"]);
    assert!(said.contains("Key 1 still seals 1 record; run `security-pins keys rotate`"), "{said}");

    let said = done(&house.place, &["keys", "rotate"]);
    assert!(said.contains("going on") && said.contains("1 record is sealed anew."), "{said}");
    done(&house.place, &["keys", "drop", "1"]);
    house.vault.refresh();
    house.clock.pass(Duration::from_secs(60));
    let waiting = house.begin_sign_in(HANNA).await;
    assert!(house.enter_code(&waiting, &house.code_of(&secret)).await.is_ok());
}

#[tokio::test]
async fn a_rotation_that_was_broken_off_goes_on_under_the_same_key() {
    let house = House::on(On::Sqlite).await;
    let bruno = house.caller(BRUNO).await;
    let (hanna, code) = with_a_pin(&house).await;
    done(&house.place, &["keys", "add"]);
    make_current(&house, 2);
    house.vault.refresh();
    house.generate(&bruno, birch(), PinKind::Master).await;
    assert_eq!((sealed_by(&house, 1).await, sealed_by(&house, 2).await), (1, 1));

    let said = done(&house.place, &["keys", "rotate"]);
    assert!(said.contains("Key 2 is current already; going on."), "{said}");
    assert_eq!((sealed_by(&house, 1).await, sealed_by(&house, 2).await), (0, 2));
    assert_eq!(live(&house.state(&hanna, acme(), PinKind::Master).await).1, code);
    assert!(done(&house.place, &["keys", "rotate"]).contains("Key 3 is current."));
    assert_eq!(sealed_by(&house, 3).await, 2);
}

#[tokio::test]
async fn a_record_that_cannot_be_opened_is_left_and_told_and_opened_when_it_is_whole_again() {
    let house = House::on(On::Sqlite).await;
    let bruno = house.caller(BRUNO).await;
    let (hanna, code) = with_a_pin(&house).await;
    house.generate(&bruno, birch(), PinKind::Master).await;
    let whole = house.blob("select sealed from pins where account_id = 10001").await;
    let mut damaged = whole.clone();
    damaged[30] ^= 1;
    house.tamper_with("update pins set sealed = $1 where account_id = 10001", &damaged).await;

    let (printed, said) = failed(&house.place, &["keys", "rotate"]);
    assert!(printed.contains("1 record could not be opened"), "{printed}");
    assert!(said.contains("1 record could not be opened") && said.contains("security-pins check"), "{said}");
    assert_eq!((sealed_by(&house, 1).await, sealed_by(&house, 2).await), (1, 1));
    failed(&house.place, &["keys", "drop", "1"]);

    house.tamper_with("update pins set sealed = $1 where account_id = 10001", &whole).await;
    done(&house.place, &["keys", "rotate"]);
    assert_eq!((sealed_by(&house, 1).await, sealed_by(&house, 2).await), (0, 2));
    house.vault.refresh();
    assert_eq!(live(&house.state(&hanna, acme(), PinKind::Master).await).1, code);
}
