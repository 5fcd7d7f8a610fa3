//! How SQLite finds the rows: by searching an index, and never by going through all of a table.

use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::{shared::house::On, walk::walk};

/// Which step may go through all rows in which statement, and why.
const KNOWN: [(&str, &str, &str); 9] = [
    ("SCAN k", "select k.key_id", "there are as many keys as the operator made, and all are wanted"),
    ("SCAN people", "select exists (select 1 from accounts", "it stops at the first"),
    ("SCAN history", "select exists (select 1 from history", "it stops at the first"),
    (
        "SCAN outbox USING INDEX outbox_by_age",
        "select account_id, write_id",
        "all wait, and it stops after a few",
    ),
    (
        "SCAN people USING INDEX people_at_desk",
        "select person_id, email, name, desk_role from people",
        "the index holds the desk's people alone, and all are wanted",
    ),
    ("SCAN pins", "insert into people", MENDING),
    ("SCAN invitations", "insert into people", MENDING),
    ("SCAN attempts", "insert into people", MENDING),
    ("SCAN attempts", "insert into tokens", MENDING),
];
/// Goes through all tries that an account ever had. Row 0 has those on all accounts that do not exist, so that these
/// would take longer and longer (requirement V3).
const ALL_OF_AN_ACCOUNT: &str = "SEARCH attempts USING PRIMARY KEY (account_id=?)";
/// An instruction before the scan, `FkIfZero`, skips it unless the transaction broke a foreign key before.
const MENDING: &str = "SQLite looks for rows whose broken foreign key the new row mends; none is ever broken";

#[tokio::test]
async fn every_statement_searches_an_index() {
    let (house, statements) = walk(On::Sqlite).await;
    let options = SqliteConnectOptions::new().filename(house.place.database_file());
    let mut sqlite = SqliteConnection::connect_with(&options).await.unwrap();
    let bad = "select account_id from accounts where name = $1";
    assert_eq!(scans(&mut sqlite, bad).await, ["SCAN accounts"]);
    let bad = "select at from attempts where account_id = $1 and state = 'void'";
    assert_eq!(scans(&mut sqlite, bad).await, [ALL_OF_AN_ACCOUNT]);
    let mut found = Vec::new();
    for sql in &statements {
        for step in scans(&mut sqlite, sql).await {
            if !is_known(&step, sql) {
                found.push(format!("{step}: {sql}"));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

fn is_known(step: &str, sql: &str) -> bool {
    let whole = |known: &str| step == known || step.starts_with(&format!("{known} USING COVERING INDEX"));
    KNOWN.iter().any(|(known, of, _)| whole(known) && sql.starts_with(of))
}

/// The steps that go through all of a table or of an index.
async fn scans(sqlite: &mut SqliteConnection, sql: &str) -> Vec<String> {
    let explain = format!("explain query plan {sql}");
    let mut query = sqlx::query(AssertSqlSafe(explain));
    for _ in 0..values(sql) {
        query = query.bind(None::<i64>);
    }
    let rows = query.fetch_all(sqlite).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    let steps = rows.iter().map(|row| row.get::<String, _>("detail"));
    let is_scan = |step: &str| step.starts_with("SCAN") && step != "SCAN CONSTANT ROW";
    steps.filter(|step| is_scan(step) || step == ALL_OF_AN_ACCOUNT).collect()
}

/// How many values the statement is given.
pub(crate) fn values(sql: &str) -> usize {
    (1..100).take_while(|number| sql.contains(&format!("${number}"))).count()
}
