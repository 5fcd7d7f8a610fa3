//! Lists that may be long: as tables for people, or as one JSON array for programs. A page is written as it is read,
//! so that no list has to fit into memory.

use std::io::{self, Write};

use comfy_table::{Table, presets::NOTHING};
use domain::time::Timestamp;
use serde::Serialize;

/// How much is read at once; a table begins anew after so many rows.
pub(super) const PAGE: u32 = 500;

/// One thing in a list. Programs get its fields, people its cells.
pub(super) trait Listed: Serialize {
    /// What stands above the cells.
    const HEADER: &'static [&'static str];

    /// What stands in the columns; what others typed is made harmless when it is written.
    fn cells(&self) -> Vec<String>;
}

/// A list that is being written.
pub(super) struct List<W> {
    out: W,
    as_json: bool,
    is_empty: bool,
}

impl<W: Write> List<W> {
    /// A list, in which nothing stands yet.
    pub(super) fn new(out: W, as_json: bool) -> Self {
        Self { out, as_json, is_empty: true }
    }

    /// Writes what was read at once.
    pub(super) fn page<L: Listed>(&mut self, page: &[L]) -> io::Result<()> {
        if self.as_json {
            return page.iter().try_for_each(|listed| self.object(listed));
        }
        if page.is_empty() {
            return Ok(());
        }
        if !self.is_empty {
            writeln!(self.out)?;
        }
        self.is_empty = false;
        writeln!(self.out, "{}", table(page))
    }

    /// Ends the list. People are told where it is empty.
    pub(super) fn end(mut self, empty: &str) -> io::Result<()> {
        match (self.as_json, self.is_empty) {
            (true, true) => writeln!(self.out, "[]")?,
            (true, false) => writeln!(self.out, "\n]")?,
            (false, true) => writeln!(self.out, "{empty}")?,
            (false, false) => {}
        }
        self.out.flush()
    }

    fn object(&mut self, listed: &impl Serialize) -> io::Result<()> {
        self.out.write_all(if self.is_empty { b"[\n" } else { b",\n" })?;
        self.is_empty = false;
        Ok(serde_json::to_writer(&mut self.out, listed)?)
    }
}

/// Without lines and colours, and as wide as it has to be: a broken address is no address.
fn table<L: Listed>(page: &[L]) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_header(L::HEADER.to_vec());
    for listed in page {
        table.add_row(listed.cells().iter().map(|cell| shown(cell)).collect::<Vec<_>>());
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.trim_fmt()
}

/// Whether an account or a sign-in can be used, in one word.
pub(super) fn state(disabled_at: Option<Timestamp>) -> &'static str {
    if disabled_at.is_some() { "disabled" } else { "active" }
}

/// A text that others typed, for a terminal: what would steer it or turn the writing around stands there by number.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || turns(c) { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    shown
}

/// What ends lines and paragraphs, and what turns the direction of writing (Unicode's Bidi_Control property, UAX #9).
fn turns(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}'
        | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[derive(Serialize)]
    struct Word {
        word: String,
        letters: usize,
    }

    impl Listed for Word {
        const HEADER: &'static [&'static str] = &["word", "letters"];

        fn cells(&self) -> Vec<String> {
            vec![self.word.clone(), self.letters.to_string()]
        }
    }

    fn list(pages: &[&[&str]], as_json: bool) -> String {
        let mut out = Vec::new();
        let mut list = List::new(&mut out, as_json);
        for page in pages {
            let words =
                page.iter().map(|word| Word { word: (*word).to_owned(), letters: word.chars().count() });
            list.page(&words.collect::<Vec<_>>()).unwrap();
        }
        list.end("There are no words.").unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_table_has_a_header_and_straight_columns() {
        assert_eq!(list(&[&["no", "maybe"]], false), "word   letters\nno     2\nmaybe  5\n");
        assert_eq!(list(&[&["山田", "maybe"]], false), "word   letters\n山田   2\nmaybe  5\n");
    }

    #[test]
    fn a_table_begins_anew_with_each_page() {
        assert_eq!(
            list(&[&["no"], &[], &["maybe"]], false),
            "word  letters\nno    2\n\nword   letters\nmaybe  5\n"
        );
    }

    #[test]
    fn nothing_is_broken_however_long_it_is() {
        let long = format!("{}@example.com and words", "long-".repeat(80));
        assert!(list(&[&[&long]], false).contains(&format!("{long}  422")));
    }

    #[test]
    fn pages_are_one_array() {
        let text = list(&[&["no", "maybe"], &[], &["\u{202E}\n\"<script>"]], true);
        let array: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(array.as_array().unwrap().len(), 3);
        assert_eq!(array[0]["word"], "no");
        assert_eq!(array[2]["word"], "\u{202E}\n\"<script>");
    }

    #[test]
    fn an_empty_list_is_a_sentence_or_an_empty_array() {
        assert_eq!(list(&[], false), "There are no words.\n");
        assert_eq!(list(&[&[]], true), "[]\n");
    }

    #[test]
    fn what_steers_a_terminal_is_written_by_number() {
        let table = list(&[&["a\u{1b}[2Jb\nc\u{200F}d\u{202E}e\u{85}f"]], false);
        assert_eq!(table.lines().count(), 2, "{table}");
        assert!(table.contains(r"a\u{1b}[2Jb\u{a}c\u{200f}d\u{202e}e\u{85}f"), "{table}");
        for harmless in ["<script>", "Zoë O’Hara", "محمد", "👩🏽‍💻"] {
            assert_eq!(shown(harmless), harmless);
        }
    }
}
