//! Leaks planted on purpose: a canary that finds none would prove nothing.

use std::{fs, sync::Arc};

use domain::{
    history::ChainKey,
    pin::{CodeLength, PinCode, PinKind::Master},
    ports::{SealLabel, SealedCode, SecretLabel, Vault, VaultError},
    verification::Outcome,
};
use tracing::{debug, trace};
use zeroize::Zeroizing;

use crate::{
    log::Log,
    search::{Artefact, leaks},
    shared::house::{HANNA, House, On, acme},
};

fn canary() -> PinCode {
    "60427913".parse().unwrap()
}

#[test]
fn a_planted_log_line_is_found() {
    let (log, _listening) = Log::of_this_thread();
    trace!(typed = canary().reveal(), "planted");
    assert_eq!(leaks(&[canary()], &[log.artefact()]).len(), 1);
}

#[test]
fn a_planted_file_is_found() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    let planted = [&[0xff, 0x08][..], canary().reveal().as_bytes(), &[0x00]].concat();
    fs::write(folder.path().join("data/planted"), planted).unwrap();
    let found = leaks(&[canary()], &Artefact::files(folder.path()));
    assert!(found.len() == 1 && found[0].contains("data/planted"), "{found:?}");
}

#[tokio::test]
async fn a_vault_that_tells_is_found_by_a_verification() {
    let (log, _listening) = Log::of_this_thread();
    let mut house = House::on(On::Sqlite).await;
    house.desk.policy.code_length = CodeLength::try_from(8).unwrap();
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    assert_eq!(leaks(std::slice::from_ref(&code), &[log.artefact()]), [""; 0]);
    house.desk.vault = Arc::new(Telltale(house.vault.clone()));
    assert!(matches!(house.verify(acme(), &code).await, Outcome::Verified { .. }));
    assert_eq!(leaks(&[code], &[log.artefact()]).len(), 1);
}

/// A vault that logs what it opens.
struct Telltale(Arc<dyn Vault>);

impl ChainKey for Telltale {
    fn seal_of(&self, bytes: &[u8]) -> [u8; 32] {
        self.0.seal_of(bytes)
    }
}

impl Vault for Telltale {
    fn seal(&self, label: &SealLabel, code: &PinCode) -> Result<SealedCode, VaultError> {
        self.0.seal(label, code)
    }

    fn open(&self, label: &SealLabel, sealed: &SealedCode) -> Result<PinCode, VaultError> {
        self.0.open(label, sealed).inspect(|code| debug!("opened {}", code.reveal()))
    }

    fn seal_secret(&self, label: &SecretLabel, secret: &[u8]) -> Result<SealedCode, VaultError> {
        self.0.seal_secret(label, secret)
    }

    fn open_secret(
        &self,
        label: &SecretLabel,
        sealed: &SealedCode,
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.0.open_secret(label, sealed)
    }

    fn open_nothing(&self) {
        self.0.open_nothing();
    }

    fn fingerprint(&self, bytes: &[u8]) -> [u8; 32] {
        self.0.fingerprint(bytes)
    }

    fn current_key(&self) -> i64 {
        self.0.current_key()
    }
}
