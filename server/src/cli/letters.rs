//! What a command says about letters. It leaves them in the outbox; the running server sends them.

use std::{io, time::Duration};

use super::{clock::span, failure::counted, office::say};

const DAY: u64 = 24 * 60 * 60;

/// Prints a sentence after which somebody is told by mail.
pub(super) fn say_with_letters(sentence: &str) -> io::Result<()> {
    say(&format!("{sentence}\nThe running server sends the mail; where none runs, it waits until one does."))
}

/// How long a link works, for people.
pub(super) fn lasting(lifetime: Duration) -> String {
    let seconds = lifetime.as_secs();
    if seconds > 0 && seconds.is_multiple_of(DAY) {
        counted(seconds / DAY, "day", "days")
    } else {
        span(lifetime)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_lasts_days_where_they_are_whole() {
        let hours = |hours: u64| lasting(Duration::from_secs(hours * 60 * 60));
        assert_eq!((hours(7 * 24), hours(24)), ("7 days".into(), "1 day".into()));
        assert_eq!((hours(36), hours(1)), ("36h".into(), "1h".into()));
    }
}
