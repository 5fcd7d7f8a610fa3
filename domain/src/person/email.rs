//! E-mail addresses: what people sign in with, and where letters go.

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::text::is_invisible;

/// An e-mail address that someone signs in with, in lower case: people do not tell addresses apart by case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

/// The text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an e-mail address looks like name@example.com")]
pub struct NotAnEmail;

impl Email {
    /// The longest address that mail can be sent to (RFC 5321, 4.5.3.1.3, less the angle brackets).
    pub const MAX_LENGTH: usize = 254;
    /// The longest part before the @ (RFC 5321, 4.5.3.1.1).
    const MAX_NAME: usize = 64;
    /// The longest part of a host between two dots (RFC 1035, 2.3.4).
    const MAX_LABEL: usize = 63;

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().to_lowercase();
        let (name, host) = text.split_once('@').ok_or(NotAnEmail)?;
        let fits = text.len() <= Self::MAX_LENGTH
            && name.len() <= Self::MAX_NAME
            && name.split('.').all(is_atom)
            && host.split('.').all(is_label);
        if fits { Ok(Self(text)) } else { Err(NotAnEmail) }
    }
}

/// Whether this may stand between the dots before the @ (RFC 5322, 3.2.3, and RFC 6531 for other scripts). What needs
/// quotes, or is a quote that markup knows, is left out.
fn is_atom(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| is_letter_or_digit(c) || "!#$%&'*+-/=?^_{|}~".contains(c))
}

/// Whether this may stand between the dots of a host (RFC 1123, 2.1, and RFC 5890 for other scripts).
fn is_label(part: &str) -> bool {
    !part.is_empty()
        && part.len() <= Email::MAX_LABEL
        && !part.starts_with('-')
        && !part.ends_with('-')
        && part.chars().all(|c| is_letter_or_digit(c) || c == '-')
}

/// Some letters show nothing, such as the fillers of Hangul.
fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric() && !is_invisible(c)
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_is_trimmed_and_lowered() {
        assert_eq!(" Sam@Shared.Example ".parse::<Email>().unwrap().as_str(), "sam@shared.example");
    }

    #[test]
    fn what_is_no_email_is_refused() {
        for text in ["", "sam", "@", "sam@", "@shared.example", "a@b@c", "a b@c", "a\n@c", &"a".repeat(300)] {
            assert_eq!(text.parse::<Email>(), Err(NotAnEmail), "{text:?}");
        }
    }

    #[test]
    fn mail_can_be_addressed_to_it() {
        for text in
            ["o'brien+pins@a-b.example", "a.b@localhost", "1_2@3.4", "zoë@münchen.example", "山田@例え.jp"]
        {
            assert_eq!(text.parse::<Email>().unwrap().as_str(), text);
        }
        for text in [
            ".a@c",
            "a.@c",
            "a..b@c",
            "a@.c",
            "a@c.",
            "a@b..c",
            "a@-c",
            "a@c-",
            "a@b.-c",
            "a@b-.c",
            "a@b_c",
            "a@[::1]",
            "a(b)@c",
            "a,b@c",
            "a<b@c",
            "a;b@c",
            "a\\b@c",
            "a:b@c",
            "sam@shared.example>",
        ] {
            assert_eq!(text.parse::<Email>(), Err(NotAnEmail), "{text:?}");
        }
    }

    #[test]
    fn quotes_and_what_cannot_be_seen_are_refused_on_both_sides() {
        for c in [
            '"', '`', '“', '’', '\0', '\t', '\u{A0}', '\u{200B}', '\u{200D}', '\u{202E}', '\u{2066}',
            '\u{3164}',
        ] {
            for text in [format!("a{c}b@c.example"), format!("a@b{c}c.example")] {
                assert_eq!(text.parse::<Email>(), Err(NotAnEmail), "{text:?}");
            }
        }
    }

    #[test]
    fn each_part_has_a_longest_length() {
        let of = |name: usize, labels: [usize; 3]| {
            let host = labels.map(|length| "b".repeat(length)).join(".");
            format!("{}@{host}", "a".repeat(name)).parse::<Email>()
        };
        assert_eq!(of(64, [63, 63, 61]).unwrap().as_str().len(), Email::MAX_LENGTH);
        assert_eq!(of(64, [63, 63, 62]), Err(NotAnEmail));
        assert_eq!(of(65, [1, 1, 1]), Err(NotAnEmail));
        assert_eq!(of(1, [64, 1, 1]), Err(NotAnEmail));
    }

    #[test]
    fn an_email_prints_as_it_is_kept() {
        assert_eq!("Sam@Shared.Example".parse::<Email>().unwrap().to_string(), "sam@shared.example");
    }
}
