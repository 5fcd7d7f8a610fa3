//! Handing letters to a mail server, one connection for each: there are few.
//!
//! The steps are taken one by one, since what a refusal means depends on the step: a wrong password of ours must
//! not make a letter undeliverable, and a full mailbox must not stop the others.

use std::{fmt, time::Duration};

use lettre::{
    Message,
    transport::smtp::{
        Error,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailParameter},
        response::{Category, Severity},
    },
};
use tokio::time::timeout;

use crate::{
    config::{Encryption, SmtpUrl},
    mail::{MailError, Reason, Step},
};

/// How long one step may take. Mail servers near us answer at once; the letter is tried again later.
const PATIENCE: Duration = Duration::from_secs(10);

/// A mail server, and how to speak with it.
pub struct Smtp {
    url: SmtpUrl,
    encryption: Encryption,
    tls: Option<TlsParameters>,
    patience: Duration,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Smtp").field(&self.url).finish()
    }
}

impl Smtp {
    /// Takes the mail server. It is not spoken with yet: the server starts while mail is down.
    ///
    /// # Errors
    /// Where encryption cannot be set up, such as for want of the system's certificates.
    pub fn open(url: SmtpUrl) -> Result<Self, Error> {
        let encryption = url.encryption();
        let tls = match encryption {
            Encryption::None => None,
            Encryption::Tls | Encryption::StartTls => Some(TlsParameters::new(url.host())?),
        };
        Ok(Self { url, encryption, tls, patience: PATIENCE })
    }

    /// Host and port.
    pub fn address(&self) -> String {
        self.url.address()
    }

    pub(super) async fn send(&self, message: &Message) -> Result<(), MailError> {
        let mut connection = self.connect().await?;
        let handed_over = self.hand_over(&mut connection, message).await;
        // The server has answered already. Whether it also hears us leave changes nothing.
        timeout(self.patience, connection.abort()).await.ok();
        handed_over
    }

    /// A connection on which letters can be handed over: encrypted and signed in, as the address says.
    async fn connect(&self) -> Result<AsyncSmtpConnection, MailError> {
        let hello = ClientId::default();
        let wrapped = self.tls.clone().filter(|_| self.encryption == Encryption::Tls);
        let server = (self.url.host(), self.url.port());
        let connecting =
            AsyncSmtpConnection::connect_tokio1(server, Some(self.patience), &hello, wrapped, None);
        let mut connection = self.step(Step::Connecting, connecting).await?;
        if let (Encryption::StartTls, Some(tls)) = (self.encryption, &self.tls) {
            self.step(Step::Encrypting, connection.starttls(tls.clone(), &hello)).await?;
        }
        if let Some((user, password)) = self.url.reveal_sign_in() {
            let credentials = Credentials::new(user.to_owned(), password.to_owned());
            self.step(Step::SigningIn, connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials))
                .await?;
        }
        Ok(connection)
    }

    async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        message: &Message,
    ) -> Result<(), MailError> {
        let (envelope, content) = (message.envelope(), message.formatted());
        let mut options = Vec::new();
        // Words are encoded, so that only an address can be beyond ASCII (RFC 6531).
        if !content.is_ascii() {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(MailError::Permanent(Reason::BeyondAscii));
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        let sender = Mail::new(envelope.from().cloned(), options);
        self.step(Step::NamingSender, connection.command(sender)).await?;
        for reader in envelope.to() {
            let reader = Rcpt::new(reader.clone(), Vec::new());
            self.step(Step::NamingReader, connection.command(reader)).await?;
        }
        self.step(Step::HandingOver, connection.command(Data)).await?;
        self.step(Step::HandingOver, connection.message(&content)).await?;
        Ok(())
    }

    async fn step<T>(
        &self,
        step: Step,
        taking: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, MailError> {
        match timeout(self.patience, taking).await {
            Ok(taken) => taken.map_err(|error| refusal(step, &error)),
            Err(_) => Err(MailError::Temporary(Reason::Silent(step))),
        }
    }
}

/// What an error at this step means. The server's words are left out: they tend to repeat the address.
fn refusal(step: Step, error: &Error) -> MailError {
    let Some(code) = error.status() else {
        let said =
            if error.is_response() { "it gave no answer that can be read".into() } else { error.to_string() };
        return MailError::Temporary(Reason::Broken { step, said });
    };
    let reason = Reason::Refused { step, code: code.into() };
    // 55x is about a mailbox or a message; the other refusals are about how the two servers get on.
    let for_good = code.severity == Severity::PermanentNegativeCompletion
        && (code.category == Category::MailSystem)
        && step.is_about_the_letter();
    if for_good { MailError::Permanent(reason) } else { MailError::Temporary(reason) }
}

#[cfg(test)]
mod tests;
