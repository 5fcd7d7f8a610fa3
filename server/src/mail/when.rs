//! Points in time as a letter tells them: in its reader's time zone, which is named.

use domain::time::Timestamp;
use jiff::tz::TimeZone;

/// A time zone with its name. The zones are part of the program: no file of the system is asked.
pub(super) struct Zone(TimeZone);

impl Zone {
    /// The zone of this IANA name; UTC, if there is none.
    pub(super) fn named(name: Option<&str>) -> Self {
        Self(name.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC))
    }

    /// The point in time in words, with its zone.
    pub(super) fn tell(&self, at: Timestamp) -> String {
        let name = self.0.iana_name().unwrap_or("UTC");
        // Only a time tens of centuries away is none that a calendar holds.
        jiff::Timestamp::from_millisecond(at.as_millis()).map_or_else(
            |_| "at a time beyond the calendar".to_owned(),
            |at| format!("{} ({name})", at.to_zoned(self.0.clone()).strftime("on %-d %B %Y at %H:%M")),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(zone: Option<&str>, millis: i64) -> String {
        Zone::named(zone).tell(Timestamp::from_millis(millis))
    }

    #[test]
    fn a_time_is_told_in_the_zone_of_its_reader_summer_and_winter() {
        let (winter, summer) = (1_795_515_072_000, 1_782_900_000_000);
        assert_eq!(told(None, winter), "on 24 November 2026 at 10:11 (UTC)");
        assert_eq!(told(Some("Europe/Berlin"), winter), "on 24 November 2026 at 11:11 (Europe/Berlin)");
        assert_eq!(told(Some("Europe/Berlin"), summer), "on 1 July 2026 at 12:00 (Europe/Berlin)");
        assert_eq!(told(Some("Asia/Kathmandu"), winter), "on 24 November 2026 at 15:56 (Asia/Kathmandu)");
        assert_eq!(told(Some("Pacific/Auckland"), winter), "on 24 November 2026 at 23:11 (Pacific/Auckland)");
    }

    #[test]
    fn a_zone_that_is_none_is_utc() {
        for name in ["", "Mars/Olympus", "../../etc/passwd", "Europe/Berlin\r\nBcc: x@y.example", "+02:00"] {
            assert_eq!(told(Some(name), 0), "on 1 January 1970 at 00:00 (UTC)", "{name:?}");
        }
        assert_eq!(told(None, i64::MAX), "at a time beyond the calendar");
    }
}
