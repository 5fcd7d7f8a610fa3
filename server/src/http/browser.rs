//! Browsers in words for people, so that they know their own again. Nothing is decided by them.

/// Said where nothing is known.
const UNKNOWN: &str = "Unknown browser";

/// What a browser says of itself, and what people call it. Browsers name those that they resemble too, so the first
/// that is found is right.
const BROWSERS: [(&str, &str); 12] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("Trident/", "Internet Explorer"),
];

/// What the system is called there, and by people. Again the first that is found is right: Android is a Linux.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
];

/// Programs that say nothing of the system.
const PROGRAMS: [(&str, &str); 4] =
    [("curl/", "curl"), ("Wget/", "Wget"), ("python", "Python"), ("Go-http-client/", "Go")];

/// The browser that calls itself this in the header `User-Agent`.
pub(super) fn in_words(user_agent: &str) -> String {
    if let Some((_, program)) = PROGRAMS.iter().find(|(mark, _)| user_agent.starts_with(mark)) {
        return (*program).to_owned();
    }
    match (first(&BROWSERS, user_agent), first(&SYSTEMS, user_agent)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => UNKNOWN.to_owned(),
    }
}

fn first(table: &[(&str, &'static str)], text: &str) -> Option<&'static str> {
    table.iter().find(|(mark, _)| text.contains(mark)).map(|(_, word)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_know_their_browser_again() {
        for (user_agent, words) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox on Windows",
            ),
            ("Mozilla/5.0 (Linux; Android 10; K) Chrome/138.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1",
                "Safari on iPhone",
            ),
            ("Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) CriOS/138.0 Safari/604.1", "Chrome on iPad"),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15", "Safari on Mac"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0",
                "Edge on Windows",
            ),
            ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/138.0.0.0 Safari/537.36", "Chrome on ChromeOS"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            ("Mozilla/5.0 (Haiku) Firefox/140.0", "Firefox"),
            ("curl/8.14.1", "curl"),
            ("python-requests/2.32", "Python"),
        ] {
            assert_eq!(in_words(user_agent), words);
        }
    }

    #[test]
    fn what_nobody_knows_is_never_repeated() {
        for user_agent in
            ["", "Mozilla/5.0", "<script>alert(1)</script>", "your bank, on Windows", "say curl/8"]
        {
            assert_eq!(in_words(user_agent), UNKNOWN);
        }
        assert_eq!(in_words("Firefox/<b>140</b> of your bank"), "Firefox");
    }

    #[test]
    fn no_two_words_are_long() {
        let longest = |table: &[(&str, &str)]| table.iter().map(|(_, word)| word.len()).max().unwrap_or(0);
        assert!(longest(&BROWSERS) + " on ".len() + longest(&SYSTEMS) <= 40);
    }
}
