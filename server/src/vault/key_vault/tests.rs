//! What the vault seals, opens and recognises, and what it refuses.

use domain::{
    account::AccountNumber,
    person::PersonId,
    pin::{PinId, PinKind},
    testing::{BrokenEntropy, SeededEntropy},
    time::Timestamp,
};

use super::*;

mod secrets;

fn vault(seed: u64) -> KeyVault {
    let entropy = Arc::new(SeededEntropy::new(seed));
    let keyring = Keyring::generate(1, String::new(), &*entropy).unwrap();
    KeyVault::new(&keyring, entropy).unwrap()
}

fn label() -> SealLabel {
    SealLabel {
        account: AccountNumber::try_from(10001).unwrap(),
        pin: PinId(7),
        kind: PinKind::OneTime,
        generated_at: Timestamp::from_millis(1_000),
        expires_at: Some(Timestamp::from_millis(2_000)),
    }
}

fn code() -> PinCode {
    "04217".parse().unwrap()
}

#[test]
fn what_was_sealed_opens_and_shows_nothing_while_it_is_sealed() {
    let vault = vault(1);
    let sealed = vault.seal(&label(), &code()).unwrap();
    assert_eq!(vault.open(&label(), &sealed), Ok(code()));
    assert!(!sealed.bytes.windows(5).any(|bytes| bytes == b"04217"));
    assert_ne!(sealed, vault.seal(&label(), &code()).unwrap(), "a nonce is never used twice");
}

#[test]
fn every_flipped_bit_and_every_cut_is_refused() {
    let vault = vault(1);
    let sealed = vault.seal(&label(), &code()).unwrap();
    for bit in 0..sealed.bytes.len() * 8 {
        let mut changed = sealed.clone();
        changed.bytes[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(vault.open(&label(), &changed), Err(VaultError::Tampered), "bit {bit}");
    }
    for length in 0..sealed.bytes.len() {
        let mut cut = sealed.clone();
        cut.bytes.truncate(length);
        assert_eq!(vault.open(&label(), &cut), Err(VaultError::Tampered), "{length} bytes");
    }
}

#[test]
fn a_code_opens_nowhere_but_where_it_was_sealed() {
    let vault = vault(1);
    let sealed = vault.seal(&label(), &code()).unwrap();
    let other = Timestamp::from_millis(3_000);
    let labels = [
        SealLabel { account: AccountNumber::try_from(10002).unwrap(), ..label() },
        SealLabel { pin: PinId(8), ..label() },
        SealLabel { kind: PinKind::Master, ..label() },
        SealLabel { generated_at: other, ..label() },
        SealLabel { expires_at: Some(other), ..label() },
        SealLabel { expires_at: None, ..label() },
    ];
    for changed in labels {
        assert_eq!(vault.open(&changed, &sealed), Err(VaultError::Tampered), "{changed:?}");
    }
}

#[test]
fn another_key_under_the_same_number_does_not_open_it() {
    let sealed = vault(1).seal(&label(), &code()).unwrap();
    assert_eq!(vault(2).open(&label(), &sealed), Err(VaultError::Tampered));
}

#[test]
fn a_key_that_is_not_there_is_named() {
    let vault = vault(1);
    let mut sealed = vault.seal(&label(), &code()).unwrap();
    sealed.key_id = 2;
    assert_eq!(vault.open(&label(), &sealed), Err(VaultError::NoSuchKey(2)));
}

#[test]
fn a_key_is_recognised_by_its_check_value_and_no_other_is() {
    let check_value = vault(1).check_value(1).unwrap();
    assert!(vault(1).recognises(1, &check_value));
    assert!(!vault(2).recognises(1, &check_value));
    assert!(!vault(1).recognises(2, &check_value));
    assert!(!vault(1).recognises(1, b""));
}

#[test]
fn a_history_key_is_recognised_by_its_check_value_and_no_other_is() {
    let check_value = vault(1).history_check_value();
    assert!(vault(1).recognises_history(&check_value));
    assert!(!vault(2).recognises_history(&check_value));
    assert!(!vault(1).recognises_history(b""));
    assert!(!vault(1).recognises_history(&[check_value.as_slice(), &[0]].concat()));
}

#[test]
fn every_flipped_bit_of_a_check_value_is_found() {
    let vault = vault(1);
    let flipped = |value: &[u8], bit: usize| {
        let mut flipped = value.to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        flipped
    };
    let value = vault.check_value(1).unwrap();
    for bit in 0..value.len() * 8 {
        assert!(!vault.recognises(1, &flipped(&value, bit)), "bit {bit}");
    }
    let value = vault.history_check_value();
    for bit in 0..value.len() * 8 {
        assert!(!vault.recognises_history(&flipped(&value, bit)), "bit {bit} of the history's");
    }
}

#[test]
fn without_randomness_nothing_is_sealed() {
    let keyring = Keyring::generate(1, String::new(), &SeededEntropy::new(1)).unwrap();
    let vault = KeyVault::new(&keyring, Arc::new(BrokenEntropy)).unwrap();
    assert_eq!(vault.seal(&label(), &code()), Err(VaultError::NotSealed));
}

#[test]
fn after_a_rotation_what_was_sealed_opens_and_what_is_new_is_sealed_with_the_new_key() {
    let entropy = Arc::new(SeededEntropy::new(1));
    let mut keyring = Keyring::generate(1, String::new(), &*entropy).unwrap();
    let before = KeyVault::new(&keyring, entropy.clone()).unwrap();
    let old = before.seal(&label(), &code()).unwrap();
    keyring.add(2, String::new(), &*entropy).unwrap();
    keyring.make_current(2).unwrap();
    let after = KeyVault::new(&keyring, entropy).unwrap();
    assert_eq!((before.current_key(), after.current_key()), (1, 2));
    let new = after.seal(&label(), &after.open(&label(), &old).unwrap()).unwrap();
    assert_eq!((new.key_id, after.open(&label(), &new)), (2, Ok(code())));
    assert_eq!(before.open(&label(), &new), Err(VaultError::NoSuchKey(2)));
    assert_eq!(before.seal_of(b"entry"), after.seal_of(b"entry"), "the history's key is not rotated");
}

#[test]
fn without_a_history_key_there_is_no_vault() {
    let entropy = Arc::new(SeededEntropy::new(1));
    let mut keyring = Keyring::generate(1, String::new(), &*entropy).unwrap();
    keyring.history = None;
    assert_eq!(KeyVault::new(&keyring, entropy).err(), Some(KeyringError::NoHistory));
}

#[test]
fn opening_nothing_does_all_the_work_of_opening_and_no_key_of_the_keyring_would() {
    let vault = vault(1);
    let Decoy { cipher, label, sealed } = &vault.decoy;
    assert_eq!(read(cipher, label, sealed), Ok("00000".parse().unwrap()));
    assert_eq!(sealed.bytes.len(), vault.seal(label, &code()).unwrap().bytes.len());
    assert_eq!(vault.open(label, sealed), Err(VaultError::NoSuchKey(0)));
    assert!(read(&vault.ciphers[&1], label, sealed).is_err());
}

#[test]
fn a_record_that_does_not_open_is_reported_without_its_bytes_and_nothing_is_not() {
    let vault = vault(1);
    let sealed = vault.seal(&label(), &code()).unwrap();
    let reported = log_of(|| {
        vault.open(&label(), &sealed).unwrap();
        vault.open_nothing();
    });
    assert_eq!(reported, "");
    let moved = SealLabel { pin: PinId(8), ..label() };
    let reported = log_of(|| assert!(vault.open(&moved, &sealed).is_err()));
    assert_eq!(reported.lines().count(), 1, "{reported}");
    for part in ["ERROR", "account=10001", "pin=8", "kind=one_time", "was changed"] {
        assert!(reported.contains(part), "{part} is not in {reported}");
    }
    assert!(!reported.contains("bytes") && !reported.contains("04217"), "{reported}");
}

fn log_of(act: impl FnOnce()) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    let writer = Arc::new(file.reopen().unwrap());
    let lines = tracing_subscriber::fmt().with_ansi(false).with_writer(writer).finish();
    tracing::subscriber::with_default(lines, act);
    std::fs::read_to_string(file.path()).unwrap()
}
