//! Reading rows, so that a value that does not fit is named by its place and never shown.

use domain::ports::StoreError;
use sqlx::{Decode, Row as _, Sqlite, Type, sqlite::SqliteRow};

/// A row of a table, known by its key.
pub(super) struct Fields<'r> {
    row: &'r SqliteRow,
    table: &'static str,
    key: &'r str,
}

impl<'r> Fields<'r> {
    pub(super) fn of(row: &'r SqliteRow, table: &'static str, key: &'r str) -> Self {
        Self { row, table, key }
    }

    /// The same row, for the columns that a join took from another table.
    pub(super) fn joined(&self, table: &'static str) -> Self {
        Self { table, ..*self }
    }

    pub(super) fn get<T: Decode<'r, Sqlite> + Type<Sqlite>>(
        &self,
        column: &'static str,
    ) -> Result<T, StoreError> {
        self.row.try_get(column).map_err(|_| self.damaged(column))
    }

    /// The value as what it stands for.
    pub(super) fn read<T: Decode<'r, Sqlite> + Type<Sqlite>, V>(
        &self,
        column: &'static str,
        read: impl FnOnce(T) -> Option<V>,
    ) -> Result<V, StoreError> {
        read(self.get(column)?).ok_or_else(|| self.damaged(column))
    }

    pub(super) fn damaged(&self, column: &'static str) -> StoreError {
        StoreError::Damaged { table: self.table, column, row: self.key.to_owned() }
    }
}
