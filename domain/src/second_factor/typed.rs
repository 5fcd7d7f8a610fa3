//! What someone types where a code is asked for: the app's code, or a recovery code.

use std::{fmt, str::FromStr};

use thiserror::Error;
use zeroize::Zeroizing;

use super::RecoveryCode;

/// A code as someone typed it. It prints as nothing.
#[derive(Clone, PartialEq, Eq)]
pub enum TypedCode {
    /// The six ASCII digits that an app showed.
    Totp(Zeroizing<[u8; 6]>),
    /// One of the codes that were kept for this day.
    Recovery(RecoveryCode),
}

/// The text is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a code has 6 digits; a recovery code has 10 letters and digits")]
pub struct NotACode;

impl FromStr for TypedCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match six_digits(text) {
            Some(digits) => Ok(Self::Totp(digits)),
            None => text.parse().map(Self::Recovery).map_err(|_| NotACode),
        }
    }
}

/// The six digits of an app, between which spaces do not count.
fn six_digits(text: &str) -> Option<Zeroizing<[u8; 6]>> {
    let mut typed = text.chars().filter(|c| !c.is_whitespace());
    let mut digits = Zeroizing::new([0; 6]);
    for place in digits.iter_mut() {
        *place = u8::try_from(typed.next().filter(char::is_ascii_digit)?).ok()?;
    }
    typed.next().is_none().then_some(digits)
}

impl fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_are_the_apps_code_with_or_without_spaces() {
        for typed in ["012345", " 012 345 ", "012\u{202F}345"] {
            assert_eq!(typed.parse(), Ok(TypedCode::Totp(Zeroizing::new(*b"012345"))), "{typed:?}");
        }
    }

    #[test]
    fn ten_letters_and_digits_are_a_recovery_code() {
        let code = "7K3M9-Q2FXP".parse().unwrap();
        assert_eq!("7k3m9 q2fxp".parse(), Ok(TypedCode::Recovery(code)));
        let of_digits = "0123456789".parse().unwrap();
        assert_eq!("01234-56789".parse(), Ok(TypedCode::Recovery(of_digits)));
    }

    #[test]
    fn anything_else_is_no_code() {
        for text in ["", "01234", "0123456", "01234a", "012-345", "０１２３４５", "7K3M9-Q2FX"] {
            assert_eq!(text.parse::<TypedCode>(), Err(NotACode), "{text:?}");
        }
    }

    #[test]
    fn a_typed_code_prints_as_nothing() {
        for typed in ["012345", "7K3M9-Q2FXP"] {
            assert_eq!(format!("{:?}", typed.parse::<TypedCode>().unwrap()), "TypedCode(…)");
        }
    }
}
