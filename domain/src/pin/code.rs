//! The digits of a PIN: drawn without bias, compared in constant time, never printed by accident.

use std::{fmt, str::FromStr};

use subtle::{Choice, ConstantTimeEq};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::ports::{Entropy, EntropyError};

/// How many digits a PIN has: 5 to 8, and 5 where nothing else is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeLength(u8);

/// A PIN cannot have that many digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a PIN has 5 to 8 digits")]
pub struct NotACodeLength;

impl CodeLength {
    /// The fewest digits, which hold where nothing is chosen.
    pub const MIN: u8 = 5;
    /// The most digits.
    pub const MAX: u8 = 8;

    /// The number of digits.
    pub const fn digits(self) -> usize {
        self.0 as usize
    }

    /// How many codes there are of this length.
    const fn codes(self) -> u32 {
        10_u32.pow(self.0 as u32)
    }
}

impl Default for CodeLength {
    fn default() -> Self {
        Self(Self::MIN)
    }
}

impl TryFrom<u8> for CodeLength {
    type Error = NotACodeLength;

    fn try_from(digits: u8) -> Result<Self, Self::Error> {
        if (Self::MIN..=Self::MAX).contains(&digits) { Ok(Self(digits)) } else { Err(NotACodeLength) }
    }
}

/// The digits of a PIN, leading zeros among them.
///
/// It does not print, does not serialize, and is overwritten when it is dropped: who wants the digits has to
/// say [`PinCode::reveal`].
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct PinCode {
    digits: [u8; CodeLength::MAX as usize],
    length: u8,
}

/// The text is no PIN: a PIN is 5 to 8 ASCII digits and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a PIN is 5 to 8 digits")]
pub struct NotAPinCode;

impl PinCode {
    /// Draws a code, each with the same chance, that is none of `unlike`.
    ///
    /// # Errors
    /// Where the operating system gives no randomness. There is no code to fall back on.
    pub fn draw(entropy: &dyn Entropy, length: CodeLength, unlike: &[&Self]) -> Result<Self, EntropyError> {
        loop {
            let mut bytes = [0; 4];
            entropy.fill(&mut bytes)?;
            let drawn = u32::from_le_bytes(bytes);
            bytes.zeroize();
            if let Some(code) = Self::from_draw(drawn, length)
                && !unlike.contains(&&code)
            {
                return Ok(code);
            }
        }
    }

    /// The code that a 32-bit draw stands for. Draws above the largest multiple of the number of codes are
    /// rejected, since a remainder of them would favour the low codes.
    fn from_draw(drawn: u32, length: CodeLength) -> Option<Self> {
        let codes = length.codes();
        let fair = u32::MAX - u32::MAX % codes;
        (drawn < fair).then(|| Self::from_number(drawn % codes, length))
    }

    fn from_number(mut number: u32, length: CodeLength) -> Self {
        let mut digits = [0; CodeLength::MAX as usize];
        for digit in digits[..length.digits()].iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
        }
        Self { digits, length: length.0 }
    }

    /// Reads what someone at the desk typed: ASCII digits, between which spaces and hyphens do not count (requirement
    /// V1). As many as any PIN may have: one that was generated before the operator chose another length still lives.
    ///
    /// # Errors
    /// If it is anything else. Such a text was never a try.
    pub fn from_typed(typed: &str) -> Result<Self, NotAPinCode> {
        let mut code = Self { digits: [0; CodeLength::MAX as usize], length: 0 };
        for digit in typed.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)) {
            let place = code.digits.get_mut(usize::from(code.length)).ok_or(NotAPinCode)?;
            *place = u8::try_from(digit).ok().filter(u8::is_ascii_digit).ok_or(NotAPinCode)?;
            code.length += 1;
        }
        if code.length < CodeLength::MIN { Err(NotAPinCode) } else { Ok(code) }
    }

    /// How many digits it has.
    pub const fn length(&self) -> u8 {
        self.length
    }

    /// The digits in the clear.
    pub fn reveal(&self) -> &str {
        std::str::from_utf8(&self.digits[..usize::from(self.length)]).unwrap_or_default()
    }
}

/// Hyphens, dashes and the minus sign: what keyboards type, and what chat programs make of it.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

impl FromStr for PinCode {
    type Err = NotAPinCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let length = u8::try_from(text.len()).ok().and_then(|length| CodeLength::try_from(length).ok());
        match length {
            Some(length) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                let mut digits = [0; CodeLength::MAX as usize];
                digits[..text.len()].copy_from_slice(text.as_bytes());
                Ok(Self { digits, length: length.0 })
            }
            _ => Err(NotAPinCode),
        }
    }
}

impl ConstantTimeEq for PinCode {
    fn ct_eq(&self, other: &Self) -> Choice {
        // Unused digits are zero bytes on both sides, so the whole array can be compared whatever the lengths.
        self.digits.ct_eq(&other.digits) & self.length.ct_eq(&other.length)
    }
}

impl PartialEq for PinCode {
    fn eq(&self, other: &Self) -> bool {
        self.ct_eq(other).into()
    }
}

impl Eq for PinCode {}

impl fmt::Debug for PinCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinCode(…)")
    }
}

#[cfg(test)]
mod tests;
