//! A database of an earlier version is taken over with all that it holds.

use sqlx::{
    AssertSqlSafe, Connection as _, SqliteConnection, migrate::Migrator, sqlite::SqliteConnectOptions,
};

use crate::support::{On, Place};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// What the first version left: two accounts, their people, and PINs with every end there was.
const ROWS: &str = "
    insert into accounts (account_id, name, version, created_at)
        values (10001, 'Acme Web Studio', 4, 1), (10002, 'Birch & Co', 0, 1);
    insert into people (email, name, password_hash, created_at) values ('holder@acme.example', 'Hanna Holt', 'x', 1);
    insert into memberships (account_id, person_id, role, created_at) values (10001, 1, 'holder', 1);
    insert into sub_contacts (account_id, contact_id, name, created_at) values (10001, 1, 'Dana Field', 1);
    insert into vault_keys (key_id, check_value, created_at) values (1, x'00', 1);
    insert into pins (account_id, pin_id, kind, generated_at, generated_by, ended_as, ended_at, ended_by)
        values (10001, 1, 'master', 1, 1, 'replaced', 2, 1), (10001, 2, 'master', 2, 1, 'cleared', 3, 1);
    insert into pins (account_id, pin_id, kind, generated_at, generated_by, expires_at, ended_as, ended_at)
        values (10001, 3, 'one_time', 3, 1, 9, 'expired', 9);
    insert into pins (account_id, pin_id, kind, key_id, sealed, generated_at, generated_by)
        values (10001, 4, 'master', 1, x'01', 4, 1);";

/// What the second version left beside that: tries and their ends, history, notices, tokens and a session.
const MORE_ROWS: &str = "
    update accounts set version = 9, wrong_in_a_row = 2, locked_at = 5, reported_at = 6, lifted_at = 7,
        chain_length = 1, chain_seal = zeroblob(32) where account_id = 10001;
    insert into pins (account_id, pin_id, kind, generated_at, generated_by, expires_at, wrong_tries, ended_as, ended_at)
        values (10001, 5, 'one_time', 3, 1, 9, 1, 'voided', 9), (10001, 6, 'one_time', 3, 1, 9, 1, 'used', 9);
    insert into pins (account_id, pin_id, kind, generated_at, generated_by, wrong_tries, ended_as, ended_at)
        values (10002, 1, 'master', 3, 1, 20, 'worn_out', 9);
    insert into history_key (history_key_id, check_value, created_at) values (1, x'00', 1);
    insert into history (account_id, entry_id, at, event, seal) values (10001, 1, 1, '{}', zeroblob(32));
    insert into outbox (account_id, write_id, place, at, notice) values (10001, 9, 1, 1, '{\"notice\":\"locked\"}');
    insert into tokens (name, kind, token_hash, created_at) values ('Helpdesk', 'helpdesk', zeroblob(32), 1);
    insert into agents (agent_key, created_at) values ('person/1', 1);
    insert into attempts (account_id, attempt_id, at, state, settled_at, token_id, agent_key, channel, master_id)
        values (10001, 8, 1, 'right', 2, 1, 'token/1', 'phone', 4);
    insert into receipts (account_id, receipt_number, attempt_id, pin_kind, valid_until)
        values (10001, '12345678', 8, 'master', 9);
    insert into idempotency_keys (token_id, request_key, fingerprint, account_id, attempt_id, at)
        values (1, 'request', zeroblob(32), 10001, 8, 1);
    insert into sessions (token_hash, person_id, created_at, last_seen_at) values (zeroblob(32), 1, 1, 2);
    update clock set mark = 77 where clock_id = 1;";

/// Each table with what is to be as it was, told in one text.
const WHAT_STAYS: [(&str, &str); 11] = [
    ("accounts", "account_id || name || version || wrong_in_a_row || coalesce(locked_at, '-') || chain_length"),
    ("people", "person_id || email || name || password_hash || created_at"),
    ("memberships", "account_id || person_id || role || created_at"),
    ("sub_contacts", "account_id || contact_id || name || created_at"),
    (
        "pins",
        "account_id || pin_id || kind || coalesce(key_id || hex(sealed), '-') || generated_at || generated_by
         || coalesce(expires_at, '-') || wrong_tries || coalesce(ended_as || ended_at, '-') || coalesce(ended_by, '-')",
    ),
    ("history", "account_id || entry_id || at || event || hex(seal)"),
    ("outbox", "account_id || write_id || place || at || notice"),
    ("tokens", "token_id || name || kind || hex(token_hash)"),
    ("attempts", "account_id || attempt_id || at || state || token_id || master_id"),
    ("receipts", "account_id || receipt_number || attempt_id || pin_kind || valid_until"),
    ("sessions", "hex(token_hash) || person_id || created_at || last_seen_at"),
];

#[tokio::test]
async fn a_database_of_the_second_version_keeps_all_that_it_held() {
    keeps_all_that_it_held(2).await;
}

#[tokio::test]
async fn a_database_of_the_third_version_keeps_all_that_it_held_but_for_keys_of_requests() {
    keeps_all_that_it_held(3).await;
}

async fn keeps_all_that_it_held(version: i64) {
    let place = Place::new(On::Sqlite).await;
    let mut before = connect(&place).await;
    MIGRATIONS.run_to(version, &mut before).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("{ROWS}{MORE_ROWS}"))).execute(&mut before).await.unwrap();
    let held = contents(&mut before).await;
    before.close().await.unwrap();

    let store = server::store::Database::open(&place.database_url()).await.unwrap();
    store.close().await;
    let mut after = connect(&place).await;
    assert_eq!(contents(&mut after).await, held);
    for (sql, count) in [
        ("select count(*) from sub_contacts where email is null and phone is null and note = ''", 1),
        ("select count(*) from sessions where proved_at = 0 and awaits_code = 0 and address = ''", 1),
        ("select count(*) from people where version = 0 and disabled_at is null and time_zone is null", 1),
        ("select count(*) from accounts where disabled_at is null", 3),
        ("select mark from clock", 77),
        ("select count(*) from attempts where locked = 0", 1),
        ("select count(*) from receipts where reported_at is null", 1),
        ("select count(*) from idempotency_keys", 0),
        ("select count(*) from reasons", 0),
        ("select count(*) from pragma_foreign_key_check", 0),
        ("select count(*) from pragma_integrity_check where integrity_check <> 'ok'", 0),
        ("select count(*) from pragma_index_list('pins') where name like 'pins\\_%' escape '\\'", 5),
    ] {
        let found: i64 = sqlx::query_scalar(sql).fetch_one(&mut after).await.unwrap();
        assert_eq!(found, count, "{sql}");
    }
    for (end, fits) in [("access_ended", true), ("forgotten", false)] {
        let sql =
            "update pins set sealed = null, key_id = null, ended_at = 5, ended_as = $1 where pin_id = 4";
        assert_eq!(sqlx::query(sql).bind(end).execute(&mut after).await.is_ok(), fits, "{end}");
    }
}

#[tokio::test]
async fn a_database_of_the_first_version_keeps_its_accounts_people_and_pins() {
    let place = Place::new(On::Sqlite).await;
    let mut before = connect(&place).await;
    MIGRATIONS.run_to(1, &mut before).await.unwrap();
    sqlx::raw_sql(ROWS).execute(&mut before).await.unwrap();
    before.close().await.unwrap();

    let store = server::store::Database::open(&place.database_url()).await.unwrap();
    store.close().await;
    let mut after = connect(&place).await;
    for (sql, count) in [
        ("select count(*) from accounts where account_id > 0", 2),
        ("select version from accounts where account_id = 10001", 4),
        ("select count(*) from accounts where account_id = 0", 1),
        ("select count(*) from pins", 4),
        ("select count(*) from pins where sealed = x'01' and key_id = 1", 1),
        ("select count(*) from memberships", 1),
        ("select count(*) from sub_contacts", 1),
        ("select count(*) from pragma_foreign_key_check", 0),
    ] {
        let found: i64 = sqlx::query_scalar(sql).fetch_one(&mut after).await.unwrap();
        assert_eq!(found, count, "{sql}");
    }
    let orphan = sqlx::query(
        "insert into memberships (account_id, person_id, role, created_at) values (5, 1, 'holder', 1)",
    );
    assert!(orphan.execute(&mut after).await.is_err(), "children still hang on accounts");
}

/// All that stays, table by table and row by row.
async fn contents(sqlite: &mut SqliteConnection) -> Vec<(&'static str, Vec<String>)> {
    let mut tables = Vec::new();
    for (table, columns) in WHAT_STAYS {
        let sql = format!("select {columns} from {table} order by 1");
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *sqlite).await.unwrap();
        assert!(!rows.is_empty(), "{table}");
        tables.push((table, rows));
    }
    tables
}

/// With the program's own mark, so that it takes the file for its own.
async fn connect(place: &Place) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(place.database_file())
        .create_if_missing(true)
        .foreign_keys(true)
        .pragma("application_id", "1397770574");
    SqliteConnection::connect_with(&options).await.unwrap()
}
