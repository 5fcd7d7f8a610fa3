//! A database of the version before is taken over with all that it holds.

use sqlx::{Connection as _, SqliteConnection, migrate::Migrator, sqlite::SqliteConnectOptions};

use crate::support::{On, Place};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// What the version before left: two accounts, their people, and PINs with every end there was.
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

#[tokio::test]
async fn a_database_of_the_version_before_keeps_its_accounts_people_and_pins() {
    let place = Place::new(On::Sqlite).await;
    // The program's own mark, so that it takes the file for its own.
    let options = SqliteConnectOptions::new()
        .filename(place.database_file())
        .create_if_missing(true)
        .foreign_keys(true)
        .pragma("application_id", "1397770574");
    let mut before = SqliteConnection::connect_with(&options).await.unwrap();
    MIGRATIONS.run_to(1, &mut before).await.unwrap();
    sqlx::raw_sql(ROWS).execute(&mut before).await.unwrap();
    before.close().await.unwrap();

    let store = server::store::Database::open(&place.database_url()).await.unwrap();
    store.close().await;
    let mut after = SqliteConnection::connect_with(&options).await.unwrap();
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
