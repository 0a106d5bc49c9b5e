//! How values of the domain stand in columns.

use super::error::StoreErrorKind;
use crate::domain::Moment;
use chrono::{DateTime, FixedOffset, Timelike};
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, Value, ValueRef};
use uuid::{NoContext, Timestamp, Uuid};

/// The case book keeps whole seconds, as reports do.
pub(super) fn whole_second(moment: Moment) -> Moment {
    moment.with_nanosecond(0).unwrap_or(moment)
}

/// Seconds east of UTC.
pub(super) fn offset_secs(moment: Moment) -> i32 {
    moment.offset().local_minus_utc()
}

/// The moment that a column of UTC seconds and the offset beside it make.
pub(super) fn moment(utc_secs: i64, offset_secs: i32) -> Result<Moment, StoreErrorKind> {
    let offset = FixedOffset::east_opt(offset_secs);
    let instant = DateTime::from_timestamp(utc_secs, 0);
    match (instant, offset) {
        (Some(instant), Some(offset)) => Ok(instant.with_timezone(&offset)),
        _ => Err(StoreErrorKind::damaged(&format!("no such time: {utc_secs} at offset {offset_secs}"))),
    }
}

/// The moment in column `at` and the one after it.
pub(super) fn moment_at(row: &Row<'_>, at: usize) -> Result<Moment, StoreErrorKind> {
    moment(row.get(at)?, row.get(at + 1)?)
}

/// A list of numbers as the JSON that `json_each` takes, so that one statement asks for all of them.
pub(super) fn json_list(numbers: impl IntoIterator<Item = i64>) -> String {
    let mut list = String::from("[");
    for number in numbers {
        if list.len() > 1 {
            list.push(',');
        }
        list.push_str(&number.to_string());
    }
    list.push(']');
    list
}

/// A value kept as JSON text.
pub(super) fn from_json<T: serde::de::DeserializeOwned>(row: &Row<'_>, at: usize) -> Result<T, StoreErrorKind> {
    let text = row.get_ref(at)?.as_str().map_err(|error| StoreErrorKind::damaged(&error))?;
    Ok(serde_json::from_str(text)?)
}

/// A new id, unique everywhere, that sorts by the time it was made.
pub(super) fn new_uid(now: Moment) -> Uuid {
    let secs = u64::try_from(now.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(NoContext, secs, now.timestamp_subsec_nanos()))
}

/// A digest or id of fixed length in a BLOB column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bytes<const N: usize>(pub(super) [u8; N]);

impl<const N: usize> FromSql for Bytes<N> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        <[u8; N]>::try_from(bytes)
            .map(Self)
            .map_err(|_| FromSqlError::InvalidBlobSize { expected_size: N, blob_size: bytes.len() })
    }
}

impl<const N: usize> rusqlite::ToSql for Bytes<N> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Owned(Value::Blob(self.0.to_vec())))
    }
}
