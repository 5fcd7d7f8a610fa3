//! The cookies that this app sets, in the one spelling that fits the address it is reached at.

use http::{HeaderMap, HeaderValue, header::COOKIE};

/// How cookies are set. Behind https they are `Secure` and bound to the host by their prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookies {
    /// Whether people reach the server by https.
    pub secure: bool,
}

impl Cookies {
    /// The name of the session's cookie.
    pub const fn session(self) -> &'static str {
        if self.secure { "__Host-pins_session" } else { "pins_session" }
    }

    /// The name of the cookie that carries a notice over to the next page.
    pub const fn notice(self) -> &'static str {
        if self.secure { "__Host-pins_notice" } else { "pins_notice" }
    }

    /// The name of the cookie of a browser whose right password waits for its code.
    pub const fn code(self) -> &'static str {
        if self.secure { "__Host-pins_code" } else { "pins_code" }
    }

    /// The name of the cookie that a browser is known by in which someone signed in.
    pub const fn browser(self) -> &'static str {
        if self.secure { "__Host-pins_browser" } else { "pins_browser" }
    }

    /// The value of a cookie that the browser sent.
    pub fn read(self, headers: &HeaderMap, name: &str) -> Option<String> {
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value.to_owned())
    }

    /// A header that sets a cookie until the browser closes; `None` if the value cannot stand in a header.
    pub fn set(self, name: &str, value: &str) -> Option<HeaderValue> {
        self.header(name, value, "")
    }

    /// A header that sets a cookie for so many seconds.
    pub fn keep(self, name: &str, value: &str, seconds: u64) -> Option<HeaderValue> {
        self.header(name, value, &format!("; Max-Age={seconds}"))
    }

    /// A header that takes a cookie away.
    pub fn expire(self, name: &str) -> Option<HeaderValue> {
        self.header(name, "", "; Max-Age=0")
    }

    fn header(self, name: &str, value: &str, more: &str) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        let mut header =
            HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{more}"))
                .ok()?;
        header.set_sensitive(true);
        Some(header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_https_cookies_are_bound_to_host_and_scheme() {
        let cookies = Cookies { secure: true };
        let header = cookies.set(cookies.session(), "x").unwrap();
        assert_eq!(header.to_str().unwrap(), "__Host-pins_session=x; Path=/; HttpOnly; SameSite=Lax; Secure");
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let cookies = Cookies { secure: false };
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; xpins_session=no; pins_session=yes"));
        assert_eq!(cookies.read(&headers, cookies.session()).as_deref(), Some("yes"));
        assert_eq!(cookies.read(&headers, "b"), None);
    }
}
