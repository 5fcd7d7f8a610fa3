//! Who may do what: one table, which the use cases ask and the tests read.

use crate::person::{DeskRole, Role};

/// Something that can be done, on an account or at the support desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See the account's home page and the PINs on it.
    SeePins,
    /// Generate a PIN of either kind.
    GeneratePin,
    /// Clear a PIN of either kind.
    ClearPin,
    /// Read what happened to the account's PINs.
    ReadHistory,
    /// Say that a verification was none of the account's.
    ReportVerification,
    /// See who may act for the account, and its sub-contacts.
    SeePeople,
    /// Invite people, change their roles, end their access, and change the list of sub-contacts.
    ChangePeople,
    /// Give up one's own access.
    Leave,
    /// Have a PIN verified that a caller reads out.
    Verify,
    /// Open the receipt of a caller whom a colleague verified.
    OpenReceipt,
    /// Lift an account's daily lock.
    LiftDailyLock,
    /// Lift another agent's suspension.
    LiftSuspension,
    /// Read the desk's history.
    ReadDeskHistory,
}

const ACCOUNT: &[Role] = &[Role::Holder, Role::SubAccount];
const HOLDER: &[Role] = &[Role::Holder];
const DESK: &[DeskRole] = &[DeskRole::Agent, DeskRole::Supervisor];
const SUPERVISOR: &[DeskRole] = &[DeskRole::Supervisor];

/// Each action, the account's roles that may do it and the desk's. Who is not named may not: nobody at the desk
/// sees, generates or clears a PIN (requirement V7).
pub const TABLE: [(Action, &[Role], &[DeskRole]); 13] = [
    (Action::SeePins, ACCOUNT, &[]),
    (Action::GeneratePin, ACCOUNT, &[]),
    (Action::ClearPin, ACCOUNT, &[]),
    (Action::ReadHistory, ACCOUNT, &[]),
    (Action::ReportVerification, ACCOUNT, &[]),
    (Action::SeePeople, ACCOUNT, &[]),
    (Action::ChangePeople, HOLDER, &[]),
    (Action::Leave, ACCOUNT, &[]),
    (Action::Verify, &[], DESK),
    (Action::OpenReceipt, &[], DESK),
    (Action::LiftDailyLock, &[], SUPERVISOR),
    (Action::LiftSuspension, &[], SUPERVISOR),
    (Action::ReadDeskHistory, &[], SUPERVISOR),
];

/// Whether someone with this role on the account may do this there. Without a role, nobody may do anything.
pub fn may(role: Option<Role>, action: Action) -> bool {
    role.is_some_and(|role| TABLE.iter().any(|(listed, roles, _)| *listed == action && roles.contains(&role)))
}

/// Whether someone with this role at the support desk may do this.
pub fn may_at_desk(role: Option<DeskRole>, action: Action) -> bool {
    role.is_some_and(|role| TABLE.iter().any(|(listed, _, roles)| *listed == action && roles.contains(&role)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_and_sub_accounts_may_do_everything_with_pins_and_strangers_nothing() {
        for action in [
            Action::SeePins,
            Action::GeneratePin,
            Action::ClearPin,
            Action::ReadHistory,
            Action::ReportVerification,
            Action::SeePeople,
            Action::Leave,
        ] {
            assert!(may(Some(Role::Holder), action));
            assert!(may(Some(Role::SubAccount), action));
            assert!(!may(None, action));
            assert!(!may_at_desk(Some(DeskRole::Agent), action), "{action:?}");
            assert!(!may_at_desk(Some(DeskRole::Supervisor), action), "{action:?}");
        }
    }

    #[test]
    fn only_holders_change_people() {
        assert!(may(Some(Role::Holder), Action::ChangePeople));
        assert!(!may(Some(Role::SubAccount), Action::ChangePeople));
        assert!(!may(None, Action::ChangePeople));
        assert!(!may_at_desk(Some(DeskRole::Supervisor), Action::ChangePeople));
    }

    #[test]
    fn agents_verify_and_open_receipts_and_only_supervisors_lift() {
        for action in [Action::Verify, Action::OpenReceipt] {
            assert!(may_at_desk(Some(DeskRole::Agent), action));
            assert!(may_at_desk(Some(DeskRole::Supervisor), action));
            assert!(!may_at_desk(None, action));
            assert!(!may(Some(Role::Holder), action));
        }
        for action in [Action::LiftDailyLock, Action::LiftSuspension, Action::ReadDeskHistory] {
            assert!(may_at_desk(Some(DeskRole::Supervisor), action));
            assert!(!may_at_desk(Some(DeskRole::Agent), action));
            assert!(!may(Some(Role::Holder), action));
        }
    }

    #[test]
    fn each_action_stands_in_the_table_once() {
        for (index, (action, _, _)) in TABLE.iter().enumerate() {
            assert!(TABLE[index + 1..].iter().all(|(other, _, _)| other != action), "{action:?}");
        }
    }
}
