//! What a letter says, once: plain text and HTML are made from the same paragraphs.

use std::fmt::Write as _;

/// The longest name that is repeated: a name is no place for an advertisement.
const LONGEST_NAME: usize = 80;

/// What a letter says. It may hold a link that opens a sign-in, so it does not print.
pub(super) struct Text {
    /// The subject.
    pub(super) subject: String,
    /// The paragraphs before the link.
    pub(super) paragraphs: Vec<String>,
    /// What can be done about it: the link's words and its address.
    pub(super) action: (&'static str, String),
    /// What to do if it was not the reader.
    pub(super) if_not_you: String,
}

/// What stands around every letter.
pub(super) struct Frame {
    /// How the reader is addressed.
    pub(super) greeting: String,
    /// Who sends this, and what such mails never hold.
    pub(super) closing: String,
}

impl Text {
    /// As plain text: a blank line between paragraphs, and the address on a line of its own.
    pub(super) fn plain(&self, frame: &Frame) -> String {
        let (label, address) = &self.action;
        let mut text = format!("{}\n\n", frame.greeting);
        for paragraph in &self.paragraphs {
            text.push_str(paragraph);
            text.push_str("\n\n");
        }
        // Writing to a string does not fail.
        write!(text, "{label}:\n{address}\n\n{}\n\n-- \n{}\n", self.if_not_you, frame.closing).ok();
        text
    }

    /// As HTML: without colours, so that dark screens stay dark, and without anything to be fetched.
    pub(super) fn html(&self, frame: &Frame) -> String {
        let (label, address) = (escaped(self.action.0), escaped(&self.action.1));
        let mut html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n</head>\n\
             <body style=\"font-family: sans-serif; line-height: 1.5; max-width: 36em\">\n<p>{}</p>\n",
            escaped(&self.subject),
            escaped(&frame.greeting),
        );
        for paragraph in &self.paragraphs {
            writeln!(html, "<p>{}</p>", escaped(paragraph)).ok();
        }
        write!(
            html,
            "<p><a href=\"{address}\"><strong>{label}</strong></a></p>\n<p>{}</p>\n<hr>\n<p><small>{}</small></p>\n\
             </body>\n</html>\n",
            escaped(&self.if_not_you),
            escaped(&frame.closing),
        )
        .ok();
        html
    }
}

/// A name that someone chose, as one short line that cannot turn the text around it.
pub(super) fn name(chosen: &str) -> String {
    let visible = chosen.chars().map(|c| if c.is_control() || is_break(c) { ' ' } else { c });
    let line: String = visible.filter(|c| !is_direction(*c)).collect();
    // Mail programs decode what looks like an encoded word (RFC 2047), and all that was taken out would be back.
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ").replace("=?", "= ?");
    if line.chars().count() <= LONGEST_NAME {
        return line;
    }
    let mut short: String = line.chars().take(LONGEST_NAME).collect();
    short.push('…');
    short
}

/// Line and paragraph separators, which are no control characters by name.
fn is_break(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Marks that change the direction of what follows, and others that nobody sees.
fn is_direction(c: char) -> bool {
    matches!(
        c,
        '\u{061c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_turns_nothing_around() {
        for (chosen, shown) in [
            ("Acme  Web\tStudio ", "Acme Web Studio"),
            ("Acme\r\nBcc: all@example.com", "Acme Bcc: all@example.com"),
            ("a\u{202e}b\u{2066}c\u{200f}d\u{0}e\u{85}f\u{2028}g", "abcd e f g"),
            ("שלום Ltd", "שלום Ltd"),
            ("=?utf-8?q?=E2=80=AE?=", "= ?utf-8?q?=E2=80=AE?="),
            ("\u{202e}\r\n", ""),
        ] {
            assert_eq!(name(chosen), shown, "{chosen:?}");
        }
        assert_eq!(name(&"é".repeat(80)), "é".repeat(80));
        assert_eq!(name(&"é".repeat(81)), format!("{}…", "é".repeat(80)));
    }

    #[test]
    fn both_forms_say_the_same_and_only_one_has_markup() {
        let text = Text {
            subject: "A & <b>".into(),
            paragraphs: vec!["First \"one\".".into(), "Second <script>".into()],
            action: ("Look", "https://pins.example.com/?a=1&b=2".into()),
            if_not_you: "It's nobody.".into(),
        };
        let frame = Frame { greeting: "Hello,".into(), closing: "Bye.".into() };
        assert_eq!(
            text.plain(&frame),
            "Hello,\n\nFirst \"one\".\n\nSecond <script>\n\nLook:\nhttps://pins.example.com/?a=1&b=2\n\n\
             It's nobody.\n\n-- \nBye.\n"
        );
        let html = text.html(&frame);
        for part in [
            "<title>A &amp; &lt;b&gt;</title>",
            "<p>Hello,</p>",
            "<p>First &quot;one&quot;.</p>",
            "<p>Second &lt;script&gt;</p>",
            "<a href=\"https://pins.example.com/?a=1&amp;b=2\"><strong>Look</strong></a>",
            "<p>It&#39;s nobody.</p>",
            "<small>Bye.</small>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
