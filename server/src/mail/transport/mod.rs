//! The two ways by which letters leave: a mail server, or a folder where nobody has chosen one yet.

mod files;
mod smtp;

use domain::{mail::LetterId, time::Timestamp};
use lettre::Message;

use super::{MailError, Reason};

pub use files::Files;
pub use smtp::Smtp;

/// A way by which letters leave.
#[derive(Debug)]
pub enum Transport {
    /// To a mail server.
    Smtp(Smtp),
    /// Into a folder, a file for each.
    Files(Files),
}

impl Transport {
    /// Hands a letter's message on. When this returns well, others are answerable for it.
    ///
    /// # Errors
    /// See [`MailError`]; what was not certainly handed on counts as not handed on, and may arrive twice.
    pub async fn send(&self, id: LetterId, now: Timestamp, message: &Message) -> Result<(), MailError> {
        match self {
            Self::Smtp(smtp) => smtp.send(message).await,
            Self::Files(files) => {
                let written = files.write(id, now, message.formatted()).await;
                written.map_err(|error| MailError::Temporary(Reason::NotWritten(error)))
            }
        }
    }
}
