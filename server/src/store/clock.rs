//! What moment it is, by whose clock, and the mark that it may not go back behind (requirement S4).

use domain::{
    ports::{Clock, StoreError},
    time::{Moment, Timestamp},
};

use super::{connection::Connection, row::Fields};

/// Whose clock counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// The server's own: there is one server, or all run on one machine.
    Servers,
    /// The database's: several servers share it, and theirs may differ.
    Databases,
}

/// A moment, and the mark that it was taken by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    pub(super) moment: Moment,
    mark: Timestamp,
}

pub(super) async fn moment(
    connection: &mut Connection,
    time: Time,
    clock: &dyn Clock,
) -> Result<Taken, StoreError> {
    // The only statement that is not the same on both databases: each says in its own words what time it is.
    let sql = match time {
        Time::Servers => "select mark from clock where clock_id = 1",
        Time::Databases => {
            "select mark, cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now
             from clock where clock_id = 1"
        }
    };
    let row = connection.one("reading the mark", sql, &[]).await?;
    let fields = Fields::of(&row, "clock", "1");
    let mark = fields.time("mark")?;
    let now = match time {
        Time::Servers => clock.now(),
        Time::Databases => fields.time("now")?,
    };
    Ok(Taken { moment: Moment::of(now, mark), mark })
}

/// Records the moment, at most once a second. Whoever waited for another's record of the same second finds it done.
pub(super) async fn keep(connection: &mut Connection, taken: Taken) -> Result<(), StoreError> {
    if taken.moment.is_due(taken.mark) {
        let due = taken.moment.now.before(Moment::MARK_EVERY);
        connection
            .execute(
                "update clock set mark = $1 where clock_id = 1 and mark <= $2",
                &[taken.moment.now.into(), due.into()],
            )
            .await?;
    }
    Ok(())
}

pub(super) async fn reset(connection: &mut Connection, to: Timestamp) -> Result<(), StoreError> {
    let now = [to.into()];
    connection.touch_one("setting the mark", "update clock set mark = $1 where clock_id = 1", &now).await?;
    connection.execute("update attempts set at = $1 where state = 'wrong' and at > $1", &now).await?;
    connection.execute("update attempts set at = $1 where state = 'pending' and at > $1", &now).await?;
    connection.execute("delete from sessions where created_at > $1", &now).await?;
    connection.execute("delete from sessions where last_seen_at > $1", &now).await?;
    connection.execute("update throttles set last_at = $1 where last_at > $1", &now).await?;
    connection.execute("update known_browsers set used_at = $1 where used_at > $1", &now).await?;
    connection.execute("update letters set due_at = $1 where due_at > $1", &now).await?;
    connection.execute("update idempotency_keys set at = $1 where at > $1", &now).await?;
    Ok(())
}
