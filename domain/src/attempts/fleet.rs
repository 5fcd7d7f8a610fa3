//! Everyone's wrong tries: a few guesses on each of many accounts touch no account's limit (requirement V4, e).

use super::Limits;

/// Whether so many wrong tries on so many accounts within [`Limits::fleet_window`] should alarm the operator.
pub const fn looks_like_an_attack(wrong: u32, accounts: u32, limits: &Limits) -> bool {
    wrong > limits.fleet_wrong && accounts > limits.fleet_accounts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_fifty_wrong_tries_on_more_than_thirty_accounts_look_like_an_attack() {
        let limits = Limits::default();
        assert!(looks_like_an_attack(51, 31, &limits));
        assert!(!looks_like_an_attack(50, 31, &limits));
        assert!(!looks_like_an_attack(51, 30, &limits));
    }
}
