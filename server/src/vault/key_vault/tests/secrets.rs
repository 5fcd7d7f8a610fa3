//! The same of people's secrets, which never pass for PINs.

use super::*;

const SECRET: &[u8; 20] = b"twenty secret bytes!";

fn label() -> SecretLabel {
    SecretLabel { person: PersonId(7), created_at: Timestamp::from_millis(1_000) }
}

#[test]
fn a_secret_that_was_sealed_opens_and_shows_nothing_while_it_is_sealed() {
    let vault = vault(1);
    let sealed = vault.seal_secret(&label(), SECRET).unwrap();
    assert_eq!(**vault.open_secret(&label(), &sealed).unwrap(), *SECRET);
    assert!(!sealed.bytes.windows(6).any(|bytes| bytes == b"secret"));
    assert_ne!(sealed, vault.seal_secret(&label(), SECRET).unwrap(), "a nonce is never used twice");
}

#[test]
fn every_flipped_bit_and_every_cut_of_a_secret_is_refused() {
    let vault = vault(1);
    let sealed = vault.seal_secret(&label(), SECRET).unwrap();
    for bit in 0..sealed.bytes.len() * 8 {
        let mut changed = sealed.clone();
        changed.bytes[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(vault.open_secret(&label(), &changed), Err(VaultError::Tampered), "bit {bit}");
    }
    for length in 0..sealed.bytes.len() {
        let mut cut = sealed.clone();
        cut.bytes.truncate(length);
        assert_eq!(vault.open_secret(&label(), &cut), Err(VaultError::Tampered), "{length} bytes");
    }
}

#[test]
fn a_secret_opens_for_nobody_else_and_under_no_other_key() {
    let vault = vault(1);
    let sealed = vault.seal_secret(&label(), SECRET).unwrap();
    let labels = [
        SecretLabel { person: PersonId(8), ..label() },
        SecretLabel { created_at: Timestamp::from_millis(1_001), ..label() },
    ];
    for changed in labels {
        assert_eq!(vault.open_secret(&changed, &sealed), Err(VaultError::Tampered), "{changed:?}");
    }
    assert_eq!(self::vault(2).open_secret(&label(), &sealed), Err(VaultError::Tampered));
    let unknown = SealedCode { key_id: 2, ..sealed };
    assert_eq!(vault.open_secret(&label(), &unknown), Err(VaultError::NoSuchKey(2)));
}

#[test]
fn the_number_of_the_key_is_bound_into_a_secrets_seal() {
    let mut vault = vault(1);
    let sealed = vault.seal_secret(&label(), SECRET).unwrap();
    if let Some(cipher) = vault.ciphers.remove(&1) {
        vault.ciphers.insert(2, cipher);
    }
    let renumbered = SealedCode { key_id: 2, ..sealed };
    assert_eq!(vault.open_secret(&label(), &renumbered), Err(VaultError::Tampered));
}

#[test]
fn a_secret_a_pin_and_a_check_value_do_not_pass_for_each_other() {
    let vault = vault(1);
    let pin = vault.seal(&super::label(), &code()).unwrap();
    let secret = vault.seal_secret(&label(), b"04217").unwrap();
    let check = SealedCode { key_id: 1, bytes: vault.check_value(1).unwrap() };
    for other in [&secret, &check] {
        assert_eq!(vault.open(&super::label(), other), Err(VaultError::Tampered));
    }
    for other in [&pin, &check] {
        assert_eq!(vault.open_secret(&label(), other), Err(VaultError::Tampered));
    }
    assert!(!vault.recognises(1, &vault.seal_secret(&label(), CHECK_TEXT).unwrap().bytes));
}

#[test]
fn a_secret_that_does_not_open_is_reported_without_its_bytes() {
    let vault = vault(1);
    let sealed = vault.seal_secret(&label(), SECRET).unwrap();
    let moved = SecretLabel { person: PersonId(8), ..label() };
    let reported = log_of(|| {
        vault.open_secret(&label(), &sealed).unwrap();
        assert!(vault.open_secret(&moved, &sealed).is_err());
    });
    assert_eq!(reported.lines().count(), 1, "{reported}");
    for part in ["ERROR", "person=8", "was changed"] {
        assert!(reported.contains(part), "{part} is not in {reported}");
    }
    assert!(!reported.contains("twenty"), "{reported}");
}
