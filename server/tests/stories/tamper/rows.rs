//! Records moved to where they do not belong, and what is in the clear about them changed.

use std::error::Error;

use domain::{
    pin::PinKind::{self, Master, OneTime},
    testing::SeededEntropy,
};
use server::vault;

use super::Damaged;
use crate::support::{House, SAM, acme, birch};

/// How, by which statements, and what is damaged by it; the account by its number.
type Case = (&'static str, &'static [&'static str], &'static [(i64, PinKind)]);

const ACME: i64 = 10001;
const BIRCH: i64 = 10002;
const BOTH: &[(i64, PinKind)] = &[(ACME, Master), (ACME, OneTime)];
const MASTERS: &[(i64, PinKind)] = &[(ACME, Master), (BIRCH, Master)];
const ONE_TIME: &[(i64, PinKind)] = &[(ACME, OneTime)];
const MASTER: &[(i64, PinKind)] = &[(ACME, Master)];

const KEEP: &str = "create table kept as select account_id, kind, sealed from pins";
const FORGET: &str = "drop table kept";

const CASES: &[Case] = &[
    (
        "codes swapped between kinds",
        &[
            KEEP,
            "update pins set sealed = (select k.sealed from kept k
                 where k.account_id = pins.account_id and k.kind <> pins.kind) where account_id = 10001",
            FORGET,
        ],
        BOTH,
    ),
    (
        "codes swapped between accounts",
        &[
            KEEP,
            "update pins set sealed = (select k.sealed from kept k
                 where k.account_id <> pins.account_id and k.kind = pins.kind) where kind = 'master'",
            FORGET,
        ],
        MASTERS,
    ),
    (
        "a code copied to another account",
        &["update pins set sealed = (select o.sealed from pins o
               where o.account_id = 10002 and o.kind = 'master')
           where account_id = 10001 and kind = 'master'"],
        MASTER,
    ),
    (
        "a code copied to the other kind",
        &["update pins set sealed = (select o.sealed from pins o
               where o.account_id = 10001 and o.kind = 'master')
           where account_id = 10001 and kind = 'one_time'"],
        ONE_TIME,
    ),
    (
        "kinds swapped",
        &[
            "update pins set account_id = 0 where account_id = 10001 and kind = 'master'",
            "update pins set kind = 'master', expires_at = null where account_id = 10001",
            "update pins set account_id = 10001, kind = 'one_time', expires_at = generated_at + 86400000
             where account_id = 0",
        ],
        BOTH,
    ),
    (
        "accounts swapped",
        &[
            "update pins set account_id = 0 where account_id = 10001 and kind = 'master'",
            "update pins set account_id = 10001 where account_id = 10002 and kind = 'master'",
            "update pins set account_id = 10002 where account_id = 0",
        ],
        MASTERS,
    ),
    (
        "numbers swapped",
        &[
            "update pins set pin_id = 100 where account_id = 10001 and pin_id = 1",
            "update pins set pin_id = 1 where account_id = 10001 and pin_id = 2",
            "update pins set pin_id = 2 where account_id = 10001 and pin_id = 100",
        ],
        BOTH,
    ),
    (
        "a number far ahead of the account's own",
        &["update pins set pin_id = pin_id + 100 where account_id = 10001 and kind = 'one_time'"],
        ONE_TIME,
    ),
    (
        "a life made longer",
        &["update pins set expires_at = expires_at + 1 where account_id = 10001 and kind = 'one_time'"],
        ONE_TIME,
    ),
    (
        "a life made shorter",
        &["update pins set expires_at = expires_at - 1 where account_id = 10001 and kind = 'one_time'"],
        ONE_TIME,
    ),
    (
        "a whole life moved",
        &["update pins set generated_at = generated_at + 60000, expires_at = expires_at + 60000
           where account_id = 10001 and kind = 'one_time'"],
        ONE_TIME,
    ),
    (
        "an earlier beginning",
        &["update pins set generated_at = generated_at - 1 where account_id = 10001"],
        BOTH,
    ),
    (
        "a key that the keyring does not have",
        &[
            "insert into vault_keys (key_id, check_value, created_at) select 2, check_value, 0 from vault_keys",
            "update pins set key_id = 2 where account_id = 10001 and kind = 'master'",
        ],
        MASTER,
    ),
];

#[tokio::test]
async fn a_record_that_was_moved_or_changed_opens_nowhere_and_is_reported() {
    for (how, statements, damaged) in CASES {
        let house = House::new().await;
        let sam = house.caller(SAM).await;
        let pins = house.four_pins(&sam).await;
        house.tamper_by(statements).await;
        let damaged: Vec<Damaged> =
            damaged.iter().map(|(account, kind)| ((*account).try_into().unwrap(), *kind)).collect();
        let codes: Vec<_> =
            pins.iter().filter(|(pin, _)| damaged.contains(pin)).map(|(_, code)| code.clone()).collect();
        house.assert_found(&sam, &damaged, &codes, how).await;
    }
}

#[tokio::test]
async fn another_key_of_the_keyring_opens_nothing_that_it_did_not_seal() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    let (_, code) = house.generate(&sam, acme(), Master).await;
    vault::edit(&house.place.key_file(), |keyring| {
        Ok::<_, Box<dyn Error>>(keyring.add(2, "2027-01-15T08:00:00Z".to_owned(), &SeededEntropy::new(9))?)
    })
    .unwrap();
    house
        .tamper_by(&[
            "insert into vault_keys (key_id, check_value, created_at) select 2, check_value, 0 from vault_keys",
            "update pins set key_id = 2",
        ])
        .await;
    house.assert_found(&sam, &[(acme(), Master)], &[code], "another key").await;
}

#[tokio::test]
async fn an_earlier_code_does_not_open_in_its_successors_place() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    for kind in PinKind::ALL {
        let (_, first) = house.generate(&sam, acme(), kind).await;
        let sealed = house.blob("select sealed from pins where ended_as is null").await;
        let (_, second) = house.generate(&sam, acme(), kind).await;
        house.tamper_with("update pins set sealed = $1 where ended_as is null", &sealed).await;
        house.assert_found(&sam, &[(acme(), kind)], &[first, second], "over time").await;
        house.clear(&sam, acme(), kind).await;
    }
}

#[tokio::test]
async fn a_record_alone_proves_nothing_on_another_account() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    let (_, code) = house.generate(&sam, acme(), Master).await;
    house.tamper("update pins set account_id = 10002").await;
    house.assert_found(&sam, &[(birch(), Master)], &[code], "moved").await;
}

#[tokio::test]
async fn a_record_alone_proves_nothing_as_the_other_kind() {
    for (sql, kind, as_kind) in [
        ("update pins set kind = 'one_time', expires_at = generated_at + 86400000", Master, OneTime),
        ("update pins set kind = 'master', expires_at = null", OneTime, Master),
    ] {
        let house = House::new().await;
        let sam = house.caller(SAM).await;
        let (_, code) = house.generate(&sam, acme(), kind).await;
        house.tamper(sql).await;
        house.assert_found(&sam, &[(acme(), as_kind)], &[code], sql).await;
    }
}
