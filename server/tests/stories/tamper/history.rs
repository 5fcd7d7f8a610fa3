//! The history: whatever is done to a chain or to its head shows when the operator has it verified.

use std::time::Duration;

use domain::{
    account::AccountNumber,
    desk::BrokenChain,
    history::{Broken, Chain, DailyHead, Event},
    pin::PinKind::{Master, OneTime},
    testing::TestChainKey,
    verification::Outcome,
};

use crate::support::{House, NOON, SAM, acme, birch, wrong_code};

/// What is done, by which statements, and where the chain then breaks.
type Case = (&'static str, &'static [&'static str], Broken);

const CASES: &[Case] = &[
    (
        "an event edited",
        &["update history set event = replace(event, 'master', 'one_time')
           where account_id = 10001 and entry_id = 1"],
        Broken::Changed(1),
    ),
    (
        "a time edited",
        &["update history set at = at + 1 where account_id = 10001 and entry_id = 2"],
        Broken::Changed(2),
    ),
    (
        "a seal taken from another entry",
        &["update history set seal = (select o.seal from history o where o.account_id = 10001 and o.entry_id = 1)
           where account_id = 10001 and entry_id = 3"],
        Broken::Changed(3),
    ),
    ("an entry deleted", &["delete from history where account_id = 10001 and entry_id = 2"], Broken::Gap(2)),
    (
        "an entry deleted and the rest moved up",
        &[
            "delete from history where account_id = 10001 and entry_id = 2",
            "update history set entry_id = 2 where account_id = 10001 and entry_id = 3",
            "update history set entry_id = 3 where account_id = 10001 and entry_id = 4",
        ],
        Broken::Changed(2),
    ),
    ("the last entry cut off", &["delete from history where account_id = 10001 and entry_id = 4"], Broken::Head(3)),
    (
        "the last entry cut off and the length with it",
        &[
            "delete from history where account_id = 10001 and entry_id = 4",
            "update accounts set chain_length = 3 where account_id = 10001",
        ],
        Broken::Head(3),
    ),
    (
        "the last entry cut off and the one before it made the head",
        &[
            "delete from history where account_id = 10001 and entry_id = 4",
            "update accounts set chain_length = 3, chain_seal = (select h.seal from history h
                 where h.account_id = 10001 and h.entry_id = 3)
             where account_id = 10001",
        ],
        Broken::Head(3),
    ),
    ("all entries deleted", &["delete from history where account_id = 10001"], Broken::Head(0)),
    (
        "the head taken away",
        &["update accounts set chain_length = 0, chain_seal = null where account_id = 10001"],
        Broken::Head(4),
    ),
    (
        "another account's head",
        &["update accounts set chain_seal = (select o.chain_seal from accounts o where o.account_id = 10002)
           where account_id = 10001"],
        Broken::Head(4),
    ),
    (
        "entries swapped",
        &[
            "update history set entry_id = 100 where account_id = 10001 and entry_id = 2",
            "update history set entry_id = 2 where account_id = 10001 and entry_id = 3",
            "update history set entry_id = 3 where account_id = 10001 and entry_id = 100",
        ],
        Broken::Changed(2),
    ),
    (
        "another account's entry in the place of its own",
        &["update history
           set (at, event, seal) = (select o.at, o.event, o.seal from history o
                                    where o.account_id = 10002 and o.entry_id = 1)
           where account_id = 10001 and entry_id = 1"],
        Broken::Changed(1),
    ),
    (
        "an entry copied from another account to the end",
        &[
            "insert into history select 10001, 5, at, event, seal from history
             where account_id = 10002 and entry_id = 1",
            "update accounts set chain_length = 5 where account_id = 10001",
        ],
        Broken::Changed(5),
    ),
];

impl House {
    /// Four entries on acme and one on birch, of which the first ones are alike.
    async fn with_a_history() -> Self {
        let house = Self::new().await;
        let sam = house.caller(SAM).await;
        house.generate(&sam, birch(), Master).await;
        let (_, master) = house.generate(&sam, acme(), Master).await;
        let (_, one_time) = house.generate(&sam, acme(), OneTime).await;
        house.verify(acme(), &wrong_code(&[&master, &one_time])).await;
        assert!(matches!(house.verify(acme(), &one_time).await, Outcome::Verified { .. }));
        assert_eq!(house.broken(None).await, []);
        house
    }

    async fn broken(&self, since: Option<DailyHead>) -> Vec<BrokenChain> {
        self.desk.verify_history(since).await.unwrap().broken
    }

    async fn fits(&self, head: DailyHead) -> Option<bool> {
        self.desk.verify_history(Some(head)).await.unwrap().fits_head
    }
}

fn on(account: AccountNumber, broken: Broken) -> Vec<BrokenChain> {
    vec![BrokenChain { account, broken }]
}

#[tokio::test]
async fn whatever_is_done_to_a_chain_is_found_on_its_account() {
    for (what, statements, broken) in CASES {
        let house = House::with_a_history().await;
        house.tamper_by(statements).await;
        assert_eq!(house.broken(None).await, on(acme(), *broken), "{what}");
    }
}

#[tokio::test]
async fn no_byte_of_a_seal_or_of_the_head_can_be_changed() {
    let house = House::with_a_history().await;
    for (read, write, broken) in [
        (
            "select seal from history where account_id = 10001 and entry_id = 3",
            "update history set seal = $1 where account_id = 10001 and entry_id = 3",
            Broken::Changed(3),
        ),
        (
            "select chain_seal from accounts where account_id = 10001",
            "update accounts set chain_seal = $1 where account_id = 10001",
            Broken::Head(4),
        ),
    ] {
        let seal = house.blob(read).await;
        for byte in 0..seal.len() {
            let mut changed = seal.clone();
            changed[byte] ^= 1 << (byte % 8);
            house.tamper_with(write, &changed).await;
            assert_eq!(house.broken(None).await, on(acme(), broken), "byte {byte}");
        }
        house.tamper_with(write, &seal).await;
        assert_eq!(house.broken(None).await, []);
    }
}

#[tokio::test]
async fn a_chain_that_holds_by_another_key_is_found() {
    let house = House::with_a_history().await;
    house.tamper("delete from history where account_id = 10001").await;
    let mut forged = Chain::new(acme(), None);
    for pin in [1, 2] {
        let event = Event::Generated { kind: Master, pin, person: 1 };
        let (entry, head) = forged.append(&TestChainKey(7), NOON, &event).unwrap();
        let insert = format!(
            "insert into history (account_id, entry_id, at, event, seal)
             values (10001, {}, {}, '{}', $1)",
            entry.number,
            entry.at.as_millis(),
            entry.event
        );
        house.tamper_with(&insert, &entry.seal).await;
        let keep = format!(
            "update accounts set chain_length = {}, chain_seal = $1 where account_id = 10001",
            head.length
        );
        house.tamper_with(&keep, &head.seal).await;
    }
    assert_eq!(house.broken(None).await, on(acme(), Broken::Changed(1)));
}

#[tokio::test]
async fn an_account_set_back_to_an_older_state_of_its_own_is_found_by_the_daily_head() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    let (_, code) = house.generate(&sam, acme(), Master).await;
    house
        .tamper_by(&[
            "create table kept_account as select * from accounts where account_id = 10001",
            "create table kept_pins as select * from pins where account_id = 10001",
            "create table kept_history as select * from history where account_id = 10001",
        ])
        .await;
    house.verify(acme(), &wrong_code(&[&code])).await;
    house.clock.pass(Duration::from_secs(120));
    let head = house.desk.daily_head().await.unwrap();
    house.generate(&sam, acme(), Master).await;
    assert_eq!(house.fits(head).await, Some(true), "what comes later is no matter");

    house
        .tamper_by(&[
            "delete from attempts where account_id = 10001",
            "delete from outbox where account_id = 10001",
            "delete from history where account_id = 10001",
            "delete from pins where account_id = 10001",
            "insert into pins select * from kept_pins",
            "insert into history select * from kept_history",
            "update accounts
         set (version, wrong_in_a_row, chain_length, chain_seal) =
             (select k.version, k.wrong_in_a_row, k.chain_length, k.chain_seal from kept_account k)
         where account_id = 10001",
        ])
        .await;
    assert_eq!(house.broken(None).await, [], "by itself the older state holds");
    assert_eq!(house.fits(head).await, Some(false));
}

#[tokio::test]
async fn a_history_that_is_gone_with_its_head_is_found_by_the_daily_head() {
    let house = House::with_a_history().await;
    house.clock.pass(Duration::from_secs(120));
    let head = house.desk.daily_head().await.unwrap();
    assert_eq!(house.fits(head).await, Some(true));
    house
        .tamper_by(&[
            "delete from history where account_id = 10001",
            "update accounts set chain_length = 0, chain_seal = null where account_id = 10001",
        ])
        .await;
    assert_eq!(house.broken(None).await, []);
    assert_eq!(house.fits(head).await, Some(false));
}

/// The seal of an old row opens, since it is the row's own: only the history knows that the PIN ended.
#[tokio::test]
async fn an_ended_pin_whose_old_row_was_put_back_is_found() {
    let revive = "update pins set sealed = $1, key_id = 1, ended_as = null, ended_at = null, ended_by = null
                  where pin_id = (select min(pin_id) from pins)";
    for end in ["cleared", "replaced", "used"] {
        let house = House::new().await;
        let sam = house.caller(SAM).await;
        let kind = if end == "used" { OneTime } else { Master };
        let (pin, code) = house.generate(&sam, acme(), kind).await;
        let sealed = house.blob("select sealed from pins").await;
        if end == "cleared" {
            house.clear(&sam, acme(), kind).await;
        } else if end == "replaced" {
            house.generate(&sam, acme(), kind).await;
            house.tamper("delete from pins where ended_as is null").await;
        } else {
            house.verify(acme(), &code).await;
        }
        assert!(house.desk.verify_history(None).await.unwrap().broken.is_empty(), "{end}");
        house.tamper_with(revive, &sealed).await;
        let found = house.desk.verify_history(None).await.unwrap().broken;
        assert_eq!(found, [BrokenChain { account: acme(), broken: Broken::Revived(pin.0) }], "{end}");
    }
}
