//! What was typed at the desk, turned into the types that hold only what fits. What does not fit was never a try.

use domain::{account::AccountNumber, person::PersonName, pin::PinCode, verification::Channel};

use crate::api::ApiError;

/// The account that the caller named.
pub(super) fn account(typed: &str) -> Result<AccountNumber, ApiError> {
    typed.trim().parse().map_err(|_| ApiError::BadAccount)
}

/// What the caller read out.
pub(super) fn pin(typed: &str) -> Result<PinCode, ApiError> {
    PinCode::from_typed(typed).map_err(|_| ApiError::BadPin)
}

/// How the caller reaches the desk.
pub(super) fn channel(field: &str) -> Result<Channel, ApiError> {
    field.parse().map_err(|_| ApiError::BadChannel)
}

/// A line that may be left empty, and otherwise holds what a name may hold.
pub(super) fn line(typed: &str, problem: ApiError) -> Result<Option<String>, ApiError> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let line: PersonName = typed.parse().map_err(|_| problem)?;
    Ok(Some(line.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_number_and_a_pin_are_taken_as_people_paste_them() {
        assert_eq!(account(" 10001\n").unwrap().to_string(), "10001");
        assert_eq!(pin(" 042 - 17 ").unwrap().reveal(), "04217");
        for no_account in ["", " ", "0", "01", "10 001", "-1", "1000100010001", "acme", "１"] {
            assert_eq!(account(no_account), Err(ApiError::BadAccount), "{no_account:?}");
        }
        for no_pin in ["", "1234", "123456789", "12a45", "１２３４５"] {
            assert_eq!(pin(no_pin), Err(ApiError::BadPin), "{no_pin:?}");
        }
    }

    #[test]
    fn a_channel_must_be_chosen() {
        assert_eq!((channel("phone"), channel("chat")), (Ok(Channel::Phone), Ok(Channel::Chat)));
        assert_eq!((channel(""), channel("fax")), (Err(ApiError::BadChannel), Err(ApiError::BadChannel)));
    }

    #[test]
    fn a_line_is_short_and_plays_no_tricks_or_is_not_there() {
        let contact = |typed: &str| line(typed, ApiError::BadCaller);
        assert_eq!((contact(" "), contact(" Dana Field ")), (Ok(None), Ok(Some("Dana Field".to_owned()))));
        for bad in [&"x".repeat(101), "a\u{202E}b", "a\nb", "\u{200B}"] {
            assert_eq!(contact(bad), Err(ApiError::BadCaller), "{bad:?}");
        }
        assert_eq!(line(&"7".repeat(100), ApiError::BadTicket).unwrap().unwrap().len(), 100);
    }
}
