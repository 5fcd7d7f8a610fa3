//! What an error is to programs and as a heading.

use super::ApiError;

impl ApiError {
    /// The HTTP status that goes with it.
    pub const fn status(self) -> u16 {
        match self {
            Self::SignedOut | Self::WrongSignIn | Self::WrongCode | Self::CodeTooLate => 401,
            Self::IncompleteSignIn
            | Self::BadField
            | Self::BadEmail
            | Self::BadName
            | Self::BadPhone
            | Self::BadNote
            | Self::ContactUnreachable
            | Self::BadTimeZone
            | Self::BadAccount
            | Self::BadPin
            | Self::BadChannel
            | Self::BadCaller
            | Self::BadTicket
            | Self::BadReceipt
            | Self::BadReceiptAccount
            | Self::BadReason
            | Self::FormUsed
            | Self::PasswordTooShort
            | Self::PasswordTooLong
            | Self::PasswordTooCommon
            | Self::PasswordOwnName
            | Self::PasswordUnprintable => 422,
            Self::NotFound | Self::DeadLink | Self::NoReceipt | Self::NoSuchAccount => 404,
            Self::PinChanged
            | Self::SecondFactorNotNow
            | Self::LastHolder
            | Self::AlreadyThere
            | Self::NotThere
            | Self::NotForAccounts
            | Self::NotLocked
            | Self::LiftedBefore
            | Self::NotSuspended => 409,
            Self::TooManyGenerates | Self::TooManyFailures | Self::TooManyInvitations => 429,
            Self::NotProved
            | Self::WrongPassword
            | Self::NeedsSecondFactor
            | Self::NotAllowed
            | Self::OwnSuspension
            | Self::Suspended => 403,
            Self::BadForm => 400,
            Self::NotAForm => 415,
            Self::TooLarge => 413,
            Self::CrossSite => 403,
            Self::WrongMethod => 405,
            Self::WrongHost => 421,
            Self::Unavailable
            | Self::NotSaved
            | Self::ClockBehind
            | Self::TriesUnderWay
            | Self::CannotVerify
            | Self::FormUnderWay
            | Self::CannotLift
            | Self::NoVerdict => 503,
            Self::Internal => 500,
        }
    }

    /// What it is, as a heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::SignedOut
            | Self::WrongSignIn
            | Self::IncompleteSignIn
            | Self::WrongCode
            | Self::CodeTooLate
            | Self::TooManyFailures => "Not signed in",
            Self::NotProved | Self::WrongPassword | Self::NeedsSecondFactor => "One more step",
            Self::SecondFactorNotNow
            | Self::NotAllowed
            | Self::LastHolder
            | Self::AlreadyThere
            | Self::NotThere
            | Self::TooManyInvitations
            | Self::NotForAccounts
            | Self::BadEmail
            | Self::BadName
            | Self::BadPhone
            | Self::BadNote
            | Self::ContactUnreachable
            | Self::BadTimeZone
            | Self::BadAccount
            | Self::BadPin
            | Self::BadChannel
            | Self::BadCaller
            | Self::BadTicket
            | Self::BadReceipt
            | Self::BadReceiptAccount
            | Self::NoReceipt
            | Self::BadReason
            | Self::FormUsed
            | Self::NoSuchAccount
            | Self::NotLocked
            | Self::LiftedBefore
            | Self::NotSuspended
            | Self::OwnSuspension
            | Self::PasswordTooShort
            | Self::PasswordTooLong
            | Self::PasswordTooCommon
            | Self::PasswordOwnName
            | Self::PasswordUnprintable => "That can’t be done",
            Self::Suspended => "Suspended",
            Self::DeadLink => "This link no longer works",
            Self::NotFound => "Page not found",
            Self::PinChanged => "The PIN has changed",
            Self::TooManyGenerates => "Too many new PINs",
            Self::BadField | Self::BadForm | Self::NotAForm | Self::TooLarge => "That form can’t be used",
            Self::CrossSite | Self::WrongMethod | Self::WrongHost => "Request refused",
            Self::Unavailable
            | Self::NotSaved
            | Self::ClockBehind
            | Self::TriesUnderWay
            | Self::CannotVerify
            | Self::FormUnderWay
            | Self::CannotLift
            | Self::NoVerdict => "Not available right now",
            Self::Internal => "Something went wrong",
        }
    }
}
