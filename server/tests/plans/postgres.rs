//! How PostgreSQL finds the rows where there are many: by an index with a condition, and never by reading a table
//! from end to end.

use serde_json::Value;
use server::config::DatabaseUrl;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _};

use crate::{
    shared::house::{House, On},
    sqlite::values,
    walk::walk,
};

/// Many accounts, each with a person and with one row of all that an account has.
const MANY: &str = include_str!("many.sql");

/// Tables of a few rows, which PostgreSQL reads whole because that is quicker.
const SMALL: [&str; 4] = ["clock", "vault_keys", "history_key", "tokens"];

/// Indexes that hold the few rows alone which the statement wants, or the latest of them.
const FEW: [&str; 3] = ["agents_suspended", "people_at_desk", "receipts_reported"];

/// What may go through all of a table, and why.
const KNOWN: [(&str, &str); 4] = [
    ("select exists (select 1 from accounts", "it asks whether there is any, and stops at the first"),
    ("select exists (select 1 from history)", "it asks whether there is any, and stops at the first"),
    ("select account_id, write_id, place, at, notice from outbox", "all wait, and it stops after a few"),
    ("select count(*) as sealed from second_factors", "one key sealed them all, and the operator asks"),
];

#[tokio::test]
async fn every_statement_has_an_index_for_its_condition() {
    let (house, statements) = walk(On::Postgres).await;
    let mut postgres = connect(&house).await;
    for sql in [MANY, "vacuum analyze"] {
        sqlx::raw_sql(sql).execute(&mut postgres).await.unwrap();
    }
    let bad = "select account_id from accounts where name = $1";
    assert_eq!(faults(&mut postgres, bad).await, ["Seq Scan accounts"]);
    let mut found = Vec::new();
    for sql in statements.iter().filter(|sql| !KNOWN.iter().any(|(known, _)| sql.starts_with(known))) {
        found.extend(faults(&mut postgres, sql).await.into_iter().map(|fault| format!("{fault}: {sql}")));
    }
    assert!(found.is_empty(), "{found:#?}");
}

async fn faults(postgres: &mut PgConnection, sql: &str) -> Vec<String> {
    let plan = plan(postgres, sql).await;
    let mut found = Vec::new();
    look(&plan[0]["Plan"], &mut found);
    found
}

async fn connect(house: &House) -> PgConnection {
    match house.place.database_url() {
        DatabaseUrl::Postgres(url) => PgConnection::connect(url.reveal()).await.unwrap(),
        DatabaseUrl::Sqlite(_) => panic!("this is about PostgreSQL"),
    }
}

/// The plan that holds whatever the values are.
async fn plan(postgres: &mut PgConnection, sql: &str) -> Value {
    let nulls = vec!["null"; values(sql)].join(", ");
    let given = if nulls.is_empty() { nulls } else { format!("({nulls})") };
    let prepare =
        format!("set plan_cache_mode = force_generic_plan; deallocate all; prepare statement as {sql}");
    let prepared = sqlx::raw_sql(AssertSqlSafe(prepare)).execute(&mut *postgres).await;
    prepared.unwrap_or_else(|error| panic!("{sql}: {error}"));
    let explain = format!("explain (format json) execute statement{given}");
    let row = sqlx::raw_sql(AssertSqlSafe(explain)).fetch_one(postgres).await.unwrap();
    serde_json::from_str(row.try_get_unchecked(0).unwrap()).unwrap()
}

/// What reads all of a table or of an index, in the node and below it.
fn look(node: &Value, found: &mut Vec<String>) {
    let text = |name: &str| node[name].as_str().unwrap_or_default();
    let (step, table, index) = (text("Node Type"), text("Relation Name"), text("Index Name"));
    let reads_all = match step {
        "Seq Scan" => true,
        "Index Scan" | "Index Only Scan" | "Bitmap Index Scan" => node["Index Cond"].is_null(),
        _ => false,
    };
    if reads_all && !SMALL.contains(&table) && !FEW.contains(&index) {
        found.push(format!("{step} {table} {index}").trim_end().to_owned());
    }
    for below in node["Plans"].as_array().into_iter().flatten() {
        look(below, found);
    }
}
