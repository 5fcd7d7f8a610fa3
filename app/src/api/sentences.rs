//! What went wrong with forms that only pages have: the browser's code never says it, and need not carry it.

use super::ApiError;

/// What happened and what to do, for an error that no island says.
pub(super) const fn sentence(error: ApiError) -> &'static str {
    match error {
        ApiError::WrongSignIn => "That email and password don’t match. Check both and try again.",
        ApiError::IncompleteSignIn => "Enter both your email and your password.",
        ApiError::TooManyFailures => {
            "Too many attempts went wrong. Wait a moment and try again, or choose a new password by mail."
        }
        ApiError::WrongPassword => "That password isn’t right. Check it and try again.",
        ApiError::WrongCode => "That code isn’t right. Wait for the next one in your app and type that.",
        ApiError::CodeTooLate => "That took too long. Sign in again with your email and password.",
        ApiError::NotProved => "Confirm that it’s you first, then try again. Nothing was changed.",
        ApiError::SecondFactorNotNow => {
            "Your second factor isn’t in a state for that. What you see now is the current state."
        }
        ApiError::NotAllowed => "Only account holders can change this. Ask one of them to do it.",
        ApiError::LastHolder => {
            "An account needs at least one account holder. Make someone else an account holder first."
        }
        ApiError::AlreadyThere => "Someone with that email already has access to this account.",
        ApiError::NotThere => "That isn’t there any more. What you see now is the current list.",
        ApiError::TooManyInvitations => {
            "This account has too many open invitations. Withdraw some that you don’t need any more."
        }
        ApiError::DeadLink => {
            "It was used, replaced or withdrawn, or its time is over. Ask for a new one, and use the link in the \
             latest mail."
        }
        ApiError::NotForAccounts => {
            "This email can’t be used for accounts here. Ask for an invitation to another email."
        }
        ApiError::BadEmail => "Enter an email such as name@example.com.",
        ApiError::BadName => {
            "Enter a name of at most 100 letters, without line breaks or invisible characters."
        }
        ApiError::BadPhone => "Enter a phone number with at least 5 digits, such as +44 20 7946 0000.",
        ApiError::BadNote => "Enter a note of at most 500 letters, without invisible characters.",
        ApiError::ContactUnreachable => {
            "Enter an email or a phone number, so that the contact can be reached."
        }
        ApiError::BadTimeZone => "Choose a time zone from the list.",
        ApiError::PasswordTooShort => "Choose a password of at least 8 characters; 15 or more are better.",
        ApiError::PasswordTooLong => "Choose a password of at most 128 characters.",
        ApiError::PasswordTooCommon => {
            "That password is one of the most common, and would be guessed first. Choose another one."
        }
        ApiError::PasswordOwnName => {
            "That password is too close to a name that goes with your account. Choose another one."
        }
        ApiError::PasswordUnprintable => "Choose a password of letters, digits, signs and spaces.",
        ApiError::BadAccount => {
            "Enter an account number: up to 12 digits, the first of them no 0. Nothing was counted."
        }
        ApiError::BadPin => {
            "Enter all digits of the PIN and nothing else: 5, unless longer PINs are set up here. Nothing was counted."
        }
        ApiError::BadChannel => "Choose how the caller reaches you: phone or chat. Nothing was counted.",
        ApiError::BadCaller => {
            "Enter a contact of at most 100 letters, without invisible characters, or none. Nothing was counted."
        }
        ApiError::BadTicket => {
            "Enter a ticket of at most 100 letters, without invisible characters, or none. Nothing was counted."
        }
        ApiError::Suspended => {
            "You are suspended after too many wrong PINs. Until another supervisor or the operator lifts that, you can \
             verify nobody, open no receipt and lift nothing. Nothing was compared or changed."
        }
        ApiError::TriesUnderWay => {
            "Another try is being settled at this moment. Nothing was counted; try again in a second."
        }
        ApiError::CannotVerify => {
            "Nobody can be verified at the moment, because the server’s clock is being set right. Please try again \
             later."
        }
        ApiError::NoVerdict => {
            "What came of this try isn’t known, so the caller is not verified. It may count as a wrong one. Please try \
             again shortly."
        }
        ApiError::FormUsed => "This form was sent before, and nothing was compared now. Type the PIN again.",
        ApiError::FormUnderWay => {
            "Your first press is still being settled. Type the same PIN and press Verify again in a moment: it counts \
             once."
        }
        ApiError::CannotLift => {
            "Nothing can be lifted at the moment, because the server’s clock is being set right. Please try again \
             later."
        }
        ApiError::BadReceipt => "Enter the receipt’s 8 letters and digits, such as 7K3M 9Q2F.",
        ApiError::BadReceiptAccount => {
            "Enter the account number that your colleague gave you with the receipt."
        }
        ApiError::NoReceipt => {
            "There is no such receipt on this account. Check both with your colleague, or ask the caller for a PIN."
        }
        ApiError::BadReason => "Say why in a line of at most 200 letters. Nothing was lifted.",
        ApiError::NoSuchAccount => "There is no account of that number. Nothing was lifted.",
        ApiError::NotLocked => {
            "This account isn’t locked for the day, so there is nothing to lift. Another lock ends when the customer \
             generates a new PIN."
        }
        ApiError::LiftedBefore => {
            "This account’s lock was lifted within the last 24 hours, and can’t be lifted again yet."
        }
        ApiError::NotSuspended => {
            "This agent isn’t suspended any more. What you see now is the current list."
        }
        ApiError::OwnSuspension => {
            "Nobody lifts their own suspension. Ask another supervisor or the operator."
        }
        // The others have theirs in [`ApiError::sentence`].
        _ => ApiError::Internal.sentence(),
    }
}
