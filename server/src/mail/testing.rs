//! Letters to try, and a reader of messages that knows just enough of MIME to see what a mail program would show.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{
    account::Account,
    history::Notice,
    mail::{Content, Letter, LetterId, SignInChange},
    person::Role,
    pin::PinKind,
    time::Timestamp,
    token::Token,
};
use lettre::Message;

/// 24 November 2026, 10:11:12.345 UTC.
pub(super) const NOW: Timestamp = Timestamp::from_millis(1_795_515_072_345);
/// As a token prints that is made of these bytes.
pub(super) const TOKEN: &str = "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a";

pub(super) fn token() -> Token {
    Token::of([0x5a; 32])
}

pub(super) fn account(name: &str) -> Account {
    Account { number: "10001".parse().unwrap(), name: name.to_owned() }
}

/// A letter to Sam with this content.
pub(super) fn letter(content: Content) -> Letter {
    Letter {
        id: LetterId(17),
        to: "sam@shared.example".parse().unwrap(),
        name: Some("Sam Shore".to_owned()),
        time_zone: Some("Europe/Berlin".to_owned()),
        content,
    }
}

pub(super) fn on_account(name: &str, notice: Notice, about: Option<&str>) -> Content {
    Content::OnAccount { account: account(name), notice, about: about.map(str::to_owned), at: NOW }
}

pub(super) fn invitation(name: &str, by: &str) -> Content {
    let (account, role) = (account(name), Role::SubAccount);
    Content::Invitation { account, by: by.to_owned(), role, link: token(), expires_at: NOW }
}

/// One notice of each sort, and each kind and role that there is.
pub(super) fn notices() -> Vec<Notice> {
    let mut notices = vec![
        Notice::WrongTries,
        Notice::Locked,
        Notice::WornOut,
        Notice::Reported,
        Notice::AccessEnded { person: 7 },
        Notice::ContactRemoved { cleared: true },
        Notice::ContactRemoved { cleared: false },
        Notice::Disabled,
        Notice::Enabled,
    ];
    for kind in PinKind::ALL {
        notices.extend([
            Notice::Generated { kind },
            Notice::Cleared { kind },
            Notice::Used { kind },
            Notice::UsedAfterWrongTries { kind },
        ]);
    }
    for role in [Role::Holder, Role::SubAccount] {
        notices.extend([Notice::AccessGiven { person: 7, role }, Notice::RoleChanged { person: 7, role }]);
    }
    notices
}

pub(super) const CHANGES: [SignInChange; 5] = [
    SignInChange::Password,
    SignInChange::SecondFactorOn,
    SignInChange::SecondFactorOff,
    SignInChange::RecoveryCodeUsed,
    SignInChange::RecoveryCodesRenewed,
];

/// A message as a mail program reads it.
pub(super) struct Read {
    headers: Vec<(String, String)>,
    /// The plain text.
    pub(super) plain: String,
    /// The HTML.
    pub(super) html: String,
}

impl Read {
    pub(super) fn of(message: &Message) -> Self {
        let raw = String::from_utf8(message.formatted()).unwrap();
        let (headers, body) = split(&raw);
        let kind = value(&headers, "Content-Type").unwrap();
        assert!(kind.starts_with("multipart/alternative;"), "{kind}");
        let boundary = kind.split("boundary=").nth(1).unwrap().trim_matches('"');
        let parts: Vec<_> = body.split(&format!("--{boundary}")).collect();
        let [_, plain, html, end] = parts[..] else { panic!("{} parts", parts.len()) };
        assert!(end.starts_with("--"));
        let (plain, html) = (part(plain, "text/plain"), part(html, "text/html"));
        Self { headers, plain, html }
    }

    /// The header of this name, which must stand there once.
    pub(super) fn header(&self, name: &str) -> &str {
        assert_eq!(self.headers.iter().filter(|(other, _)| other == name).count(), 1, "{name}");
        value(&self.headers, name).unwrap()
    }

    /// The names of all headers.
    pub(super) fn header_names(&self) -> Vec<&str> {
        self.headers.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Each address that the HTML leads to.
    pub(super) fn links(&self) -> Vec<&str> {
        self.html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
    }
}

fn part(raw: &str, kind: &str) -> String {
    let (headers, body) = split(raw.strip_prefix("\r\n").unwrap());
    assert_eq!(value(&headers, "Content-Type").unwrap(), format!("{kind}; charset=utf-8"));
    let bytes = match value(&headers, "Content-Transfer-Encoding").unwrap() {
        "7bit" => body.as_bytes().to_vec(),
        "quoted-printable" => unquoted(&body.replace("=\r\n", ""), '='),
        "base64" => BASE64_STANDARD.decode(body.replace("\r\n", "")).unwrap(),
        other => panic!("{other}"),
    };
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

/// Headers with their lines joined and their words decoded, and what follows them.
fn split(raw: &str) -> (Vec<(String, String)>, &str) {
    let (head, body) = raw.split_once("\r\n\r\n").unwrap();
    let headers = head.replace("\r\n ", " ");
    let headers = headers.split("\r\n").map(|line| {
        let (name, value) = line.split_once(": ").unwrap();
        (name.to_owned(), words(value))
    });
    (headers.collect(), body)
}

fn value<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

/// Encoded words (RFC 2047); a blank between two of them is none.
fn words(value: &str) -> String {
    let mut pieces = value.split("=?utf-8?b?");
    let mut words = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (coded, rest) = piece.split_once("?=").unwrap();
        words.push_str(&String::from_utf8(BASE64_STANDARD.decode(coded).unwrap()).unwrap());
        words.push_str(if rest == " " { "" } else { rest });
    }
    words
}

fn unquoted(text: &str, sign: char) -> Vec<u8> {
    let mut pieces = text.split(sign);
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    bytes
}
