//! What is bound into the seal of a PIN or of a person's secret, as bytes.

use domain::{
    pin::PinKind,
    ports::{SealLabel, SecretLabel},
};

use super::keyring::KeyId;

/// The form of the associated data, so that a later form cannot be taken for this one.
const LABEL_VERSION: u8 = 1;
const LABEL_LENGTH: usize = 43;
/// Another first byte, so that a person's secret cannot be taken for a PIN.
const SECRET_LABEL_VERSION: u8 = 2;
const SECRET_LABEL_LENGTH: usize = 25;

/// Everything that a code belongs to, in fields of fixed width, so that no two labels have the same bytes:
/// version, account, PIN, kind, generated, whether it expires and when, key. Big-endian.
pub(super) fn associated_data(label: &SealLabel, key: KeyId) -> [u8; LABEL_LENGTH] {
    let kind: u8 = match label.kind {
        PinKind::Master => 1,
        PinKind::OneTime => 2,
    };
    let (expires, expires_at) = match label.expires_at {
        Some(at) => (1_u8, at.as_millis()),
        None => (0, 0),
    };
    let fields: [&[u8]; 8] = [
        &[LABEL_VERSION],
        &label.account.as_i64().to_be_bytes(),
        &label.pin.0.to_be_bytes(),
        &[kind],
        &label.generated_at.as_millis().to_be_bytes(),
        &[expires],
        &expires_at.to_be_bytes(),
        &key.to_be_bytes(),
    ];
    joined(&fields)
}

/// Everything that a person's secret belongs to, likewise: version, person, made, key.
pub(super) fn secret_data(label: &SecretLabel, key: KeyId) -> [u8; SECRET_LABEL_LENGTH] {
    joined(&[
        &[SECRET_LABEL_VERSION],
        &label.person.0.to_be_bytes(),
        &label.created_at.as_millis().to_be_bytes(),
        &key.to_be_bytes(),
    ])
}

fn joined<const LENGTH: usize>(fields: &[&[u8]]) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    for (byte, value) in bytes.iter_mut().zip(fields.concat()) {
        *byte = value;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use domain::{account::AccountNumber, person::PersonId, pin::PinId, time::Timestamp};

    use super::*;

    #[test]
    fn never_expiring_is_not_expiring_at_the_beginning_of_time() {
        let never = SealLabel {
            account: AccountNumber::try_from(10001).unwrap(),
            pin: PinId(7),
            kind: PinKind::OneTime,
            generated_at: Timestamp::from_millis(1_000),
            expires_at: None,
        };
        let at_the_beginning = SealLabel { expires_at: Some(Timestamp::from_millis(0)), ..never };
        assert_ne!(associated_data(&never, 1), associated_data(&at_the_beginning, 1));
    }

    #[test]
    fn a_secrets_fields_fill_their_widths_and_each_is_told_from_the_next() {
        let label = SecretLabel { person: PersonId(-1), created_at: Timestamp::from_millis(-2) };
        let bytes = secret_data(&label, -3);
        let expected = [&[2][..], &[0xff; 8], &[0xff; 7], &[0xfe], &[0xff; 7], &[0xfd]].concat();
        assert_eq!(bytes.as_slice(), expected);
    }
}
