//! An account's activity as a file of comma-separated values (RFC 4180), for those who keep it elsewhere. It is read
//! and sent a piece at a time, however long it is. Where reading fails midway the answer breaks off, so that nobody
//! takes a part for the whole.

mod lines;

use app::api::{ApiError, AskedActivity, context::customer};
use axum::{
    Extension,
    body::Body,
    extract::{Path, RawQuery, State},
    http::{
        HeaderMap,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use domain::{
    account::AccountNumber,
    desk::{Desk, HistoryError},
    history::Subject,
    session::Caller,
};
use futures_util::stream::{self, Stream, StreamExt as _, TryStreamExt as _};
use thiserror::Error;

use super::{Site, problem};

/// How many happenings are read at once.
const A_PIECE: u32 = 500;

/// Why a piece of the file could not be made.
#[derive(Debug, Error)]
enum PieceError {
    #[error(transparent)]
    History(#[from] HistoryError),
    #[error(transparent)]
    Line(#[from] csv::Error),
}

impl From<PieceError> for ApiError {
    fn from(error: PieceError) -> Self {
        match error {
            PieceError::History(error) => error.into(),
            PieceError::Line(_) => Self::Internal,
        }
    }
}

/// The file, about what `show` in the address says, newest first; for whoever may read it on the account's page.
pub(super) async fn csv(
    State(site): State<Site>,
    caller: Option<Extension<Caller>>,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let refused = |error| problem::answer(&site.options, &headers, error);
    let Some(Extension(caller)) = caller else { return refused(ApiError::SignedOut) };
    let Ok(account) = number.parse() else { return refused(ApiError::NotFound) };
    let AskedActivity { subject, .. } = AskedActivity::in_query(query.as_deref());
    let reading = Reading::new(site.desk.clone(), caller, account, subject);
    // Whatever is wrong from the start is said by an answer of its own.
    match reading.pieces().await {
        Ok(pieces) => {
            let name = format!("attachment; filename=\"security-pins-{account}-activity.csv\"");
            let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
            (headers, Body::from_stream(pieces)).into_response()
        }
        Err(error) => refused(error.into()),
    }
}

/// A file that is being read.
struct Reading {
    desk: Desk,
    caller: Caller,
    account: AccountNumber,
    subject: Subject,
    before: Option<i64>,
    is_over: bool,
}

impl Reading {
    const fn new(desk: Desk, caller: Caller, account: AccountNumber, subject: Subject) -> Self {
        Self { desk, caller, account, subject, before: None, is_over: false }
    }

    /// The whole file: its first piece is read by now, and the others as they are asked for.
    async fn pieces(mut self) -> Result<impl Stream<Item = Result<Vec<u8>, PieceError>>, PieceError> {
        let mut first = lines::head()?;
        first.extend(self.read().await?);
        let account = self.account;
        let others = stream::try_unfold(self, |mut reading| async move {
            Ok(if reading.is_over { None } else { Some((reading.read().await?, reading)) })
        });
        let others = others.inspect_err(move |error| {
            let error = error as &dyn std::error::Error;
            tracing::warn!(error, %account, "a file of an account's activity breaks off");
        });
        Ok(stream::once(async { Ok(first) }).chain(others))
    }

    /// The next lines. Each time, whether this is still someone who may read them is looked up with them.
    async fn read(&mut self) -> Result<Vec<u8>, PieceError> {
        let customer = customer(Some(&self.caller)).map_err(|_| HistoryError::NoSuchAccount)?;
        let page = self.desk.history(customer, self.account, self.subject, self.before, A_PIECE).await?;
        self.before = page.next;
        self.is_over = page.next.is_none();
        Ok(lines::of(&page.happenings)?)
    }
}

#[cfg(test)]
mod tests;
