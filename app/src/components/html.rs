//! Text for the two places that Leptos writes as they are, markup and all: a document's title and a text area.

/// The text as HTML that shows it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_it_ends_the_element_it_stands_in() {
        assert_eq!(escaped("</title><b>&lt;"), "&lt;/title&gt;&lt;b&gt;&amp;lt;");
        assert_eq!(escaped("Birch & Co 🌳"), "Birch &amp; Co 🌳");
    }
}
