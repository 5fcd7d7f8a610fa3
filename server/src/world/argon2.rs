//! Passwords, hashed with Argon2id away from the threads that answer requests (requirement P1).

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Block, Params, Version, password_hash::phc};
use async_trait::async_trait;
use domain::{
    person::{Password, PasswordHash},
    ports::{Entropy, HasherError, PasswordHasher},
};
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;
use zeroize::Zeroize;

/// OWASP's first recommendation for Argon2id, with the least memory (Password Storage Cheat Sheet, 2025).
const OWASP: (u32, u32, u32) = (19_456, 2, 1);
/// RFC 9106 asks for 16 bytes.
const SALT_LENGTH: usize = 16;
/// Address space asked for to work in, in bytes; only what the work touches becomes memory. Beyond 32 MiB, glibc's
/// largest threshold for it, an allocation is a mapping of its own and goes back to the system when it is freed.
/// The 19 MiB alone would stay with the process, once for each thread that ever hashed.
const ROOM: usize = 33 * 1024 * 1024;

/// Argon2id, on threads of its own, on at most all processors but one at a time: a flood of sign-ins slows down
/// sign-ins, not the rest.
pub struct Argon2Hasher {
    argon2: Argon2<'static>,
    entropy: Arc<dyn Entropy>,
    turns: Arc<Semaphore>,
    nobody: PasswordHash,
}

impl Argon2Hasher {
    /// A hasher of the strength that the product uses.
    ///
    /// # Errors
    /// Where the operating system gives no randomness.
    pub fn new(entropy: Arc<dyn Entropy>) -> Result<Self, HasherError> {
        let (memory, rounds, lanes) = OWASP;
        Self::with_cost(entropy, memory, rounds, lanes)
    }

    /// A hasher that costs almost nothing and protects nothing, so that tests with many people stay quick.
    ///
    /// # Errors
    /// Where the operating system gives no randomness.
    pub fn cheap(entropy: Arc<dyn Entropy>) -> Result<Self, HasherError> {
        Self::with_cost(entropy, Params::MIN_M_COST, 1, 1)
    }

    fn with_cost(
        entropy: Arc<dyn Entropy>,
        memory: u32,
        rounds: u32,
        lanes: u32,
    ) -> Result<Self, HasherError> {
        let params = Params::new(memory, rounds, lanes, None).map_err(|error| failed(&error))?;
        let nobody = nobody(&params, &*entropy)?;
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            entropy,
            turns: Arc::new(Semaphore::new(processors.saturating_sub(1).max(1))),
            nobody,
        })
    }

    /// Does slow work when its turn has come. The turn ends with the work, even if nobody waits for it any more.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'static>) -> Result<T, HasherError> + Send + 'static,
    ) -> Result<T, HasherError> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|error| failed(&error))?;
        let argon2 = self.argon2.clone();
        tokio::task::spawn_blocking(move || {
            let done = work(&argon2);
            drop(turn);
            done
        })
        .await
        .map_err(|error| failed(&error))?
    }
}

/// A hash of the same cost that no password has: its output is drawn, not computed. Comparing with it takes the
/// time that comparing with a person's takes, so that it cannot be told who exists.
fn nobody(params: &Params, entropy: &dyn Entropy) -> Result<PasswordHash, HasherError> {
    let mut salt = [0; SALT_LENGTH];
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    entropy.fill(&mut salt).map_err(|error| failed(&error))?;
    entropy.fill(&mut output).map_err(|error| failed(&error))?;
    to_phc(params, &salt, &output)
}

fn failed(error: &dyn std::fmt::Display) -> HasherError {
    HasherError(error.to_string())
}

#[async_trait]
impl PasswordHasher for Argon2Hasher {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError> {
        let mut salt = [0; SALT_LENGTH];
        self.entropy.fill(&mut salt).map_err(|error| failed(&error))?;
        let password = password.clone();
        self.work(move |argon2| {
            let output = derive(argon2, &password, &salt)?;
            let hash = to_phc(argon2.params(), &salt, &output);
            salt.zeroize();
            hash
        })
        .await
    }

    async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<bool, HasherError> {
        let password = password.clone();
        let hash = hash.unwrap_or(&self.nobody).clone();
        self.work(move |_| matches(&password, &hash)).await
    }
}

/// Whether the password is the one of this hash, by the parameters that the hash names.
fn matches(password: &Password, hash: &PasswordHash) -> Result<bool, HasherError> {
    let hash = phc::PasswordHash::new(hash.as_str()).map_err(|error| failed(&error))?;
    let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else {
        return Err(HasherError("the stored hash has no salt or no output".to_owned()));
    };
    let algorithm = Algorithm::try_from(hash.algorithm.as_str()).map_err(|error| failed(&error))?;
    let version =
        hash.version.map_or(Ok(Version::default()), Version::try_from).map_err(|error| failed(&error))?;
    let params = Params::try_from(&hash).map_err(|error| failed(&error))?;
    let output = derive(&Argon2::new(algorithm, version, params), password, salt)?;
    Ok(output.ct_eq(expected.as_bytes()).into())
}

/// The hash itself.
fn derive(argon2: &Argon2<'_>, password: &Password, salt: &[u8]) -> Result<Vec<u8>, HasherError> {
    let blocks = argon2.params().block_count();
    let mut memory: Vec<Block> = Vec::with_capacity(blocks.max(ROOM / Block::SIZE));
    memory.resize(blocks, Block::default());
    let mut output = vec![0; argon2.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN)];
    argon2
        .hash_password_into_with_memory(password.reveal().as_bytes(), salt, &mut output, &mut memory)
        .map_err(|error| failed(&error))?;
    Ok(output)
}

/// A hash and how it was made, in the PHC string format.
fn to_phc(params: &Params, salt: &[u8], output: &[u8]) -> Result<PasswordHash, HasherError> {
    let hash = phc::PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: phc::ParamsString::try_from(params).map_err(|error| failed(&error))?,
        salt: Some(phc::Salt::new(salt).map_err(|error| failed(&error))?),
        hash: Some(phc::Output::new(output).map_err(|error| failed(&error))?),
    };
    Ok(PasswordHash::new(hash.to_string()))
}

#[cfg(test)]
mod tests {
    use domain::testing::{BrokenEntropy, SeededEntropy};

    use super::*;

    fn hasher() -> Argon2Hasher {
        Argon2Hasher::cheap(Arc::new(SeededEntropy::new(1))).unwrap()
    }

    fn password(text: &str) -> Password {
        Password::new(text.to_owned())
    }

    #[tokio::test]
    async fn only_the_password_that_was_hashed_is_right() {
        let hasher = hasher();
        let hash = hasher.hash(&password("correct horse")).await.unwrap();
        assert_eq!(hasher.verify(&password("correct horse"), Some(&hash)).await, Ok(true));
        for wrong in ["correct horse ", "Correct horse", ""] {
            assert_eq!(hasher.verify(&password(wrong), Some(&hash)).await, Ok(false));
        }
    }

    #[tokio::test]
    async fn the_same_password_never_has_the_same_hash() {
        let hasher = hasher();
        let first = hasher.hash(&password("same")).await.unwrap();
        let second = hasher.hash(&password("same")).await.unwrap();
        assert_ne!(first.as_str(), second.as_str());
    }

    #[tokio::test]
    async fn nobody_has_no_password_and_costs_what_a_person_costs() {
        let hasher = Argon2Hasher::new(Arc::new(SeededEntropy::new(1))).unwrap();
        assert_eq!(hasher.verify(&password("anything"), None).await, Ok(false));
        assert!(hasher.nobody.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let somebody = hasher.hash(&password("x")).await.unwrap();
        let cost = |hash: &PasswordHash| hash.as_str().split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(cost(&hasher.nobody), cost(&somebody));
        assert_eq!(hasher.nobody.as_str().len(), somebody.as_str().len());
    }

    #[tokio::test]
    async fn a_hash_that_is_none_is_an_error_and_proves_nothing() {
        let hasher = hasher();
        let garbage = PasswordHash::new("hunter2".to_owned());
        assert!(hasher.verify(&password("hunter2"), Some(&garbage)).await.is_err());
    }

    #[test]
    fn without_randomness_there_is_no_hasher() {
        assert!(Argon2Hasher::cheap(Arc::new(BrokenEntropy)).is_err());
    }
}
