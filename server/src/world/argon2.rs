//! Passwords, hashed with Argon2id away from the threads that answer requests (requirement P1).

mod phc;
mod strength;
mod turns;

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use async_trait::async_trait;
use domain::{
    person::{Password, PasswordHash},
    ports::{Entropy, HasherError, PasswordHasher},
};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

pub use strength::Strength;
use turns::Turns;

/// RFC 9106 asks for 16 bytes.
const SALT_LENGTH: usize = 16;
/// Address space asked for to work in, in bytes; only what the work touches becomes memory. Beyond 32 MiB, glibc's
/// largest threshold for it, an allocation is a mapping of its own and goes back to the system when it is freed.
/// The 19 MiB alone would stay with the process, once for each thread that ever hashed.
const ROOM: usize = 33 * 1024 * 1024;

/// Argon2id, on threads of its own, on at most all processors but one at a time: a flood of sign-ins slows down
/// sign-ins, not the rest. Beyond a number that wait, it refuses.
pub struct Argon2Hasher {
    argon2: Argon2<'static>,
    entropy: Arc<dyn Entropy>,
    turns: Turns,
    nobody: PasswordHash,
}

impl Argon2Hasher {
    /// How many passwords wait for their turn where nothing else is chosen: on one processor, the last of them for
    /// a second or two.
    pub const WAITING: usize = 64;

    /// A hasher of this strength, at which so many passwords may wait for their turn.
    ///
    /// # Errors
    /// Where the operating system gives no randomness, or Argon2id does not work with this strength.
    pub fn new(entropy: Arc<dyn Entropy>, strength: Strength, waiting: usize) -> Result<Self, HasherError> {
        let Strength { memory, iterations, lanes } = strength;
        let params = Params::new(memory, iterations, lanes, None).map_err(|error| failed(&error))?;
        let nobody = nobody(&params, &*entropy)?;
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            entropy,
            turns: Turns::new(processors.saturating_sub(1).max(1), waiting),
            nobody,
        })
    }

    /// A hasher that costs almost nothing and protects nothing, so that tests with many people stay quick.
    ///
    /// # Errors
    /// Where the operating system gives no randomness.
    pub fn cheap(entropy: Arc<dyn Entropy>) -> Result<Self, HasherError> {
        let cheap = Strength { memory: Params::MIN_M_COST, iterations: 1, lanes: 1 };
        Self::new(entropy, cheap, Self::WAITING)
    }

    /// Does slow work when its turn has come. The turn ends with the work, even if nobody waits for it any more.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'static>) -> Result<T, HasherError> + Send + 'static,
    ) -> Result<T, HasherError> {
        let turn = self.turns.take().await?;
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
///
/// A person's hash that was made with other parameters takes the time of those. Nobody's cannot follow, for it
/// stands for people whose hashes are old and for those whose hashes are new; so after the parameters were changed
/// it can be told who has an outdated hash. That is accepted: it lasts until that person's next sign-in, which
/// replaces the hash, and whoever measures it pays with wrong tries that are counted for each address.
fn nobody(params: &Params, entropy: &dyn Entropy) -> Result<PasswordHash, HasherError> {
    let mut salt = [0; SALT_LENGTH];
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    entropy.fill(&mut salt).map_err(|error| failed(&error))?;
    entropy.fill(&mut output).map_err(|error| failed(&error))?;
    phc::write(params, &salt, &output)
}

fn failed(error: &dyn std::fmt::Display) -> HasherError {
    HasherError::Failed(error.to_string())
}

#[async_trait]
impl PasswordHasher for Argon2Hasher {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError> {
        let mut salt = [0; SALT_LENGTH];
        self.entropy.fill(&mut salt).map_err(|error| failed(&error))?;
        let password = password.clone();
        self.work(move |argon2| {
            let output = derive(argon2, &password, &salt)?;
            let hash = phc::write(argon2.params(), &salt, &output);
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

    fn is_outdated(&self, hash: &PasswordHash) -> bool {
        !phc::is_made_by(self.argon2.params(), hash)
    }
}

/// Whether the password is the one of this hash, by the parameters that the hash names.
fn matches(password: &Password, hash: &PasswordHash) -> Result<bool, HasherError> {
    let stored = phc::read(hash)?;
    let argon2 = Argon2::new(stored.algorithm, stored.version, stored.params);
    let output = derive(&argon2, password, &stored.salt)?;
    Ok(output.ct_eq(stored.output.as_bytes()).into())
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

#[cfg(test)]
mod tests;
