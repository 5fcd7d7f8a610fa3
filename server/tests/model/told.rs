//! The product's answers in the model's words.

use domain::{
    attempts::Lock,
    desk::{ClearError, GenerateError, RowState, VerifyError},
    time::Timestamp,
    verification::Outcome,
};

use crate::reference::{Row, Told};

pub(crate) fn of_generating<T>(answer: &Result<T, GenerateError>) -> Told {
    match answer {
        Ok(_) => Told::Done,
        Err(GenerateError::NoSuchAccount) => Told::NotTheirs,
        Err(GenerateError::Changed) => Told::Changed,
        Err(GenerateError::TooMany { retry_after }) => {
            Told::TooMany { retry_after: i64::try_from(retry_after.as_millis()).unwrap() }
        }
        Err(other) => Told::Failed(format!("{other:?}")),
    }
}

pub(crate) fn of_clearing<T>(answer: &Result<T, ClearError>) -> Told {
    match answer {
        Ok(_) => Told::Done,
        Err(ClearError::NoSuchAccount) => Told::NotTheirs,
        Err(ClearError::Changed) => Told::Changed,
        Err(other) => Told::Failed(format!("{other:?}")),
    }
}

pub(crate) fn of_verifying(answer: Result<Outcome, VerifyError>) -> Told {
    match answer {
        Ok(Outcome::Verified { kind, valid_until, .. }) => {
            Told::Verified { kind, valid_until: valid_until.as_millis() }
        }
        Ok(Outcome::NotVerified { tries_left }) => Told::NotVerified { tries_left: tries_left as usize },
        Ok(Outcome::NoLivePin) => Told::NoLivePin,
        Ok(Outcome::Locked(Lock::WrongTries)) => Told::Locked,
        Ok(Outcome::Locked(Lock::DailyLimit { until })) => Told::LockedForTheDay { until: until.as_millis() },
        Err(VerifyError::Suspended { since: Some(since) }) => Told::Suspended { since: since.as_millis() },
        other => Told::Failed(format!("{other:?}")),
    }
}

pub(crate) fn row(state: &RowState) -> Row {
    let ms = |at: &Timestamp| at.as_millis();
    match state {
        RowState::NeverSet => Row::NeverSet,
        RowState::Live { pin, code } => Row::Live {
            code: code.clone(),
            by: pin.generated.by.id,
            at: ms(&pin.generated.at),
            expires_at: pin.expires_at.as_ref().map(ms),
        },
        RowState::Cleared(act) => Row::Cleared { by: act.by.id, at: ms(&act.at) },
        RowState::WornOut(at) => Row::WornOut { at: ms(at) },
        RowState::Used(at) => Row::Used { at: ms(at) },
        RowState::Expired(at) => Row::Expired { at: ms(at) },
        other => Row::Other(format!("{other:?}")),
    }
}
