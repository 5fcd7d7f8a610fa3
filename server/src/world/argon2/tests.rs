//! Which passwords are right, what that costs, and what happens when too many are compared.

use domain::testing::{BrokenEntropy, SeededEntropy};

use super::*;

const MEDIUM: Strength = Strength { memory: 64, iterations: 3, lanes: 2 };

fn hasher() -> Argon2Hasher {
    Argon2Hasher::cheap(Arc::new(SeededEntropy::new(1))).unwrap()
}

fn hasher_of(strength: Strength) -> Argon2Hasher {
    Argon2Hasher::new(Arc::new(SeededEntropy::new(1)), strength, 1).unwrap()
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
    for (strength, cost) in [(Strength::default(), "m=19456,t=2,p=1"), (MEDIUM, "m=64,t=3,p=2")] {
        let hasher = hasher_of(strength);
        assert_eq!(hasher.verify(&password("anything"), None).await, Ok(false));
        let somebody = hasher.hash(&password("x")).await.unwrap();
        for hash in [&hasher.nobody, &somebody] {
            assert!(hash.as_str().starts_with(&format!("$argon2id$v=19${cost}$")), "{}", hash.as_str());
        }
        assert_eq!(hasher.nobody.as_str().len(), somebody.as_str().len());
        assert!(!hasher.is_outdated(&hasher.nobody));
    }
}

#[tokio::test]
async fn a_hash_made_with_other_parameters_is_outdated_and_still_right() {
    let hasher = hasher_of(MEDIUM);
    for other in [
        Strength { memory: 65, ..MEDIUM },
        Strength { memory: 63, ..MEDIUM },
        Strength { iterations: 4, ..MEDIUM },
        Strength { lanes: 1, ..MEDIUM },
    ] {
        let hash = hasher_of(other).hash(&password("secret")).await.unwrap();
        assert!(hasher.is_outdated(&hash), "{other:?}");
        assert_eq!(hasher.verify(&password("secret"), Some(&hash)).await, Ok(true));
        assert_eq!(hasher.verify(&password("wrong"), Some(&hash)).await, Ok(false));
    }
    let hash = hasher.hash(&password("secret")).await.unwrap();
    assert!(!hasher.is_outdated(&hash));
    for (ours, others) in [("argon2id", "argon2i"), ("v=19", "v=16")] {
        let hash = PasswordHash::new(hash.as_str().replace(ours, others));
        assert!(hasher.is_outdated(&hash), "{others}");
    }
}

#[tokio::test]
async fn a_hash_that_is_none_is_an_error_and_proves_nothing() {
    let hasher = hasher();
    let garbage = PasswordHash::new("hunter2".to_owned());
    assert!(hasher.verify(&password("hunter2"), Some(&garbage)).await.is_err());
    assert!(hasher.is_outdated(&garbage));
}

#[tokio::test]
async fn a_flood_is_refused_at_once_whoever_is_asked_for_and_passes() {
    let hasher = Argon2Hasher { turns: Turns::new(1, 0), ..hasher() };
    let hash = hasher.hash(&password("secret")).await.unwrap();
    let turn = hasher.turns.take().await.unwrap();
    for somebody in [Some(&hash), None] {
        assert_eq!(hasher.verify(&password("secret"), somebody).await, Err(HasherError::Busy));
    }
    assert!(matches!(hasher.hash(&password("secret")).await, Err(HasherError::Busy)));
    drop(turn);
    assert_eq!(hasher.verify(&password("secret"), Some(&hash)).await, Ok(true));
}

#[test]
fn without_randomness_there_is_no_hasher() {
    assert!(Argon2Hasher::cheap(Arc::new(BrokenEntropy)).is_err());
}

#[test]
fn a_strength_that_argon2_does_not_know_is_refused() {
    for strength in [Strength { memory: 1, ..MEDIUM }, Strength { iterations: 0, ..MEDIUM }] {
        assert!(Argon2Hasher::new(Arc::new(SeededEntropy::new(1)), strength, 1).is_err(), "{strength:?}");
    }
}
