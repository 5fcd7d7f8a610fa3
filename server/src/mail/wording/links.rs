//! The addresses that letters lead to. There is no other address in a letter, and none that counts who opens it.

use domain::{account::AccountNumber, token::Token};

use crate::config::PublicUrl;

/// The pages of the server that is reached at this address.
#[derive(Clone, Copy)]
pub(super) struct Links<'a>(pub(super) &'a PublicUrl);

impl Links<'_> {
    pub(super) fn account(self, number: AccountNumber) -> String {
        format!("{}/accounts/{number}", self.0)
    }

    pub(super) fn people(self, number: AccountNumber) -> String {
        format!("{}/accounts/{number}/people", self.0)
    }

    pub(super) fn desk_history(self) -> String {
        format!("{}/desk/history", self.0)
    }

    pub(super) fn your_sign_in(self) -> String {
        format!("{}/your-sign-in", self.0)
    }

    pub(super) fn invitation(self, token: &Token) -> String {
        format!("{}/invitation?token={}", self.0, *token.reveal())
    }

    pub(super) fn new_password(self, token: &Token) -> String {
        format!("{}/new-password?token={}", self.0, *token.reveal())
    }
}
