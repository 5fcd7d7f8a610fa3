//! What was tried at the desk as a file of comma-separated values (RFC 4180), for supervisors. It is read and sent a
//! piece at a time, however long it is. Where reading fails midway the answer breaks off, so that nobody takes a part
//! for the whole.

mod lines;

use app::api::{ApiError, AskedTries, context::staff};
use axum::{
    Extension,
    body::Body,
    extract::{RawQuery, State},
    http::{
        HeaderMap,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use domain::{
    desk::{Desk, DeskError, TryFilter},
    permission::Action,
    ports::TryPlace,
    session::Caller,
};
use futures_util::stream::{self, Stream, StreamExt as _, TryStreamExt as _};
use thiserror::Error;

use super::{Site, problem};

/// How many tries are read at once.
const A_PIECE: u32 = 500;

/// Why a piece of the file could not be made.
#[derive(Debug, Error)]
enum PieceError {
    #[error(transparent)]
    Desk(#[from] DeskError),
    #[error(transparent)]
    Line(#[from] csv::Error),
}

impl From<PieceError> for ApiError {
    fn from(error: PieceError) -> Self {
        match error {
            PieceError::Desk(error) => error.into(),
            PieceError::Line(_) => Self::Internal,
        }
    }
}

/// The file of the tries that the address asks for, newest first; for whoever may read them on the page.
pub(super) async fn csv(
    State(site): State<Site>,
    caller: Option<Extension<Caller>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let refused = |error| problem::answer(&site.options, &headers, error);
    let Some(Extension(caller)) = caller else { return refused(ApiError::SignedOut) };
    if let Err(error) = staff(Some(&caller), Action::ReadDeskHistory) {
        return refused(error);
    }
    // The page says what an account's number looks like, and leads to no such file.
    let Ok(filter) = AskedTries::in_query(query.as_deref()).filter() else {
        return refused(ApiError::NotFound);
    };
    let reading = Reading::new(site.desk.clone(), caller, filter);
    // Whatever is wrong from the start is said by an answer of its own.
    match reading.pieces().await {
        Ok(pieces) => {
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"security-pins-desk-history.csv\""),
            ];
            (headers, Body::from_stream(pieces)).into_response()
        }
        Err(error) => refused(error.into()),
    }
}

/// A file that is being read.
struct Reading {
    desk: Desk,
    caller: Caller,
    filter: TryFilter,
    before: Option<TryPlace>,
    is_over: bool,
}

impl Reading {
    const fn new(desk: Desk, caller: Caller, filter: TryFilter) -> Self {
        Self { desk, caller, filter, before: None, is_over: false }
    }

    /// The whole file: its first piece is read by now, and the others as they are asked for.
    async fn pieces(mut self) -> Result<impl Stream<Item = Result<Vec<u8>, PieceError>>, PieceError> {
        let mut first = lines::head()?;
        first.extend(self.read().await?);
        let others = stream::try_unfold(self, |mut reading| async move {
            Ok(if reading.is_over { None } else { Some((reading.read().await?, reading)) })
        });
        let others = others.inspect_err(|error| {
            let error = error as &dyn std::error::Error;
            tracing::warn!(error, "a file of the desk's history breaks off");
        });
        Ok(stream::once(async { Ok(first) }).chain(others))
    }

    /// The next lines. Each time, whether this is still someone who may read them is looked up with them.
    async fn read(&mut self) -> Result<Vec<u8>, PieceError> {
        let staff = staff(Some(&self.caller), Action::ReadDeskHistory).map_err(|_| DeskError::NotAllowed)?;
        let page = self.desk.desk_tries(staff, &self.filter, self.before, A_PIECE).await?;
        self.before = page.next;
        self.is_over = page.next.is_none();
        Ok(lines::of(&page.tries)?)
    }
}

#[cfg(test)]
mod tests;
