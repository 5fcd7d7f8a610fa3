//! Someone else holds the database: SQLite's file, or the account's row in PostgreSQL.

use domain::{account::AccountNumber, pin::PinKind::OneTime};
use sqlx::{Connection as _, Executor as _, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::{
    asker::{Asker, Tally, assert_unavailable, is_verified, sweep_later},
    gate::Moment::{self, BeforeTheFirstCommit, BetweenTheTwo},
    shared::house::{HANNA, House, On, acme},
    site::Site,
};

#[tokio::test]
async fn a_file_that_is_busy_for_ten_seconds_verifies_nobody_until_it_is_free() {
    tokio::join!(busy_file(BeforeTheFirstCommit), busy_file(BetweenTheTwo));
}

async fn busy_file(moment: Moment) {
    let (house, asker) = house().await;
    let under_way = asker.stopped(moment).await;
    let holder = hold(&house).await;
    // Each waits for five seconds.
    assert_unavailable(&under_way.goes_on().await);
    asker.ask_in_vain().await;
    drop(holder);
    asker.is_verified_at_last().await;
    let left = i64::from(moment == BetweenTheTwo);
    assert_eq!(house.tally(asker.account).await, Tally { right: 1, pending: left, interrupted: 0 });
    sweep_later(&house.desk, &house.clock).await;
    assert_eq!(house.tally(asker.account).await, Tally { right: 1, pending: 0, interrupted: left });
}

#[tokio::test]
async fn a_file_that_is_busy_for_a_moment_only_makes_callers_wait() {
    for moment in [BeforeTheFirstCommit, BetweenTheTwo] {
        let (house, asker) = house().await;
        let mut under_way = asker.stopped(moment).await;
        let holder = hold(&house).await;
        under_way.goes_on_and_waits().await;
        drop(holder);
        assert!(is_verified(&under_way.answer().await.unwrap()));
        assert_eq!(house.tally(asker.account).await, Tally { right: 1, ..Tally::default() });
    }
}

#[tokio::test]
async fn a_row_that_is_held_for_long_verifies_nobody_until_it_is_free() {
    let site = Site::new().await;
    let held = async |moment| {
        let asker = site.asker().await;
        let under_way = asker.stopped(moment).await;
        let holder = site.hold(asker.account).await;
        assert_unavailable(&under_way.goes_on().await);
        asker.ask_in_vain().await;
        // Who asks about another account is not kept waiting.
        let other = site.asker().await;
        assert!(is_verified(&other.ask().await.unwrap()));
        drop(holder);
        asker.is_verified_at_last().await;
        (asker.account, i64::from(moment == BetweenTheTwo))
    };
    let (first, second) = tokio::join!(held(BeforeTheFirstCommit), held(BetweenTheTwo));
    for (account, left) in [first, second] {
        assert_eq!(site.tally(account).await, Tally { right: 1, pending: left, interrupted: 0 });
    }
    sweep_later(&site.desk, &site.clock).await;
    for (account, left) in [first, second] {
        assert_eq!(site.tally(account).await, Tally { right: 1, pending: 0, interrupted: left });
    }
}

async fn house() -> (House, Asker) {
    let house = House::on(On::Sqlite).await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    let (desk, agent) = (house.desk.clone(), house.agent().await);
    (house, Asker { desk, agent, account: acme(), code })
}

/// Holds the file until the connection is dropped.
async fn hold(house: &House) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(house.place.database_file());
    let mut holder = SqliteConnection::connect_with(&options).await.unwrap();
    holder.execute("begin immediate").await.unwrap();
    holder
}

impl House {
    async fn tally(&self, account: AccountNumber) -> Tally {
        Tally::of(account, async |sql| self.count(sql).await).await
    }
}
