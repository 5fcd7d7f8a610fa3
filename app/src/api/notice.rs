//! What a plain form has to say on the page that comes next: what went wrong, or what was done.
//!
//! It travels in a cookie that lasts for one page, not in the address: a link could otherwise put a sentence on
//! our page, and an e-mail address would end up in logs. It holds a code, never a sentence, and never a PIN, a
//! password or a code.

use std::collections::BTreeMap;

use domain::pin::PinKind;
use http::header::SET_COOKIE;
use serde::{Deserialize, Serialize};

use super::{
    ApiError, Done,
    context::{answer_with_header, request},
    cookie::Cookies,
};

/// The longest notice, in bytes: a cookie has 4096, in hexadecimal.
const LONGEST: usize = 1_900;

/// What a plain form has to say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// What went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ApiError>,
    /// What was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Done>,
    /// The address of the form that it is about, without `/api/`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub form: String,
    /// The PIN that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PinKind>,
    /// What was typed, by field, to keep it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub typed: BTreeMap<String, String>,
}

impl Notice {
    /// A notice of what went wrong.
    pub fn of(error: ApiError) -> Self {
        Self { error: Some(error), ..Self::default() }
    }

    /// The notice as a cookie holds it. Where what was typed is too long for one, it is left out.
    pub fn encode(&self) -> String {
        let mut json = serde_json::to_vec(self).unwrap_or_default();
        if json.len() > LONGEST {
            let bare = Self { typed: BTreeMap::new(), ..self.clone() };
            json = serde_json::to_vec(&bare).unwrap_or_default();
        }
        json.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads a notice back; `None` for anything else.
    pub fn decode(text: &str) -> Option<Self> {
        if text.len() > 2 * LONGEST || !text.is_ascii() {
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

    /// What was typed into this field of that form; nothing, unless it came back.
    pub(crate) fn typed(notice: Option<&Self>, form: &str, field: &str) -> String {
        let notice = notice.filter(|notice| notice.form == form && notice.error.is_some());
        notice.and_then(|notice| notice.typed.get(field)).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(typed: &str) -> Notice {
        Notice {
            error: Some(ApiError::WrongSignIn),
            kind: Some(PinKind::Master),
            form: "sign_in".to_owned(),
            typed: BTreeMap::from([("email".to_owned(), typed.to_owned())]),
            ..Notice::default()
        }
    }

    #[test]
    fn a_notice_survives_the_way_through_a_cookie() {
        let notice = notice("zoë; \"@example.com");
        assert!(notice.encode().bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_eq!(Notice::decode(&notice.encode()), Some(notice));
    }

    #[test]
    fn what_is_too_long_for_a_cookie_is_left_out_and_the_error_stays() {
        let long = notice(&"é".repeat(1_000));
        assert!(long.encode().len() < 3_900);
        let read = Notice::decode(&long.encode()).unwrap();
        assert_eq!((read.error, read.typed.len()), (Some(ApiError::WrongSignIn), 0));
    }

    #[test]
    fn what_was_typed_goes_back_into_its_own_form_alone() {
        let notice = notice("sam@shared.example");
        assert_eq!(Notice::typed(Some(&notice), "sign_in", "email"), "sam@shared.example");
        assert_eq!(Notice::typed(Some(&notice), "invite", "email"), "");
        assert_eq!(Notice::typed(Some(&notice), "sign_in", "name"), "");
        assert_eq!(Notice::typed(None, "sign_in", "email"), "");
    }

    #[test]
    fn garbage_is_no_notice() {
        for text in ["", "zz", "7b7", "é", &"61".repeat(5000), "22536e65616b7922"] {
            assert_eq!(Notice::decode(text), None, "{text:?}");
        }
    }
}
