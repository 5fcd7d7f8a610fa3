//! What a server function and a page find around them: the use cases, and who is asking.

use std::error::Error;

use domain::{
    account::AccountNumber,
    desk::{ClearError, Desk, GenerateError, HomeError, PanelError, PinsError, SignInError},
    ports::{HasherError, StoreError},
    session::{Caller, Customer, SessionToken},
};
use http::{HeaderName, HeaderValue, StatusCode, header::RETRY_AFTER, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use super::ApiError;

/// The use cases. The server provides them to pages and server functions alike.
pub fn desk() -> Desk {
    expect_context::<Desk>()
}

/// The request that is being answered.
pub fn request() -> Parts {
    expect_context::<Parts>()
}

/// Who is asking; the server finds out before a page or server function runs.
pub fn caller() -> Option<Caller> {
    request().extensions.get::<Caller>().cloned()
}

/// The session token that the browser showed, whether or not a session holds behind it.
pub(super) fn session_token() -> Option<SessionToken> {
    request().extensions.get::<SessionToken>().cloned()
}

/// The caller as someone who acts for accounts.
///
/// # Errors
/// For nobody and for the support desk's people, for whom accounts do not exist.
pub fn customer(caller: Option<&Caller>) -> Result<Customer<'_>, ApiError> {
    caller.ok_or(ApiError::SignedOut)?.customer().ok_or(ApiError::NotFound)
}

/// The account that a form names. One that cannot exist is one that is not there.
///
/// # Errors
/// If the form names none, or what no account is called.
pub(super) fn account(field: &str) -> Result<AccountNumber, ApiError> {
    if field.is_empty() {
        return Err(ApiError::BadField);
    }
    field.parse().map_err(|_| ApiError::NotFound)
}

/// Gives the answer the status of this error.
pub fn answer_with_status_of(error: ApiError) {
    if let (Some(options), Ok(status)) =
        (use_context::<ResponseOptions>(), StatusCode::from_u16(error.status()))
    {
        options.set_status(status);
    }
}

/// Adds a header to the answer.
pub(crate) fn answer_with_header(name: HeaderName, value: HeaderValue) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.append_header(name, value);
    }
}

/// Writes down what the operator needs to know and gives what the person gets to know.
fn failed(error: &(dyn Error + 'static), code: ApiError) -> ApiError {
    let mut causes = String::new();
    let mut cause = error.source();
    while let Some(inner) = cause {
        causes = format!("{causes}: {inner}");
        cause = inner.source();
    }
    tracing::error!(%error, causes, "request failed");
    code
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        let code = match error {
            StoreError::Unavailable(_) => Self::Unavailable,
            StoreError::NotWritable(_) => Self::NotSaved,
            StoreError::Damaged { .. } | StoreError::Miscounted { .. } | StoreError::Failed(_) => {
                Self::Internal
            }
        };
        failed(&error, code)
    }
}

impl From<GenerateError> for ApiError {
    fn from(error: GenerateError) -> Self {
        match error {
            GenerateError::NoSuchAccount => Self::NotFound,
            GenerateError::Changed => Self::PinChanged,
            GenerateError::ClockBehind => Self::ClockBehind,
            GenerateError::TooMany { retry_after } => {
                // Rounded up: a client that comes back too early would be refused again.
                let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
                answer_with_header(RETRY_AFTER, HeaderValue::from(seconds));
                Self::TooManyGenerates
            }
            GenerateError::Store(error) => error.into(),
            GenerateError::Entropy(_) | GenerateError::Vault(_) => failed(&error, Self::Internal),
        }
    }
}

impl From<ClearError> for ApiError {
    fn from(error: ClearError) -> Self {
        match error {
            ClearError::NoSuchAccount => Self::NotFound,
            ClearError::Changed => Self::PinChanged,
            ClearError::Store(error) => error.into(),
        }
    }
}

impl From<PinsError> for ApiError {
    fn from(error: PinsError) -> Self {
        match error {
            PinsError::NoSuchAccount => Self::NotFound,
            PinsError::Store(error) => error.into(),
        }
    }
}

impl From<HomeError> for ApiError {
    fn from(error: HomeError) -> Self {
        match error {
            HomeError::NoSuchAccount => Self::NotFound,
            HomeError::Store(error) => error.into(),
        }
    }
}

impl From<PanelError> for ApiError {
    fn from(error: PanelError) -> Self {
        match error {
            PanelError::NoSuchAccount => Self::NotFound,
            PanelError::Store(error) => error.into(),
        }
    }
}

impl From<SignInError> for ApiError {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::WrongSignIn,
            SignInError::Store(error) => error.into(),
            // Nothing is broken, and a line for each refusal would add to the flood.
            SignInError::Hasher(HasherError::Busy) => {
                answer_with_header(RETRY_AFTER, HeaderValue::from(5));
                Self::Unavailable
            }
            SignInError::Entropy(_) | SignInError::Hasher(HasherError::Failed(_)) => {
                failed(&error, Self::Internal)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_in_trouble_is_a_503_and_says_that_nothing_was_changed() {
        let cause = || Box::from("database or disk is full");
        for (error, code) in [
            (StoreError::NotWritable(cause()), ApiError::NotSaved),
            (StoreError::Unavailable(cause()), ApiError::Unavailable),
        ] {
            let code_of_generate = ApiError::from(GenerateError::Store(error));
            assert_eq!((code_of_generate, code_of_generate.status()), (code, 503));
            assert!(code.sentence().to_lowercase().contains("nothing was changed"));
        }
    }

    #[test]
    fn a_sign_in_that_finds_too_many_before_it_is_a_503_and_one_that_finds_nothing_working_a_500() {
        let failed = HasherError::Failed("no memory".to_owned());
        for (error, code, status) in
            [(HasherError::Busy, ApiError::Unavailable, 503), (failed, ApiError::Internal, 500)]
        {
            let code_of_sign_in = ApiError::from(SignInError::Hasher(error));
            assert_eq!((code_of_sign_in, code_of_sign_in.status()), (code, status));
        }
    }

    #[test]
    fn what_is_not_theirs_and_what_is_not_there_look_the_same() {
        assert_eq!(ApiError::from(GenerateError::NoSuchAccount), ApiError::NotFound);
        assert_eq!(account("99999999999999"), Err(ApiError::NotFound));
        assert_eq!(account(""), Err(ApiError::BadField));
    }
}
