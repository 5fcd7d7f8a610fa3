//! Why a use case refused, as what the person gets to know. What is our own fault is written down for the operator.

use std::{error::Error, time::Duration};

use domain::{
    attempts::NotLifted,
    desk::{
        AcceptError, ClearError, DeskError, GenerateError, HistoryError, HomeError, LiftError, OwnError,
        PanelError, PeopleError, PinsError, ReceiptError, ResetError, SignInError, VerifyError,
    },
    person::PasswordProblem,
    ports::{HasherError, StoreError},
};
use http::{HeaderValue, header::RETRY_AFTER};

use super::{ApiError, context::answer_with_header};

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

/// Says when trying again may help. Rounded up: a client that comes back too early would be refused again.
fn retry_after_header(wait: Duration) {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    answer_with_header(RETRY_AFTER, HeaderValue::from(seconds));
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
                retry_after_header(retry_after);
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

impl From<HistoryError> for ApiError {
    fn from(error: HistoryError) -> Self {
        match error {
            HistoryError::NoSuchAccount => Self::NotFound,
            HistoryError::Store(error) => error.into(),
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

impl From<HasherError> for ApiError {
    fn from(error: HasherError) -> Self {
        match error {
            // Nothing is broken, and a line for each refusal would add to the flood.
            HasherError::Busy => {
                retry_after_header(Duration::from_secs(5));
                Self::Unavailable
            }
            HasherError::Failed(_) => failed(&error, Self::Internal),
        }
    }
}

impl From<PasswordProblem> for ApiError {
    fn from(problem: PasswordProblem) -> Self {
        match problem {
            PasswordProblem::TooShort => Self::PasswordTooShort,
            PasswordProblem::TooLong => Self::PasswordTooLong,
            PasswordProblem::TooCommon => Self::PasswordTooCommon,
            PasswordProblem::OwnName => Self::PasswordOwnName,
            PasswordProblem::Unprintable => Self::PasswordUnprintable,
        }
    }
}

impl From<SignInError> for ApiError {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::WrongSignIn,
            SignInError::WrongCode => Self::WrongCode,
            SignInError::NothingWaits => Self::CodeTooLate,
            SignInError::TooMany { retry_after } => {
                retry_after_header(retry_after);
                Self::TooManyFailures
            }
            SignInError::Store(error) => error.into(),
            SignInError::Hasher(error) => error.into(),
            SignInError::Entropy(_) | SignInError::Vault(_) => failed(&error, Self::Internal),
        }
    }
}

impl From<ResetError> for ApiError {
    fn from(error: ResetError) -> Self {
        match error {
            ResetError::NoSuchLink => Self::DeadLink,
            ResetError::TooMany { retry_after } => {
                retry_after_header(retry_after);
                Self::TooManyFailures
            }
            ResetError::Password(problem) => problem.into(),
            ResetError::Hasher(error) => error.into(),
            ResetError::Store(error) => error.into(),
        }
    }
}

impl From<AcceptError> for ApiError {
    fn from(error: AcceptError) -> Self {
        match error {
            AcceptError::NoSuchLink => Self::DeadLink,
            AcceptError::NeedsSignIn => Self::BadName,
            AcceptError::NotForAccounts => Self::NotForAccounts,
            AcceptError::Password(problem) => problem.into(),
            AcceptError::Hasher(error) => error.into(),
            AcceptError::Store(error) => error.into(),
        }
    }
}

impl From<OwnError> for ApiError {
    fn from(error: OwnError) -> Self {
        match error {
            OwnError::NotProved => Self::NotProved,
            OwnError::Gone => Self::SignedOut,
            OwnError::Password(problem) => problem.into(),
            OwnError::WrongCode => Self::WrongCode,
            OwnError::TooMany { retry_after } => {
                retry_after_header(retry_after);
                Self::TooManyFailures
            }
            OwnError::NotNow => Self::SecondFactorNotNow,
            OwnError::Hasher(error) => error.into(),
            OwnError::Store(error) => error.into(),
            OwnError::Entropy(_) | OwnError::Vault(_) => failed(&error, Self::Internal),
        }
    }
}

impl From<PeopleError> for ApiError {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::NoSuchAccount => Self::NotFound,
            PeopleError::NotAllowed => Self::NotAllowed,
            PeopleError::NotProved => Self::NotProved,
            PeopleError::LastHolder => Self::LastHolder,
            PeopleError::AlreadyThere => Self::AlreadyThere,
            PeopleError::NotThere => Self::NotThere,
            PeopleError::TooManyInvitations => Self::TooManyInvitations,
            PeopleError::Store(error) => error.into(),
            PeopleError::Entropy(_) => failed(&error, Self::Internal),
        }
    }
}

impl From<VerifyError> for ApiError {
    fn from(error: VerifyError) -> Self {
        match error {
            // Whoever is not of the desk does not get to know that there is one.
            VerifyError::NotAllowed => Self::NotFound,
            VerifyError::Suspended { .. } => Self::Suspended,
            VerifyError::Busy => {
                retry_after_header(Duration::from_secs(1));
                Self::TriesUnderWay
            }
            VerifyError::ClockBehind => Self::CannotVerify,
            // Whether the try was counted before is not known.
            VerifyError::Store(_) | VerifyError::Entropy(_) => failed(&error, Self::NoVerdict),
            VerifyError::CodeLength => Self::BadPin,
            VerifyError::InFlight => {
                retry_after_header(Duration::from_secs(1));
                Self::FormUnderWay
            }
            VerifyError::KeyReused => Self::FormUsed,
        }
    }
}

impl From<ReceiptError> for ApiError {
    fn from(error: ReceiptError) -> Self {
        match error {
            ReceiptError::NotAllowed => Self::NotFound,
            ReceiptError::Suspended => Self::Suspended,
            ReceiptError::NoSuchReceipt => Self::NoReceipt,
            ReceiptError::Store(error) => error.into(),
        }
    }
}

impl From<LiftError> for ApiError {
    fn from(error: LiftError) -> Self {
        match error {
            LiftError::NotAllowed => Self::NotFound,
            LiftError::NoSuchAccount => Self::NoSuchAccount,
            LiftError::NotLifted(NotLifted::NotLocked) => Self::NotLocked,
            LiftError::NotLifted(NotLifted::LiftedBefore) => Self::LiftedBefore,
            LiftError::NotSuspended => Self::NotSuspended,
            LiftError::OwnSuspension => Self::OwnSuspension,
            LiftError::ClockBehind => Self::CannotLift,
            LiftError::Suspended => Self::Suspended,
            LiftError::Store(error) => error.into(),
        }
    }
}

impl From<DeskError> for ApiError {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::NotAllowed => Self::NotFound,
            DeskError::Suspended => Self::Suspended,
            DeskError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests;
