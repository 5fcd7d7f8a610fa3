//! Reading rows, so that a value that does not fit is named by its place and never shown.

use domain::{ports::StoreError, time::Timestamp};
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type, postgres::PgRow, sqlite::SqliteRow};

/// A row of either database.
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// What both databases can read from a column.
pub(super) trait Column<'r>:
    Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres>
{
}

impl<'r, T> Column<'r> for T where T: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres>
{}

impl Row {
    fn get<'r, T: Column<'r>>(&'r self, column: &str) -> Result<T, sqlx::Error> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }

    /// A number that other columns are named by in errors.
    pub(super) fn key(&self, column: &str) -> i64 {
        self.get(column).unwrap_or_default()
    }
}

/// A row of a table, known by its key.
pub(super) struct Fields<'r> {
    row: &'r Row,
    table: &'static str,
    key: &'r str,
}

impl<'r> Fields<'r> {
    pub(super) fn of(row: &'r Row, table: &'static str, key: &'r str) -> Self {
        Self { row, table, key }
    }

    /// The same row, for the columns that a join took from another table.
    pub(super) fn joined(&self, table: &'static str) -> Self {
        Self { table, ..*self }
    }

    pub(super) fn get<T: Column<'r>>(&self, column: &'static str) -> Result<T, StoreError> {
        self.row.get(column).map_err(|_| self.damaged(column))
    }

    /// The value as what it stands for.
    pub(super) fn read<T: Column<'r>, V>(
        &self,
        column: &'static str,
        read: impl FnOnce(T) -> Option<V>,
    ) -> Result<V, StoreError> {
        read(self.get(column)?).ok_or_else(|| self.damaged(column))
    }

    /// As [`Self::read`], of a value that may be missing.
    pub(super) fn read_if_any<T, V>(
        &self,
        column: &'static str,
        read: impl FnOnce(T) -> Option<V>,
    ) -> Result<Option<V>, StoreError>
    where
        Option<T>: Column<'r>,
    {
        let found: Option<T> = self.get(column)?;
        found.map(|found| read(found).ok_or_else(|| self.damaged(column))).transpose()
    }

    /// How many of something.
    pub(super) fn count(&self, column: &'static str) -> Result<u32, StoreError> {
        self.read(column, |count: i64| count.try_into().ok())
    }

    pub(super) fn flag(&self, column: &'static str) -> Result<bool, StoreError> {
        self.get::<i64>(column).map(|flag| flag != 0)
    }

    pub(super) fn time(&self, column: &'static str) -> Result<Timestamp, StoreError> {
        self.get(column).map(Timestamp::from_millis)
    }

    pub(super) fn time_if_any(&self, column: &'static str) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.get::<Option<i64>>(column)?.map(Timestamp::from_millis))
    }

    /// A seal, a hash or another 32 bytes.
    pub(super) fn bytes32(&self, column: &'static str) -> Result<[u8; 32], StoreError> {
        self.read(column, |bytes: Vec<u8>| bytes.try_into().ok())
    }

    pub(super) fn damaged(&self, column: &'static str) -> StoreError {
        StoreError::Damaged { table: self.table, column, row: self.key.to_owned() }
    }
}
