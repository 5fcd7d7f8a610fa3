//! The database file itself: how it is set up, which files are refused, and what a failure leaves behind.

mod damage;
mod harm;

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use domain::{
    account::Account,
    ports::{Store as _, StoreError},
    time::Timestamp,
};
use sqlx::{Connection as _, Executor as _, SqliteConnection};
use tempfile::TempDir;

use super::{Database, OpenError, database::Pools, sqlite::Sqlite};
use crate::config::DatabaseUrl;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pins.db");
    (folder, path)
}

async fn open(path: &Path) -> Result<Database, OpenError> {
    Database::open(&DatabaseUrl::Sqlite(path.to_owned())).await
}

fn sqlite(store: &Database) -> &Sqlite {
    match &store.pools {
        Pools::Sqlite(sqlite) => sqlite,
        Pools::Postgres(_) => panic!("these tests are about SQLite"),
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

async fn pragma(connection: &mut SqliteConnection, name: &str) -> String {
    let row: (String,) =
        sqlx::query_as(sqlx::AssertSqlSafe(format!("select cast({name} as text) from pragma_{name}")))
            .fetch_one(connection)
            .await
            .unwrap();
    row.0
}

async fn add_account(store: &Database, number: i64, name: &str) -> Result<(), StoreError> {
    let account = Account { number: number.try_into().unwrap(), name: name.to_owned() };
    let mut work = store.begin().await?;
    work.insert_account(&account, NOW).await?;
    work.commit().await
}

async fn has_account(store: &Database, number: i64) -> bool {
    let mut view = store.read().await.unwrap();
    view.account(number.try_into().unwrap()).await.unwrap().is_some()
}

async fn run(path: &Path, sql: &'static str) {
    let mut connection =
        SqliteConnection::connect(&format!("sqlite://{}?mode=rwc", path.display())).await.unwrap();
    connection.execute(sql).await.unwrap();
    connection.close().await.unwrap();
}

/// Opens a file that should be refused, and makes sure that it is as it was.
async fn refusal(path: &Path) -> OpenError {
    let before = fs::read(path).unwrap();
    let error = open(path).await.unwrap_err();
    assert!(fs::read(path).unwrap() == before, "the file was changed");
    error
}

#[tokio::test]
async fn every_connection_is_set_up_to_lose_and_leave_nothing() {
    let (_folder, path) = place();
    let store = open(&path).await.unwrap();
    let mut connections = vec![(sqlite(&store).writer.acquire().await.unwrap(), "0")];
    for _ in 0..sqlite(&store).readers.options().get_max_connections() {
        connections.push((sqlite(&store).readers.acquire().await.unwrap(), "1"));
    }
    assert_eq!(connections.len(), 5);
    for (connection, query_only) in &mut connections {
        for (name, value) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("secure_delete", "1"),
            ("query_only", query_only),
        ] {
            assert_eq!(pragma(connection, name).await, value, "{name}");
        }
        let busy: i64 = sqlx::query_scalar("select timeout from pragma_busy_timeout")
            .fetch_one(&mut **connection)
            .await
            .unwrap();
        assert_eq!(busy, 5_000);
    }
}

#[tokio::test]
async fn a_new_database_and_its_folder_are_for_the_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/pins.db");
    let store = open(&path).await.unwrap();
    add_account(&store, 1, "One").await.unwrap();
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    for file in fs::read_dir(path.parent().unwrap()).unwrap() {
        assert_eq!(mode(&file.unwrap().path()), 0o600);
    }
}

#[tokio::test]
async fn what_was_committed_is_there_after_a_restart_and_what_was_dropped_is_not() {
    let (_folder, path) = place();
    let store = open(&path).await.unwrap();
    add_account(&store, 1, "Kept").await.unwrap();
    let mut work = store.begin().await.unwrap();
    let dropped = Account { number: 2.try_into().unwrap(), name: "Dropped".into() };
    work.insert_account(&dropped, NOW).await.unwrap();
    drop(work);
    store.close().await;
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no log is left");

    let store = open(&path).await.unwrap();
    assert!(has_account(&store, 1).await);
    assert!(!has_account(&store, 2).await);
}

#[tokio::test]
async fn an_empty_file_becomes_a_database() {
    let (_folder, path) = place();
    fs::write(&path, "").unwrap();
    let store = open(&path).await.unwrap();
    assert!(store.read().await.unwrap().is_empty().await.unwrap());
}

#[tokio::test]
async fn a_file_of_another_kind_is_refused_and_left_as_it_is() {
    let (_folder, path) = place();
    for content in [b"a".repeat(3), b"a".repeat(5_000), b"SQLite format 3\0".to_vec()] {
        fs::write(&path, content).unwrap();
        assert!(matches!(refusal(&path).await, OpenError::NotADatabase { .. }));
    }
}

#[tokio::test]
async fn a_database_of_another_program_is_refused_and_left_as_it_is() {
    let (_folder, path) = place();
    run(&path, "create table notes (note text); insert into notes values ('mine')").await;
    assert!(matches!(refusal(&path).await, OpenError::Foreign { .. }));
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_and_left_as_it_is() {
    let (_folder, path) = place();
    open(&path).await.unwrap().close().await;
    run(
        &path,
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (9999, 'of tomorrow', true, x'00', 0)",
    )
    .await;
    assert!(matches!(refusal(&path).await, OpenError::Newer { .. }));
}

#[tokio::test]
async fn a_damaged_database_is_refused() {
    let (_folder, path) = place();
    open(&path).await.unwrap().close().await;
    let mut bytes = fs::read(&path).unwrap();
    bytes[100..].fill(0xA5);
    fs::write(&path, bytes).unwrap();
    assert!(matches!(refusal(&path).await, OpenError::Failed { .. }));
}

#[tokio::test]
async fn a_folder_and_a_place_that_cannot_be_are_refused() {
    let (folder, path) = place();
    let error = open(folder.path()).await.unwrap_err();
    assert!(matches!(error, OpenError::NotAFile { .. }));
    fs::write(&path, "a file").unwrap();
    let error = open(&path.join("pins.db")).await.unwrap_err();
    assert!(matches!(error, OpenError::Unreadable { .. }));
}

#[tokio::test]
async fn a_full_disk_refuses_the_write_changes_nothing_and_is_over_when_there_is_room() {
    let (_folder, path) = place();
    let store = open(&path).await.unwrap();
    add_account(&store, 1, "Before").await.unwrap();
    sqlite(&store).writer.execute("pragma max_page_count = 1").await.unwrap();

    let too_much = "x".repeat(1_000_000);
    let error = add_account(&store, 2, &too_much).await.unwrap_err();
    assert!(matches!(error, StoreError::NotWritable(_)), "{error:?}");
    assert!(has_account(&store, 1).await);
    assert!(!has_account(&store, 2).await);

    sqlite(&store).writer.execute("pragma max_page_count = 1000000").await.unwrap();
    add_account(&store, 2, &too_much).await.unwrap();
    assert!(has_account(&store, 2).await);
}

#[tokio::test]
async fn a_connection_whose_transaction_sqlite_ended_by_itself_is_not_used_again() {
    let (_folder, path) = place();
    let store = open(&path).await.unwrap();
    let mut work = sqlite(&store).writer.begin_with("begin immediate").await.unwrap();
    // What SQLite does after a full disk or a failed read, behind the driver's back.
    work.execute("rollback").await.unwrap();
    drop(work);
    add_account(&store, 1, "After").await.unwrap();
    assert!(has_account(&store, 1).await);
}

#[tokio::test]
async fn a_view_cannot_write_and_does_not_see_what_came_after_it() {
    let (_folder, path) = place();
    let store = open(&path).await.unwrap();
    let mut view = store.read().await.unwrap();
    assert!(view.is_empty().await.unwrap());
    add_account(&store, 1, "Later").await.unwrap();
    assert!(view.is_empty().await.unwrap());
    assert!(has_account(&store, 1).await);
    let written = sqlite(&store).readers.execute("delete from accounts").await;
    assert!(written.is_err());
}

#[tokio::test]
async fn a_value_that_does_not_fit_is_named_by_its_place_and_not_shown() {
    let (_folder, path) = place();
    let store = open(&path).await.unwrap();
    sqlite(&store)
        .writer
        .execute("insert into people (person_id, email, name, password_hash, created_at) values (7, 'x', 'X', 'h', 0)")
        .await
        .unwrap();
    sqlite(&store)
        .writer
        .execute(
            "insert into sessions (token_hash, person_id, created_at, last_seen_at)
             values (zeroblob(32), 7, 0, 0)",
        )
        .await
        .unwrap();
    let mut view = store.read().await.unwrap();
    let error = view.session(domain::session::SessionKey([0; 32])).await.unwrap_err();
    assert_eq!(error.to_string(), "people.email of row 7 holds a value that does not fit");
}
