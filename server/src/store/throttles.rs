//! Failures to prove something: their rows, taken and kept.

use domain::{ports::StoreError, throttle::Throttle, time::Timestamp};

use super::{connection::Connection, row::Fields};

/// The row is made where there is none, so that there is something to wait for.
pub(super) async fn take(connection: &mut Connection, subject: &[u8; 32]) -> Result<Throttle, StoreError> {
    // An update that changes nothing takes the row all the same.
    let row = connection
        .one(
            "taking failures",
            "insert into throttles (subject, failures, last_at) values ($1, 0, 0)
             on conflict (subject) do update set failures = throttles.failures
             returning failures, last_at",
            &[subject.as_slice().into()],
        )
        .await?;
    let fields = Fields::of(&row, "throttles", "taken");
    Ok(Throttle { failures: fields.count("failures")?, last_at: fields.time("last_at")? })
}

pub(super) async fn keep(
    connection: &mut Connection,
    subject: &[u8; 32],
    throttle: Throttle,
) -> Result<(), StoreError> {
    const WHAT: &str = "keeping failures";
    let subject = subject.as_slice();
    if throttle.failures == 0 {
        return connection
            .touch_one(WHAT, "delete from throttles where subject = $1", &[subject.into()])
            .await;
    }
    connection
        .touch_one(
            WHAT,
            "update throttles set failures = $2, last_at = $3 where subject = $1",
            &[subject.into(), throttle.failures.into(), throttle.last_at.into()],
        )
        .await
}

pub(super) async fn remove_stale(connection: &mut Connection, before: Timestamp) -> Result<(), StoreError> {
    connection.execute("delete from throttles where last_at < $1", &[before.into()]).await.map(drop)
}
