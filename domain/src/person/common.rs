//! The 10,000 most common passwords, which nobody may choose (requirement P1).
//!
//! The file holds those that are long enough to be chosen, and then the most common of the others, of what Django 5.2 ships as `django/contrib/auth/common-passwords.txt.gz`, which Royce
//! Williams gathered from leaks (<https://gist.github.com/roycewilliams/226886fd01572964e1431ac8afc999ce>), sorted by
//! its bytes. It is searched as it stands, so that only who asks pays for it.

static COMMON: &[u8] = include_bytes!("common_passwords.txt");

/// Whether a password is among the most common. It must be in lower case, as the list is.
pub(super) fn is_common(lowered: &str) -> bool {
    has_line(COMMON, lowered.as_bytes())
}

/// Whether one of these sorted lines is `wanted`: halves the text until a line or nothing is left.
fn has_line(mut lines: &[u8], wanted: &[u8]) -> bool {
    while !lines.is_empty() {
        let (before, after) = lines.split_at(lines.len() / 2);
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let end = after.iter().position(|byte| *byte == b'\n').map_or(lines.len(), |end| before.len() + end);
        let line = &lines[start..end];
        if line == wanted {
            return true;
        }
        lines = if wanted < line { &lines[..start] } else { lines.get(end + 1..).unwrap_or_default() };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> Vec<&'static str> {
        std::str::from_utf8(COMMON).unwrap().lines().collect()
    }

    #[test]
    fn the_list_has_ten_thousand_entries_in_lower_case_sorted_and_each_once() {
        let entries = entries();
        assert_eq!(entries.len(), 10_000);
        assert!(entries.windows(2).all(|pair| pair[0].as_bytes() < pair[1].as_bytes()));
        assert!(entries.iter().all(|entry| *entry == entry.to_lowercase() && *entry == entry.trim()));
    }

    #[test]
    fn each_entry_is_found_and_what_is_next_to_it_is_not() {
        let entries = entries();
        for entry in &entries {
            assert!(is_common(entry), "{entry}");
            let longer = format!("{entry}~");
            assert_eq!(is_common(&longer), entries.contains(&longer.as_str()), "{longer}");
        }
        for stranger in ["", "\n", "123456\n123456789", "correct horse battery staple", "~", "яя"] {
            assert!(!is_common(stranger), "{stranger:?}");
        }
    }

    #[test]
    fn a_short_list_is_searched_to_both_ends_with_and_without_a_last_line_break() {
        for lines in [&b"b\nd\nfff\n"[..], b"b\nd\nfff"] {
            for (word, there) in [("b", true), ("d", true), ("fff", true)] {
                assert_eq!(has_line(lines, word.as_bytes()), there, "{word}");
            }
            for stranger in ["a", "c", "e", "f", "ff", "ffff", "g", ""] {
                assert!(!has_line(lines, stranger.as_bytes()), "{stranger}");
            }
        }
    }
}
