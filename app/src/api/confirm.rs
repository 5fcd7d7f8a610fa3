//! Prove once more who one is.

use leptos::prelude::*;

use super::ApiError;

/// Has whoever is signed in give their password again and, where they have a second factor, a code. For a while they
/// may then change people, password and second factor.
#[server(endpoint = "confirm")]
pub async fn confirm(
    #[server(default)] password: String,
    #[server(default)] code: String,
) -> Result<(), ApiError> {
    use domain::person::Password;

    use super::{context, signed_in};

    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    let token = context::desk().confirm(&caller, &Password::new(password), &code).await;
    signed_in::answer_again(&token.map_err(|error| match ApiError::from(error) {
        // The session holds: it is the proof that failed.
        ApiError::WrongSignIn => ApiError::WrongPassword,
        error => error,
    })?)
}
