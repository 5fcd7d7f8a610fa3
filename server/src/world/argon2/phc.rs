//! Hashes as they are stored: how each was made stands beside it, in the PHC string format.

use argon2::{Algorithm, Params, Version, password_hash::phc};
use domain::{person::PasswordHash, ports::HasherError};

use super::failed;

/// A stored hash, taken apart.
pub(super) struct Stored {
    pub(super) algorithm: Algorithm,
    pub(super) version: Version,
    pub(super) params: Params,
    pub(super) salt: phc::Salt,
    pub(super) output: phc::Output,
}

/// A hash and how it was made, as text.
pub(super) fn write(params: &Params, salt: &[u8], output: &[u8]) -> Result<PasswordHash, HasherError> {
    let hash = phc::PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: phc::ParamsString::try_from(params).map_err(|error| failed(&error))?,
        salt: Some(phc::Salt::new(salt).map_err(|error| failed(&error))?),
        hash: Some(phc::Output::new(output).map_err(|error| failed(&error))?),
    };
    Ok(PasswordHash::new(hash.to_string()))
}

/// The parts of a stored hash.
pub(super) fn read(hash: &PasswordHash) -> Result<Stored, HasherError> {
    let hash = phc::PasswordHash::new(hash.as_str()).map_err(|error| failed(&error))?;
    let (Some(salt), Some(output)) = (hash.salt, hash.hash) else {
        return Err(HasherError::Failed("the stored hash has no salt or no output".to_owned()));
    };
    let version =
        hash.version.map_or(Ok(Version::default()), Version::try_from).map_err(|error| failed(&error))?;
    Ok(Stored {
        algorithm: Algorithm::try_from(hash.algorithm.as_str()).map_err(|error| failed(&error))?,
        version,
        params: Params::try_from(&hash).map_err(|error| failed(&error))?,
        salt,
        output,
    })
}

/// Whether a new hash by these parameters would be made as this one was.
pub(super) fn is_made_by(params: &Params, hash: &PasswordHash) -> bool {
    let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
    read(hash).is_ok_and(|stored| {
        (stored.algorithm, stored.version, cost(&stored.params))
            == (Algorithm::Argon2id, Version::V0x13, cost(params))
            && stored.output.len() == Params::DEFAULT_OUTPUT_LEN
    })
}
