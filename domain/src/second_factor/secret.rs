//! The secret that a person's app and the server share, and the codes that follow from it (RFC 6238).

use std::fmt;

use subtle::ConstantTimeEq;
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use super::TypedCode;
use crate::{
    person::Email,
    ports::{Entropy, EntropyError},
    time::Timestamp,
};

/// 160 secret bits, as RFC 4226 recommends. They print as nothing and are overwritten when they are dropped.
#[derive(Clone)]
pub struct TotpSecret(Zeroizing<[u8; 20]>);

impl TotpSecret {
    /// How long a code is the current one, in milliseconds.
    const STEP: i64 = 30_000;

    /// Draws a secret.
    ///
    /// # Errors
    /// Where the operating system gives no randomness.
    pub fn draw(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let mut bytes = Zeroizing::new([0; 20]);
        entropy.fill(bytes.as_mut())?;
        Ok(Self(bytes))
    }

    /// The secret of these bytes, as they were kept.
    pub fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for the vault alone.
    pub fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The secret as people copy it into an app: 32 letters and digits.
    pub fn to_base32(&self) -> Zeroizing<String> {
        Zeroizing::new(Secret::new_stack(*self.0).to_base32())
    }

    /// The secret as apps read it from a picture: a `otpauth` address (Google's Key URI format). `issuer` is the name
    /// under which the app lists it.
    pub fn uri(&self, issuer: &str, email: &Email) -> Zeroizing<String> {
        let (issuer, email, secret) = (encoded(issuer), encoded(email.as_str()), self.to_base32());
        Zeroizing::new(format!(
            "otpauth://totp/{issuer}:{email}?secret={}&issuer={issuer}&algorithm=SHA1&digits=6&period=30",
            *secret
        ))
    }

    /// The step whose code was typed: the current one, the one before or the one after, and only one later than
    /// `after_step`. Who keeps the answer as the next `after_step` takes each code once. Where one code stands for
    /// two steps, it is the later: the code must not work again in that one either.
    pub fn step_of(&self, code: &TypedCode, now: Timestamp, after_step: i64) -> Option<i64> {
        let TypedCode::Totp(digits) = code else { return None };
        // Six digits, 30 seconds and SHA-1 are what apps know; the secret's length is right by its type.
        let totp = Builder::new().with_secret(Secret::new_stack(*self.0)).build_noncompliant();
        let current = now.as_millis().div_euclid(Self::STEP);
        let mut found = None;
        for step in current - 1..=current + 1 {
            let is_code = code_of(&totp, step).is_some_and(|code| code.as_bytes().ct_eq(&digits[..]).into());
            if is_code && step > after_step {
                found = Some(step);
            }
        }
        found
    }
}

/// The code of a step; there is none before 1970.
fn code_of(totp: &Totp, step: i64) -> Option<Zeroizing<String>> {
    let time = u64::try_from(step).ok()? * totp.step();
    Some(Zeroizing::new(totp.generate(time).to_string()))
}

/// The text with everything but unreserved characters as percent signs and digits (RFC 3986, 2.3).
fn encoded(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(escape).collect()
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{BrokenEntropy, SeededEntropy};

    /// The secret of RFC 6238's test vectors.
    fn secret() -> TotpSecret {
        TotpSecret::from_bytes(*b"12345678901234567890")
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    fn step(code: &str, now: Timestamp, after: i64) -> Option<i64> {
        secret().step_of(&code.parse().unwrap(), now, after)
    }

    /// RFC 6238, appendix B, less the first two of eight digits.
    #[test]
    fn the_codes_are_the_standards() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(step(code, at(seconds), 0), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_works_from_half_a_minute_before_its_step_to_half_a_minute_after() {
        // 005924 is the code of step 41,152,263, which is from 1,234,567,890 to 919.
        let (first, end) = (at(1_234_567_890 - 30), at(1_234_567_890 + 60));
        let just_before = |moment: Timestamp| Timestamp::from_millis(moment.as_millis() - 1);
        assert_eq!(step("005924", just_before(first), 0), None);
        assert_eq!(step("005924", first, 0), Some(41_152_263));
        assert_eq!(step("005924", just_before(end), 0), Some(41_152_263));
        assert_eq!(step("005924", end, 0), None);
    }

    #[test]
    fn a_code_works_once() {
        let now = at(1_234_567_890);
        assert_eq!(step("005924", now, 41_152_262), Some(41_152_263));
        assert_eq!(step("005924", now, 41_152_263), None);
        assert_eq!(step("005924", now, i64::MAX), None);
    }

    #[test]
    fn a_code_of_two_steps_uses_both_up() {
        // By chance 911617 is the code of the steps 910,737 and 910,738.
        assert_eq!(step("911617", at(910_737 * 30), 0), Some(910_738));
        assert_eq!(step("911617", at(910_736 * 30), 0), Some(910_737));
        assert_eq!(step("911617", at(910_738 * 30), 910_737), Some(910_738));
    }

    #[test]
    fn other_codes_other_secrets_and_recovery_codes_have_no_step() {
        let now = at(1_234_567_890);
        assert_eq!(step("005925", now, 0), None);
        assert_eq!(step("7K3M9-Q2FXP", now, 0), None);
        let other = TotpSecret::from_bytes([7; 20]);
        assert_eq!(other.step_of(&"005924".parse().unwrap(), now, 0), None);
    }

    #[test]
    fn before_1970_there_is_no_code() {
        // 755224 is the code of step 0 (RFC 4226, appendix D).
        assert_eq!(step("755224", Timestamp::from_millis(-1), -1), Some(0));
        assert_eq!(step("755224", at(-31), -9), None);
        assert_eq!(step("755224", Timestamp::from_millis(i64::MIN), i64::MIN), None);
        assert_eq!(step("755224", Timestamp::from_millis(i64::MAX), 0), None);
    }

    #[test]
    fn an_app_reads_the_secret_from_text_or_a_picture() {
        assert_eq!(*secret().to_base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let email = "o'brien+pins@münchen.example".parse().unwrap();
        assert_eq!(
            *secret().uri("Security Pins: A-1_2.~", &email),
            "otpauth://totp/Security%20Pins%3A%20A-1_2.~:o%27brien%2Bpins%40m%C3%BCnchen.example\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Security%20Pins%3A%20A-1_2.~\
             &algorithm=SHA1&digits=6&period=30"
        );
    }

    #[test]
    fn a_secret_is_drawn_and_prints_as_nothing() {
        let drawn = TotpSecret::draw(&SeededEntropy::new(1)).unwrap();
        let mut expected = [0; 20];
        SeededEntropy::new(1).fill(&mut expected).unwrap();
        assert_eq!(drawn.as_bytes(), &expected);
        assert_eq!(TotpSecret::draw(&BrokenEntropy).unwrap_err(), EntropyError);
        assert_eq!(format!("{drawn:?}"), "TotpSecret(…)");
    }
}
