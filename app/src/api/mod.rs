//! What a page can ask of the server: thin functions that find out who asks, let [`domain::desk`] do it and show
//! what came of it. Each answers a plain form and the browser's code alike.

mod desk;
mod done;
mod error;
mod links;
mod own;
mod view;

// `#[server]` makes a struct of a function's arguments, whose fields cannot be documented.
#[expect(missing_docs, reason = "the macro's fields")]
mod clear_pin;
#[expect(missing_docs, reason = "the macro's fields")]
mod confirm;
#[expect(missing_docs, reason = "the macro's fields")]
mod enter_code;
#[expect(missing_docs, reason = "the macro's fields")]
mod generate_pin;
#[expect(missing_docs, reason = "the macro's fields")]
mod keep_panel;
#[expect(missing_docs, reason = "the macro's fields")]
mod people;
#[expect(missing_docs, reason = "the macro's fields")]
mod report_verification;
#[expect(missing_docs, reason = "the macro's fields")]
mod show_pins;
#[expect(missing_docs, reason = "the macro's fields")]
mod sign_in;
mod sign_out;

#[cfg(feature = "ssr")]
mod activity;
#[cfg(feature = "ssr")]
pub mod client;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod cookie;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod notice;
#[cfg(feature = "ssr")]
mod present;
#[cfg(feature = "ssr")]
mod recent;
#[cfg(feature = "ssr")]
mod refusal;
#[cfg(feature = "ssr")]
mod sentences;
#[cfg(feature = "ssr")]
mod signed_in;
#[cfg(feature = "ssr")]
pub mod times;

pub use clear_pin::{ClearPin, clear_pin};
pub use confirm::{Confirm, confirm};
pub use desk::{
    LiftDailyLock, LiftSuspension, OpenReceipt, ReceiptView, Verdict, Verify, lift_daily_lock,
    lift_suspension, open_receipt, verify,
};
pub use done::Done;
pub use enter_code::{EnterCode, enter_code};
pub use error::ApiError;
pub use generate_pin::{GeneratePin, generate_pin};
pub use keep_panel::{KeepPanel, keep_panel};
pub use links::{
    AcceptInvitation, AskForReset, ResetPassword, accept_invitation, ask_for_reset, reset_password,
};
pub use own::{
    ChangePassword, ConfirmSecondFactor, EndOtherSessions, EndSession, KeepTimeZone, OfferSecondFactor,
    RemoveSecondFactor, RenewRecoveryCodes, change_password, confirm_second_factor, end_other_sessions,
    end_session, keep_time_zone, offer_second_factor, remove_second_factor, renew_recovery_codes,
};
pub use people::{
    AddContact, ChangeContact, ChangeRole, Invite, Leave, RemoveContact, RemovePerson, WithdrawInvitation,
    add_contact, change_contact, change_role, invite, leave, remove_contact, remove_person,
    withdraw_invitation,
};
pub use report_verification::{ReportVerification, report_verification};
pub use show_pins::{ShowPins, show_pins};
pub use sign_in::{SignIn, sign_in};
pub use sign_out::{SignOut, sign_out};
pub use view::{PanelView, PinsView, RowState, RowView};

#[cfg(feature = "ssr")]
pub use activity::{AskedActivity, HappeningView, Mark, happening_view};
#[cfg(feature = "ssr")]
pub use desk::{Answer, Answered, AskedTries, TryView, try_view};
#[cfg(feature = "ssr")]
pub use present::pins_view;
#[cfg(feature = "ssr")]
pub(crate) use present::span;
