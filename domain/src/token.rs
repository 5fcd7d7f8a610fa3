//! Secrets that whoever shows them is believed by: 256 random bits, of which only a hash is kept.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::ports::{Entropy, EntropyError};

/// 256 secret bits. They print as nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Zeroizing<[u8; 32]>);

/// The text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a token")]
pub struct NotAToken;

impl Token {
    /// Draws a token.
    ///
    /// # Errors
    /// Where the operating system gives no randomness.
    pub fn draw(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let mut bytes = Zeroizing::new([0; 32]);
        entropy.fill(bytes.as_mut())?;
        Ok(Self(bytes))
    }

    /// The token of these bytes, which must be secret.
    pub fn of(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The token as it is shown: 64 lower-case hexadecimal digits.
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// What the store knows it by. Who reads the store cannot show the token.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_ref()).into()
    }
}

impl FromStr for Token {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(NotAToken);
        }
        let mut bytes = Zeroizing::new([0; 32]);
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

fn nibble(digit: u8) -> Result<u8, NotAToken> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(NotAToken),
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededEntropy;

    #[test]
    fn a_token_survives_the_way_through_text_and_prints_as_nothing() {
        let token = Token::draw(&SeededEntropy::new(1)).unwrap();
        assert_eq!(token.reveal().parse::<Token>().unwrap().hash(), token.hash());
        assert_eq!(format!("{token:?}"), "Token(…)");
        assert_eq!(*Token::of([0x5a; 32]).reveal(), "5a".repeat(32));
    }

    #[test]
    fn garbage_is_no_token() {
        for text in ["", "x", &"G".repeat(64), &"A".repeat(64), &"a".repeat(63), &"é".repeat(32)] {
            assert_eq!(text.parse::<Token>(), Err(NotAToken), "{text:?}");
        }
    }
}
