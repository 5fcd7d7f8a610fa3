//! Who may do what on an account: one table, which the use cases ask and the tests read.

use crate::person::Role;

/// Something that can be done on an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See the account's home page and the PINs on it.
    SeePins,
    /// Generate a PIN of either kind.
    GeneratePin,
    /// Clear a PIN of either kind.
    ClearPin,
}

/// Each action, and the roles that may do it. Who is not named may not.
pub const TABLE: [(Action, &[Role]); 3] = [
    (Action::SeePins, &[Role::Holder, Role::SubAccount]),
    (Action::GeneratePin, &[Role::Holder, Role::SubAccount]),
    (Action::ClearPin, &[Role::Holder, Role::SubAccount]),
];

/// Whether someone with this role on the account may do this there. Without a role, nobody may do anything.
pub fn may(role: Option<Role>, action: Action) -> bool {
    role.is_some_and(|role| TABLE.iter().any(|(listed, roles)| *listed == action && roles.contains(&role)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_and_sub_accounts_may_do_everything_with_pins_and_strangers_nothing() {
        for action in [Action::SeePins, Action::GeneratePin, Action::ClearPin] {
            assert!(may(Some(Role::Holder), action));
            assert!(may(Some(Role::SubAccount), action));
            assert!(!may(None, action));
        }
    }
}
