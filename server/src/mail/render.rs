//! A letter as a message that mail programs read: headers, and the same words as plain text and as HTML.

use std::time::{Duration, UNIX_EPOCH};

use domain::{
    mail::{Content, Letter},
    time::Timestamp,
};
use lettre::{
    Address, Message,
    message::{
        Body, Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};
use thiserror::Error;
use url::Host;

use super::{
    text::{self, Frame},
    wording,
};
use crate::config::PublicUrl;

/// The last moment that the header `Date` can tell, the end of the year 9999.
const END_OF_DATES: u64 = 253_402_300_799_000;

/// The longest line that mail servers must take, without its end (RFC 5322, 2.1.1).
const LONGEST_LINE: usize = 998;

/// The letter's address is none that mail can be sent to. Which one it is stays out of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the letter's address is none that mail can be sent to")]
pub struct NotRendered;

/// The letter as a message from this sender, made now, with links to this address.
///
/// # Errors
/// Where mail cannot be sent to the letter's address.
pub fn render(
    letter: &Letter,
    sender: &Mailbox,
    public_url: &PublicUrl,
    now: Timestamp,
) -> Result<Message, NotRendered> {
    let text = wording::of(letter, public_url);
    let frame = frame(letter, public_url);
    let header = |name, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
    Message::builder()
        .from(sender.clone())
        .to(reader(letter)?)
        .subject(text.subject.clone())
        .date(
            UNIX_EPOCH + Duration::from_millis(u64::try_from(now.as_millis()).unwrap_or(0).min(END_OF_DATES)),
        )
        .message_id(Some(message_id(letter, sender)))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .multipart(
            MultiPart::alternative()
                .singlepart(part(ContentType::TEXT_PLAIN, text.plain(&frame)))
                .singlepart(part(ContentType::TEXT_HTML, text.html(&frame))),
        )
        .map_err(|_| NotRendered)
}

fn frame(letter: &Letter, public_url: &PublicUrl) -> Frame {
    let name = letter.name.as_deref().map(text::name).filter(|name| !name.is_empty());
    Frame {
        greeting: name.map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name},")),
        closing: format!(
            "This mail was sent by the control panel at {public_url}. Answers to it are not read. Our mails never \
             contain a PIN, and support never asks for your password."
        ),
    }
}

/// One form of the text. Where it can, it travels as it is, so that a link in a mail that was written to a file can
/// be followed.
fn part(kind: ContentType, text: String) -> SinglePart {
    let fits = text.is_ascii() && text.lines().all(|line| line.len() <= LONGEST_LINE);
    let part = SinglePart::builder().header(kind);
    if !fits {
        return part.body(text);
    }
    let bytes = text.replace('\n', "\r\n").into_bytes();
    part.body(Body::dangerous_pre_encoded(bytes, ContentTransferEncoding::SevenBit))
}

/// Whom the letter is for. The name of a host beyond ASCII is spelled as the network spells it.
fn reader(letter: &Letter) -> Result<Mailbox, NotRendered> {
    let (user, host) = letter.to.as_str().rsplit_once('@').ok_or(NotRendered)?;
    let host = match Host::parse(host) {
        Ok(Host::Domain(name)) => name,
        _ => return Err(NotRendered),
    };
    let address = Address::new(user, host).map_err(|_| NotRendered)?;
    Ok(Mailbox::new(letter.name.as_deref().map(text::name).filter(|name| !name.is_empty()), address))
}

/// The same for each try of one letter, so that a mail program that gets it twice can show it once.
fn message_id(letter: &Letter, sender: &Mailbox) -> String {
    let made = match &letter.content {
        Content::OnAccount { at, .. } | Content::OnSignIn { at, .. } | Content::Alarm { at, .. } => at,
        Content::Invitation { expires_at, .. }
        | Content::PasswordReset { expires_at, .. }
        | Content::Welcome { expires_at, .. } => expires_at,
    };
    format!("<letter-{}.{}@{}>", letter.id.0, made.as_millis(), sender.email.domain())
}

#[cfg(test)]
mod tests;
