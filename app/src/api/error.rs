//! Why something was not done: on the wire a code, on the screen a sentence, to programs a status.

mod status;

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::{Bytes, codec::JsonEncoding},
};
use serde::{Deserialize, Serialize, de::IgnoredAny};

/// Why the server did not do what it was asked. Nothing has changed in any of these cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// No session, or one that is over.
    SignedOut,
    /// Wrong e-mail or password.
    WrongSignIn,
    /// E-mail or password was left empty.
    IncompleteSignIn,
    /// Too many sign-ins, codes or resets went wrong.
    TooManyFailures,
    /// The password of someone who is signed in is wrong.
    WrongPassword,
    /// The code is wrong, or was used before.
    WrongCode,
    /// No right password waits for a code any more.
    CodeTooLate,
    /// The person must prove once more who they are.
    NotProved,
    /// The support desk's people need a second factor before anything else.
    NeedsSecondFactor,
    /// A second factor is on already, or none is offered.
    SecondFactorNotNow,
    /// There is nothing there, or nothing that this person may see.
    NotFound,
    /// Only account holders may do that.
    NotAllowed,
    /// An account keeps at least one holder.
    LastHolder,
    /// They have access to the account already.
    AlreadyThere,
    /// The person, invitation or sub-contact is not there any more.
    NotThere,
    /// Too many invitations are open.
    TooManyInvitations,
    /// The link of a mail leads nowhere.
    DeadLink,
    /// The address of an invitation cannot act for accounts.
    NotForAccounts,
    /// The text is no e-mail address.
    BadEmail,
    /// The text is no name.
    BadName,
    /// The text is no phone number.
    BadPhone,
    /// The text is no note.
    BadNote,
    /// A sub-contact needs an e-mail address or a phone number.
    ContactUnreachable,
    /// There is no such time zone.
    BadTimeZone,
    /// The password is too short.
    PasswordTooShort,
    /// The password is too long.
    PasswordTooLong,
    /// The password is among the most common.
    PasswordTooCommon,
    /// The password is a name that goes with the account.
    PasswordOwnName,
    /// The password holds what no keyboard types.
    PasswordUnprintable,
    /// Another PIN is live than the page showed.
    PinChanged,
    /// The account has generated as many PINs within an hour as it may.
    TooManyGenerates,
    /// The server's clock cannot be trusted, so nothing is done that depends on time.
    ClockBehind,
    /// The text is no account number.
    BadAccount,
    /// The text is no PIN. It was never a try.
    BadPin,
    /// No channel is chosen.
    BadChannel,
    /// The text does not name a caller.
    BadCaller,
    /// The text does not name a ticket.
    BadTicket,
    /// The agent may verify nothing after too many wrong tries.
    Suspended,
    /// Other tries may use up what is left.
    TriesUnderWay,
    /// The server's clock cannot be trusted, so nobody is verified.
    CannotVerify,
    /// What came of a try is not known.
    NoVerdict,
    /// A form of the desk was sent before, with other digits, or what came of it holds no more.
    FormUsed,
    /// The same form is under way.
    FormUnderWay,
    /// The text is no receipt's number.
    BadReceipt,
    /// The text beside a receipt's number is no account number.
    BadReceiptAccount,
    /// There is no such receipt on that account.
    NoReceipt,
    /// The text is no reason.
    BadReason,
    /// There is no such account, said to someone who may know.
    NoSuchAccount,
    /// The account has no lock of the day.
    NotLocked,
    /// The lock of the day was lifted within the last day.
    LiftedBefore,
    /// The agent is not suspended.
    NotSuspended,
    /// Nobody lifts their own suspension.
    OwnSuspension,
    /// The server's clock cannot be trusted, so nothing is lifted.
    CannotLift,
    /// A field is missing or holds what it cannot hold.
    BadField,
    /// The body is no form, or a broken one.
    BadForm,
    /// The body is said to be something else than a form.
    NotAForm,
    /// The body is larger than any form of ours.
    TooLarge,
    /// The form came from another site, or nothing says where it came from.
    CrossSite,
    /// The address takes other methods than this one.
    WrongMethod,
    /// The request was made for another host.
    WrongHost,
    /// The database is busy or gone.
    Unavailable,
    /// The database cannot be written.
    NotSaved,
    /// Something that should not happen did.
    Internal,
}

impl ApiError {
    /// What happened and what to do, for the person at the screen.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::SignedOut => "Your session has ended. Sign in again to go on.",
            Self::NeedsSecondFactor => {
                "Add a second factor to your sign-in first. The support desk needs one."
            }
            Self::NotFound => "There is no such page, or you don’t have access to it.",
            Self::PinChanged => {
                "This PIN was changed from somewhere else. What you see now is the current state; \
                 nothing was changed by your click."
            }
            Self::TooManyGenerates => {
                "This account has generated too many PINs within an hour. Nothing was changed, so a PIN \
                 that you have still works. Please try again later."
            }
            Self::BadField => {
                "A field of the form is missing or not valid. Go back, reload the page and try again."
            }
            Self::BadForm => {
                "The request doesn’t hold a form that can be read. Reload the page and try again."
            }
            Self::NotAForm => {
                "The request doesn’t hold a form. Send the fields as application/x-www-form-urlencoded."
            }
            Self::TooLarge => "The request is too large. The forms here are far smaller.",
            Self::CrossSite => {
                "The request didn’t come from this site’s own page. Open the page and try again there."
            }
            Self::WrongMethod => {
                "This address can’t be opened like a page. Use the buttons on your account’s page."
            }
            Self::WrongHost => "The request was meant for another address than this server’s.",
            Self::Unavailable => {
                "The service is busy at the moment. Nothing was changed; please try again shortly."
            }
            Self::ClockBehind => {
                "One-Time PINs can’t be generated at the moment, because the server’s clock is being set right. \
                 Nothing was changed; please try again later, or use a Master PIN."
            }
            Self::NotSaved => "The change couldn’t be saved, so nothing was changed. Please try again later.",
            Self::Internal => "This is our fault, and nothing was changed. Please try again.",
            #[cfg(feature = "ssr")]
            other => super::sentences::sentence(other),
            // Said by pages, which only the server renders.
            #[cfg(not(feature = "ssr"))]
            _ => Self::Internal.sentence(),
        }
    }
}

impl ApiError {
    /// Whether the page with the form says it, since it can be mended or tried again there. Everything else has a page
    /// of its own.
    pub const fn is_said_beside_the_form(self) -> bool {
        !matches!(
            self,
            Self::NotFound
                | Self::NeedsSecondFactor
                | Self::BadField
                | Self::BadForm
                | Self::NotAForm
                | Self::TooLarge
                | Self::CrossSite
                | Self::WrongMethod
                | Self::WrongHost
        )
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::BadField,
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Request(_) => Self::BadForm,
            _ => Self::Internal,
        }
    }

    fn ser(&self) -> Bytes {
        // The one place where every error of a server function passes on its way out.
        #[cfg(feature = "ssr")]
        super::context::answer_with_status_of(*self);
        let sentence = self.sentence();
        serde_json::to_vec(&Wire { error: *self, message: sentence }).unwrap_or_default().into()
    }

    fn de(data: Bytes) -> Self {
        serde_json::from_slice::<Wire<IgnoredAny>>(&data).map_or(Self::Internal, |wire| wire.error)
    }
}

/// The error as it travels: a code for programs and a sentence for people.
#[derive(Serialize, Deserialize)]
struct Wire<M> {
    error: ApiError,
    message: M,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_survives_the_wire_and_carries_its_sentence() {
        let sent = ApiError::PinChanged.ser();
        assert!(String::from_utf8_lossy(&sent).contains(r#""error":"pin_changed""#));
        assert!(String::from_utf8_lossy(&sent).contains("current state"));
        assert_eq!(ApiError::de(sent), ApiError::PinChanged);
    }

    #[test]
    fn what_is_no_error_of_ours_is_our_fault() {
        assert_eq!(ApiError::de(Bytes::from_static(b"<h1>Bad gateway</h1>")), ApiError::Internal);
    }
}
