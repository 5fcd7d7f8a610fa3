//! One rule for every text that people type about themselves and others read: it shows what it holds. Nothing in it
//! is unseen that could break a line, a log or a mail, or turn the writing around.

/// How much a text may hold.
#[derive(Clone, Copy)]
pub(crate) struct Room {
    /// The most characters.
    pub(crate) most: usize,
    /// Whether it may hold nothing.
    pub(crate) empty: bool,
    /// Whether it may have several lines.
    pub(crate) lines: bool,
}

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It shows nothing.
    Empty,
    /// It has too many characters.
    TooLong,
    /// It holds what cannot be seen or turns the writing around.
    Unprintable,
}

/// The text without white space around it and with line breaks of one kind, if it fits. What shows nothing is
/// nothing.
pub(crate) fn fitting(typed: &str, room: Room) -> Result<String, Unfit> {
    let text = typed.trim();
    let text = if room.lines { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    if text.chars().any(|c| is_unprintable(c) && !(room.lines && c == '\n')) {
        Err(Unfit::Unprintable)
    } else if text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        if room.empty { Ok(String::new()) } else { Err(Unfit::Empty) }
    } else if text.chars().count() > room.most {
        Err(Unfit::TooLong)
    } else {
        Ok(text)
    }
}

/// Control characters, what ends lines and paragraphs, and what turns the direction of writing (Unicode's Bidi_Control
/// property, UAX #9).
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}'
            | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What shows nothing by itself (Unicode's Default_Ignorable_Code_Point property, and the blank Braille pattern).
/// Beside others it has its uses: it joins emoji and chooses how they look.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: Room = Room { most: 5, empty: false, lines: false };
    const LINES: Room = Room { most: 5, empty: true, lines: true };

    fn line(text: &str) -> Result<String, Unfit> {
        fitting(text, LINE)
    }

    #[test]
    fn a_text_is_trimmed_and_counted_in_characters_afterwards() {
        assert_eq!(line("  é é é \n").as_deref(), Ok("é é é"));
        assert_eq!(line("éééééé"), Err(Unfit::TooLong));
        assert_eq!(line("é").as_deref(), Ok("é"));
    }

    #[test]
    fn what_shows_nothing_is_nothing() {
        for blank in
            ["", " ", "\n", "\u{200B}", "\u{200D}\u{FE0F}", "\u{3164}", "\u{2800}", "\u{AD} \u{FEFF}"]
        {
            assert_eq!(line(blank), Err(Unfit::Empty), "{blank:?}");
            assert_eq!(fitting(blank, LINES).as_deref(), Ok(""), "{blank:?}");
        }
        assert_eq!(line("\u{200D}a").as_deref(), Ok("\u{200D}a"));
    }

    #[test]
    fn nothing_that_breaks_or_turns_the_writing_is_taken_whatever_the_room() {
        let turning = ['\u{061C}', '\u{200E}', '\u{200F}', '\u{202A}', '\u{202E}', '\u{2066}', '\u{2069}'];
        let breaking = ['\0', '\t', '\u{1B}', '\u{7F}', '\u{85}', '\u{2028}', '\u{2029}'];
        for c in turning.into_iter().chain(breaking) {
            assert_eq!(line(&format!("a{c}b")), Err(Unfit::Unprintable), "{c:?}");
            assert_eq!(fitting(&format!("a{c}b"), LINES), Err(Unfit::Unprintable), "{c:?}");
        }
        for c in ['\r', '\n'] {
            assert_eq!(line(&format!("a{c}b")), Err(Unfit::Unprintable), "{c:?}");
        }
        for c in ['\u{200D}', '\u{2027}', '\u{202F}', '\u{2065}', '\u{206A}', '\u{FE0F}', '!', '\u{A1}'] {
            assert_eq!(line(&format!("a{c}b")), Ok(format!("a{c}b")), "{c:?}");
        }
    }

    #[test]
    fn where_there_are_lines_their_breaks_are_of_one_kind_and_count_one() {
        assert_eq!(fitting("\r\na\r\nb\rc\n", LINES).as_deref(), Ok("a\nb\nc"));
        assert_eq!(fitting("a\r\nbcd", LINES).as_deref(), Ok("a\nbcd"));
        assert_eq!(fitting("a\r\nbcde", LINES), Err(Unfit::TooLong));
    }

    #[test]
    fn what_is_invisible_begins_and_ends_where_unicode_says() {
        for range in [
            '\u{180B}'..='\u{180F}',
            '\u{200B}'..='\u{200F}',
            '\u{202A}'..='\u{202E}',
            '\u{2060}'..='\u{206F}',
            '\u{FE00}'..='\u{FE0F}',
            '\u{FFF0}'..='\u{FFF8}',
            '\u{1BCA0}'..='\u{1BCA3}',
            '\u{1D173}'..='\u{1D17A}',
            '\u{E0000}'..='\u{E0FFF}',
        ] {
            let (first, last) = (u32::from(*range.start()), u32::from(*range.end()));
            assert!(range.clone().all(is_invisible), "{range:?}");
            for beside in [first - 1, last + 1] {
                assert!(!char::from_u32(beside).is_some_and(is_invisible), "{beside:x}");
            }
        }
        for c in
            "\u{AD}\u{34F}\u{61C}\u{115F}\u{1160}\u{17B4}\u{17B5}\u{2800}\u{3164}\u{FEFF}\u{FFA0}".chars()
        {
            assert!(is_invisible(c), "{c:?}");
        }
        assert!(!" aé\u{301}ก🏴".chars().any(is_invisible));
    }
}
