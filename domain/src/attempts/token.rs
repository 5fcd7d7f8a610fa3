//! A token's wrong tries: what a helpdesk or phone system may get wrong in all (requirement V4, d).

use super::Limits;

/// What an API token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A helpdesk, whose agents type.
    Helpdesk,
    /// A phone system, whose callers type: anyone who dials could suspend it, so it only raises alarms.
    Ivr,
}

/// Whether a token may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenStanding {
    /// It may.
    Open,
    /// It may, but someone should know how often it is wrong.
    Alarming,
    /// Tries that are not settled yet may use up what is left: ask again in a moment.
    Busy,
    /// It may not until fewer of its tries lie within the window.
    Suspended,
}

/// Whether a token may be used after so many settled wrong tries within [`Limits::token_window`], and so many
/// pending ones.
pub const fn token_standing(kind: TokenKind, wrong: u32, pending: u32, limits: &Limits) -> TokenStanding {
    let too_much = wrong >= limits.token_wrong;
    match kind {
        TokenKind::Helpdesk if too_much => TokenStanding::Suspended,
        TokenKind::Helpdesk if wrong.saturating_add(pending) >= limits.token_wrong => TokenStanding::Busy,
        TokenKind::Ivr if too_much => TokenStanding::Alarming,
        TokenKind::Helpdesk | TokenKind::Ivr => TokenStanding::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_helpdesk_is_suspended_after_a_hundred_and_a_phone_system_never() {
        let limits = Limits::default();
        for (wrong, pending, helpdesk, ivr) in [
            (99, 0, TokenStanding::Open, TokenStanding::Open),
            (99, 1, TokenStanding::Busy, TokenStanding::Open),
            (100, 0, TokenStanding::Suspended, TokenStanding::Alarming),
        ] {
            assert_eq!(token_standing(TokenKind::Helpdesk, wrong, pending, &limits), helpdesk);
            assert_eq!(token_standing(TokenKind::Ivr, wrong, pending, &limits), ivr);
        }
    }
}
