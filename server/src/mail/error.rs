//! Why a letter did not leave. Nothing here names whom it was for or repeats what a mail server says, since that
//! may name them too: the letter's number is enough to find it.

use std::{fmt, io};

use thiserror::Error;

/// Why a letter did not leave.
#[derive(Debug, Error)]
pub enum MailError {
    /// Not this time: the same letter may leave later.
    #[error("the letter did not leave, and is worth another try: {0}")]
    Temporary(Reason),
    /// Never: this letter, or its reader, is refused for good.
    #[error("the letter was refused for good: {0}")]
    Permanent(Reason),
}

/// What stood in a letter's way.
#[derive(Debug, Error)]
pub enum Reason {
    /// There is no mailbox of that kind.
    #[error("its address is none that mail can be sent to")]
    Address,
    /// The mail server does not take addresses beyond ASCII.
    #[error("the mail server takes no address with letters beyond ASCII")]
    BeyondAscii,
    /// The mail server did not answer.
    #[error("the mail server did not answer in time, when {0}")]
    Silent(Step),
    /// The mail server could not be spoken with.
    #[error("the mail server could not be spoken with, when {step}: {said}")]
    Broken {
        /// What was being done.
        step: Step,
        /// What the system or the encryption said.
        said: String,
    },
    /// The mail server said no.
    #[error("the mail server answered {code}, when {step}")]
    Refused {
        /// What was being done.
        step: Step,
        /// The server's code (RFC 5321, 4.2.3).
        code: u16,
    },
    /// It was not written to the folder.
    #[error("it cannot be written to the folder for mails: {0}")]
    NotWritten(#[source] io::Error),
}

/// A step of handing a letter to a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reaching it.
    Connecting,
    /// Agreeing on encryption.
    Encrypting,
    /// Showing user and password.
    SigningIn,
    /// Naming whom the letter is from.
    NamingSender,
    /// Naming whom it is for.
    NamingReader,
    /// Handing it over.
    HandingOver,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connecting => "it was reached",
            Self::Encrypting => "the connection was to be encrypted",
            Self::SigningIn => "it was shown user and password",
            Self::NamingSender => "it was told the sender",
            Self::NamingReader => "it was told the reader",
            Self::HandingOver => "it was handed the letter",
        })
    }
}

impl Step {
    /// Whether a refusal at this step is about the letter or its reader, and not about the two servers.
    pub(super) fn is_about_the_letter(self) -> bool {
        matches!(self, Self::NamingReader | Self::HandingOver)
    }
}
