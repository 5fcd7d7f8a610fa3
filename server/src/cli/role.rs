//! Roles as they are typed and printed.

use clap::ValueEnum;
use domain::person::{DeskRole, Role};

/// What someone is on an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RoleName {
    /// The account is theirs: they see and change PINs and people
    Holder,
    /// They see and change PINs, and do not change people
    SubAccount,
}

/// What someone is at the support desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DeskRoleName {
    /// Verifies PINs
    Agent,
    /// Verifies PINs and lifts locks
    Supervisor,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Holder => Self::Holder,
            RoleName::SubAccount => Self::SubAccount,
        }
    }
}

impl From<DeskRoleName> for DeskRole {
    fn from(name: DeskRoleName) -> Self {
        match name {
            DeskRoleName::Agent => Self::Agent,
            DeskRoleName::Supervisor => Self::Supervisor,
        }
    }
}

/// A role on an account, as it is typed.
pub(super) fn on_account(role: Role) -> &'static str {
    match role {
        Role::Holder => "holder",
        Role::SubAccount => "sub-account",
    }
}

/// A role at the support desk, as it is typed.
pub(super) fn at_desk(role: DeskRole) -> &'static str {
    match role {
        DeskRole::Agent => "agent",
        DeskRole::Supervisor => "supervisor",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_printed_as_it_is_typed() {
        let typed =
            |name: &dyn Fn() -> Option<clap::builder::PossibleValue>| name().unwrap().get_name().to_owned();
        for name in RoleName::value_variants() {
            assert_eq!(typed(&|| name.to_possible_value()), on_account((*name).into()));
        }
        for name in DeskRoleName::value_variants() {
            assert_eq!(typed(&|| name.to_possible_value()), at_desk((*name).into()));
        }
    }
}
