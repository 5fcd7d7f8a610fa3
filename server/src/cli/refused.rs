//! Why something about accounts and people was not done, in one sentence that says what to do.

use std::{error::Error, fmt};

use domain::{account::AccountNumber, desk::OperatorError, person::Email};

/// The use case's answer, with whom and what the command was about.
#[derive(Debug)]
pub(super) struct Refused {
    account: Option<AccountNumber>,
    email: Option<Email>,
    error: OperatorError,
}

impl Refused {
    /// What became of a command about this account and this person.
    pub(super) fn about(
        account: Option<AccountNumber>,
        email: Option<&Email>,
    ) -> impl FnOnce(OperatorError) -> Self {
        let email = email.cloned();
        move |error| Self { account, email, error }
    }
}

impl Error for Refused {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.source()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.account.map_or_else(|| "NUMBER".to_owned(), |number| number.to_string());
        let email = self.email.as_ref().map_or("EMAIL", Email::as_str);
        match &self.error {
            OperatorError::NoSuchAccount => write!(
                f,
                "There is no account {number}; `security-pins account list` shows those that there are."
            ),
            OperatorError::NoSuchPerson => write!(
                f,
                "Nobody signs in with {email}; `security-pins person create {email} NAME` makes the sign-in."
            ),
            OperatorError::NumberTaken => {
                write!(f, "There is an account {number} already; choose another number.")
            }
            OperatorError::AddressTaken => write!(
                f,
                "Someone signs in with {email} already; \
                 `security-pins account give-access NUMBER {email}` lets them act for an account."
            ),
            OperatorError::OfTheDesk => write!(
                f,
                "{email} belongs to the support desk, whose people act for no account; \
                 make a sign-in with another address."
            ),
            OperatorError::NotThere => write!(
                f,
                "{email} has no access to account {number}; \
                 `security-pins person list --account {number}` shows who has."
            ),
            OperatorError::LastHolder => write!(
                f,
                "Account {number} needs a holder who can sign in; make someone else one before, \
                 by `security-pins account give-access {number} EMAIL --role holder`."
            ),
            OperatorError::Busy => {
                write!(f, "What {email} may act for was changed at the same time; run the command again.")
            }
            OperatorError::Entropy(_) | OperatorError::Hasher(_) | OperatorError::Store(_) => {
                write!(f, "The command was not finished: {}; run it again.", self.error)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_whom_and_what_it_is_about() {
        let email = "sam@shared.example".parse().unwrap();
        let about = |error| Refused::about(10001.try_into().ok(), Some(&email))(error).to_string();
        assert_eq!(
            about(OperatorError::NotThere),
            "sam@shared.example has no access to account 10001; \
             `security-pins person list --account 10001` shows who has."
        );
        for error in [OperatorError::LastHolder, OperatorError::NumberTaken, OperatorError::NoSuchAccount] {
            assert!(about(error).contains("10001"));
        }
        for error in [OperatorError::NoSuchPerson, OperatorError::OfTheDesk, OperatorError::AddressTaken] {
            assert!(about(error).contains("sam@shared.example"));
        }
    }
}
