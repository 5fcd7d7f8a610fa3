//! Spans of time as people write them: `24h`, `1h 30m`, `90s`, `500ms`. A bare number would leave the unit to be
//! guessed, so it is none.

use std::{fmt, time::Duration};

use jiff::fmt::friendly::{SpanParser, SpanPrinter};

pub(super) const SECOND: Duration = Duration::from_secs(1);
pub(super) const MINUTE: Duration = Duration::from_secs(60);
pub(super) const HOUR: Duration = Duration::from_secs(60 * 60);

/// A span of time that prints as it is read.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Time(pub(super) Duration);

impl Time {
    /// The span that this text stands for, if it names its units.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let names_units = text.contains(|c: char| c.is_ascii_alphabetic());
        names_units.then(|| SpanParser::new().parse_unsigned_duration(text).ok().map(Self)).flatten()
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&SpanPrinter::new().unsigned_duration_to_string(&self.0))
    }
}
