//! A code as it is read out: in groups, and in words.

/// The first of a code's two groups, each digit by itself, so that a voice says digits and not thousands: `0 4 2 ` of
/// `04217`. It ends in a space: both groups without their spaces are the code.
pub(crate) fn first_group(code: &str) -> String {
    spaced(halves(code).0) + " "
}

/// The second group: `1 7`.
pub(crate) fn second_group(code: &str) -> String {
    spaced(halves(code).1)
}

/// The code in words, such as `zero four two, one seven`.
pub(crate) fn in_words(code: &str) -> String {
    let (first, second) = halves(code);
    format!("{}, {}", words(first), words(second))
}

/// The larger half comes first.
fn halves(code: &str) -> (&str, &str) {
    code.split_at_checked(code.len().div_ceil(2)).unwrap_or((code, ""))
}

fn spaced(digits: &str) -> String {
    let mut spaced = String::new();
    for digit in digits.chars() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push(digit);
    }
    spaced
}

fn words(digits: &str) -> String {
    const WORDS: [&str; 10] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let mut words = String::new();
    for digit in digits.bytes() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(WORDS.get(usize::from(digit.wrapping_sub(b'0'))).copied().unwrap_or_default());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_every_length_are_read_in_two_groups() {
        let grouped = |code| (first_group(code), second_group(code));
        assert_eq!(grouped("04217"), ("0 4 2 ".to_owned(), "1 7".to_owned()));
        assert_eq!(grouped("042178"), ("0 4 2 ".to_owned(), "1 7 8".to_owned()));
        assert_eq!(grouped("04217839"), ("0 4 2 1 ".to_owned(), "7 8 3 9".to_owned()));
        assert_eq!(in_words("04217"), "zero four two, one seven");
        assert_eq!(in_words("9568033"), "nine five six eight, zero three three");
    }

    #[test]
    fn what_is_no_code_is_no_reason_to_fall_over() {
        assert_eq!((first_group(""), second_group("")), (" ".to_owned(), String::new()));
        assert_eq!(in_words("é"), ", ");
    }
}
