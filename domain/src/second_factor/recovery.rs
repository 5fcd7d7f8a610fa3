//! Recovery codes: each signs in once, where the app that makes codes is gone.

use std::{fmt, str::FromStr};

use subtle::ConstantTimeEq;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{
    alphabet,
    ports::{Entropy, EntropyError},
};

/// Ten random letters and digits in two groups, such as `7K3M9-Q2FXP`: 50 bits.
///
/// It prints as nothing and is overwritten when it is dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; Self::LENGTH]);

/// The text is no recovery code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a recovery code has 10 letters and digits")]
pub struct NotARecoveryCode;

impl RecoveryCode {
    const LENGTH: usize = 10;
    const GROUP: usize = 5;

    /// Draws the ten codes that a person gets at a time.
    ///
    /// # Errors
    /// Where the operating system gives no randomness.
    pub fn draw_ten(entropy: &dyn Entropy) -> Result<Vec<Self>, EntropyError> {
        (0..10).map(|_| alphabet::draw(entropy).map(Self)).collect()
    }

    /// The code in the clear, with a hyphen between its groups.
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(Self::LENGTH + 1));
        for (place, letter) in self.0.iter().enumerate() {
            if place == Self::GROUP {
                text.push('-');
            }
            text.push(char::from(*letter));
        }
        text
    }
}

impl FromStr for RecoveryCode {
    type Err = NotARecoveryCode;

    /// Reads a code as people type it: in capitals or not, with O for 0, and I or L for 1; spaces and hyphens do not
    /// count.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut letters = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–'));
        let mut code = Self([0; Self::LENGTH]);
        for place in &mut code.0 {
            *place = letters.next().and_then(alphabet::meant).ok_or(NotARecoveryCode)?;
        }
        if letters.next().is_none() { Ok(code) } else { Err(NotARecoveryCode) }
    }
}

impl PartialEq for RecoveryCode {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for RecoveryCode {}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{BrokenEntropy, SeededEntropy};

    fn read(text: &str) -> Result<String, NotARecoveryCode> {
        text.parse::<RecoveryCode>().map(|code| code.reveal().to_string())
    }

    #[test]
    fn ten_codes_are_drawn_and_each_survives_the_way_through_paper() {
        let codes = RecoveryCode::draw_ten(&SeededEntropy::new(1)).unwrap();
        assert_eq!(codes.len(), 10);
        for (index, code) in codes.iter().enumerate() {
            let text = code.reveal();
            assert_eq!((text.len(), text.find('-')), (11, Some(5)));
            assert_eq!(text.parse::<RecoveryCode>().as_ref(), Ok(code));
            assert!(codes[index + 1..].iter().all(|other| other != code));
        }
        assert_eq!(RecoveryCode::draw_ten(&BrokenEntropy), Err(EntropyError));
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in
            ["7K3M9-Q2FXP", "7k3m9q2fxp", " 7k3m9 – q2fxp ", "7-K-3-M-9-Q-2-F-X-P", "7K3M9\u{A0}Q2FXP"]
        {
            assert_eq!(read(typed).as_deref(), Ok("7K3M9-Q2FXP"), "{typed:?}");
        }
        assert_eq!(read("oOiIlL0011").as_deref(), Ok("00111-10011"));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "7K3M9-Q2FX", "7K3M9-Q2FXPP", "7K3M9-Q2FXU", "7K3M9_Q2FXP", "7K3M9-Q2FXÉ", "123456"]
        {
            assert_eq!(read(text), Err(NotARecoveryCode), "{text:?}");
        }
    }

    #[test]
    fn a_code_prints_as_nothing() {
        let code: RecoveryCode = "7K3M9-Q2FXP".parse().unwrap();
        assert_eq!(format!("{code:?}"), "RecoveryCode(…)");
    }
}
