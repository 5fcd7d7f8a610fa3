//! The number of a receipt, by which agents hand a verified caller on to each other.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::AttemptId;
use crate::{
    alphabet,
    pin::PinKind,
    ports::{Entropy, EntropyError},
    time::Timestamp,
};

/// Eight random letters and digits, less those that are taken for others (I, L, O and U).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReceiptNumber([u8; Self::LENGTH]);

/// The text is no receipt's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a receipt number has 8 letters and digits")]
pub struct NotAReceiptNumber;

impl ReceiptNumber {
    const LENGTH: usize = 8;

    /// Draws a number, each with the same chance.
    ///
    /// # Errors
    /// Where the operating system gives no randomness.
    pub fn draw(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        alphabet::draw(entropy).map(Self)
    }
}

impl FromStr for ReceiptNumber {
    type Err = NotAReceiptNumber;

    /// Reads a number as people type it: in capitals or not, with O for 0, and I or L for 1.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut typed = text.chars();
        let mut number = Self([0; Self::LENGTH]);
        for place in &mut number.0 {
            *place = typed.next().and_then(alphabet::meant).ok_or(NotAReceiptNumber)?;
        }
        if typed.next().is_none() { Ok(number) } else { Err(NotAReceiptNumber) }
    }
}

impl TryFrom<String> for ReceiptNumber {
    type Error = NotAReceiptNumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ReceiptNumber> for String {
    fn from(number: ReceiptNumber) -> Self {
        number.to_string()
    }
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

/// What remains of a verification, and passes a verified caller on from one agent to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its number.
    pub number: ReceiptNumber,
    /// The try that it came of, which says who, when and how.
    pub attempt: AttemptId,
    /// With which kind of PIN.
    pub kind: PinKind,
    /// Until when it is valid.
    pub valid_until: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{BrokenEntropy, ScriptedEntropy, SeededEntropy};

    #[test]
    fn a_number_is_read_back_also_as_people_type_it() {
        let number = ReceiptNumber::draw(&SeededEntropy::new(1)).unwrap();
        assert_eq!(number.to_string().parse(), Ok(number));
        assert_eq!(number.to_string().to_lowercase().parse(), Ok(number));
        assert_eq!("7k3moqil".parse::<ReceiptNumber>().unwrap().to_string(), "7K3M0Q11");
    }

    #[test]
    fn every_byte_stands_for_the_letter_of_its_remainder() {
        let entropy = ScriptedEntropy::of_u32s(&[0x2001_1F00, 0xFF80_601E]);
        assert_eq!(ReceiptNumber::draw(&entropy).unwrap().to_string(), "0Z10Y00Z");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "7K3M9Q2", "7K3M9Q2FF", "7K3M-Q2F", "7K3M9Q2U", "7K3M9Qä"] {
            assert_eq!(text.parse::<ReceiptNumber>(), Err(NotAReceiptNumber), "{text:?}");
        }
    }

    #[test]
    fn without_randomness_there_is_no_number() {
        assert!(ReceiptNumber::draw(&BrokenEntropy).is_err());
    }
}
