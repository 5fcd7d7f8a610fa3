//! The letters and digits of what people read out and type in: less those that are taken for others (I, L, O and U;
//! Crockford's base 32).

use zeroize::Zeroizing;

use crate::ports::{Entropy, EntropyError};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Draws so many of them, each with the same chance: 32 divides the 256 values of a byte evenly.
pub(crate) fn draw<const N: usize>(entropy: &dyn Entropy) -> Result<[u8; N], EntropyError> {
    let mut bytes = Zeroizing::new([0; N]);
    entropy.fill(bytes.as_mut())?;
    Ok((*bytes).map(|byte| ALPHABET[usize::from(byte % 32)]))
}

/// Which of them is meant by what people type: in capitals or not, with O for 0, and I or L for 1.
pub(crate) fn meant(typed: char) -> Option<u8> {
    let letter = match u8::try_from(typed).ok()?.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    ALPHABET.contains(&letter).then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{BrokenEntropy, ScriptedEntropy};

    #[test]
    fn each_letter_stands_for_eight_of_the_values_of_a_byte() {
        let every: Vec<u32> =
            (0..64).map(|n| u32::from_le_bytes([n * 4, n * 4 + 1, n * 4 + 2, n * 4 + 3])).collect();
        let drawn: [u8; 256] = draw(&ScriptedEntropy::of_u32s(&every)).unwrap();
        for letter in ALPHABET {
            assert_eq!(drawn.iter().filter(|drawn| *drawn == letter).count(), 8, "{letter}");
        }
        assert_eq!(draw::<1>(&BrokenEntropy), Err(EntropyError));
    }

    #[test]
    fn what_is_typed_means_one_letter_or_none() {
        for (typed, letter) in
            [('0', b'0'), ('o', b'0'), ('O', b'0'), ('1', b'1'), ('i', b'1'), ('L', b'1'), ('z', b'Z')]
        {
            assert_eq!(meant(typed), Some(letter), "{typed}");
        }
        for typed in ['U', 'u', '-', ' ', 'é', 'İ', '０', '\u{131}'] {
            assert_eq!(meant(typed), None, "{typed}");
        }
    }
}
