//! What was typed at the desk, turned into the types that hold only what fits. What does not fit was never a try.

use domain::{
    account::AccountNumber,
    attempts::Reason,
    person::PersonName,
    pin::PinCode,
    verification::{Channel, ReceiptNumber},
};

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

/// A receipt's number as a colleague reads it out: in groups or not.
pub(super) fn receipt(typed: &str) -> Result<ReceiptNumber, ApiError> {
    let number: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    number.parse().map_err(|_| ApiError::BadReceipt)
}

/// Why a supervisor lifts something.
pub(super) fn reason(typed: &str) -> Result<Reason, ApiError> {
    typed.parse().map_err(|_| ApiError::BadReason)
}

/// The key that the page gave its form, by which it is known when it is sent again; none, if there is none.
pub(super) fn form_key(field: &str) -> Result<Option<&str>, ApiError> {
    let fits = field.len() <= 64 && field.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if fits { Ok((!field.is_empty()).then_some(field)) } else { Err(ApiError::BadField) }
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
    fn a_receipts_number_is_taken_as_colleagues_type_it() {
        assert_eq!(receipt(" 7k3m 9q2f ").unwrap().to_string(), "7K3M9Q2F");
        assert_eq!(receipt("7K3M-9Q2F").unwrap().to_string(), "7K3M9Q2F");
        for bad in ["", "7K3M9Q2", "7K3M9Q2F9", "7K3M9Q2U"] {
            assert_eq!(receipt(bad), Err(ApiError::BadReceipt), "{bad:?}");
        }
    }

    #[test]
    fn a_forms_key_is_short_and_plain_or_is_not_there() {
        assert_eq!((form_key(""), form_key("0aZ9")), (Ok(None), Ok(Some("0aZ9"))));
        for bad in [&"a".repeat(65), "a b", "a-b", "ä"] {
            assert_eq!(form_key(bad), Err(ApiError::BadField), "{bad:?}");
        }
        assert_eq!(reason(" "), Err(ApiError::BadReason));
        assert_eq!(
            reason(" They called from the office. ").unwrap().as_str(),
            "They called from the office."
        );
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
