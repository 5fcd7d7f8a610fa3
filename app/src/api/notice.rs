//! What a plain form has to say on the page that it comes back to.
//!
//! It travels in a cookie that lasts for one page, not in the address: a link could otherwise put a sentence on
//! our page, and an e-mail address would end up in logs. It holds a code, never a sentence, and never a PIN or a
//! password.

use domain::{person::Email, pin::PinKind};
use http::header::SET_COOKIE;
use serde::{Deserialize, Serialize};

use super::{
    ApiError, ProblemView,
    context::{answer_with_header, request},
    cookie::Cookies,
};

/// What went wrong with a plain form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// What went wrong.
    pub error: ApiError,
    /// The PIN that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PinKind>,
    /// The address that was typed, to keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

impl Notice {
    /// The notice as a cookie holds it.
    pub fn encode(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        json.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads a notice back; `None` for anything else.
    pub fn decode(text: &str) -> Option<Self> {
        // The longest address, in JSON and hexadecimal, with room to spare.
        if text.len() > 4 * Email::MAX_LENGTH || !text.is_ascii() {
            return None;
        }
        let bytes: Option<Vec<u8>> =
            (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect();
        serde_json::from_slice(&bytes?).ok()
    }

    /// The notice that this page is to show, taken off the browser: it is shown once.
    pub(crate) fn take(cookies: Cookies) -> Option<Self> {
        let text = cookies.read(&request().headers, cookies.notice())?;
        if let Some(expired) = cookies.expire(cookies.notice()) {
            answer_with_header(SET_COOKIE, expired);
        }
        Self::decode(&text)
    }

    /// The notice as the panel shows it.
    pub(crate) fn problem(&self) -> ProblemView {
        ProblemView { kind: self.kind, sentence: self.error.sentence().to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_survives_the_way_through_a_cookie() {
        let notice = Notice {
            error: ApiError::WrongSignIn,
            kind: Some(PinKind::Master),
            email: Some("zoë; \"@example.com".into()),
        };
        assert!(notice.encode().bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_eq!(Notice::decode(&notice.encode()), Some(notice));
    }

    #[test]
    fn garbage_is_no_notice() {
        for text in ["", "zz", "7b7", "é", &"61".repeat(5000), "22536e65616b7922"] {
            assert_eq!(Notice::decode(text), None, "{text:?}");
        }
    }
}
