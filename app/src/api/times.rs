//! Points in time as a page tells them: in the time zone of whoever reads it, which is named.

use domain::time::Timestamp;
use jiff::tz::{self, TimeZone};

/// The same with the zone's letters, such as `24 Nov 2026, 11:23 CET`, where a moment stands by itself.
pub(crate) fn short_moment_with_zone(zone: Option<&str>, at: Timestamp) -> String {
    told(at, zone_of(zone), "%-d %b %Y, %H:%M %Z")
}

/// What the zone is called in which times are told to whoever has none.
pub(crate) const UTC: &str = "UTC";

/// A moment in words, such as `24 November 2026 at 10:23 CET (Europe/Berlin)`. A zone that is none is UTC.
pub fn moment_in(zone: Option<&str>, at: Timestamp) -> String {
    let zone = zone.filter(|zone| *zone != UTC).and_then(|zone| Some((zone, TimeZone::get(zone).ok()?)));
    match zone {
        Some((name, zone)) => format!("{} ({name})", told(at, zone, "%-d %B %Y at %H:%M %Z")),
        None => told(at, TimeZone::UTC, "%-d %B %Y at %H:%M UTC"),
    }
}

/// A moment in short, such as `24 Nov 2026, 11:23`, for lists that name the zone once: see [`zone_name`].
pub(crate) fn short_moment_in(zone: Option<&str>, at: Timestamp) -> String {
    told(at, zone_of(zone), "%-d %b %Y, %H:%M")
}

/// What the zone is called in which times are told: a zone that is none is UTC.
pub fn zone_name(zone: Option<&str>) -> &str {
    zone.filter(|zone| TimeZone::get(zone).is_ok()).unwrap_or(UTC)
}

/// The day of a moment in words, such as `24 November 2026`, in the same way.
pub(crate) fn day_in(zone: Option<&str>, at: Timestamp) -> String {
    told(at, zone_of(zone), "%-d %B %Y")
}

/// A time of day, such as `11:23`, in the same way.
pub(crate) fn clock_in(zone: Option<&str>, at: Timestamp) -> String {
    told(at, zone_of(zone), "%H:%M")
}

/// The day of a moment in the same way: its first moment, and how many hours it has from there, one that is not whole
/// among them. Where the clocks change these are not 24.
pub(crate) fn hours_of_day_in(zone: Option<&str>, at: Timestamp) -> (Timestamp, u32) {
    const HOUR: i64 = 60 * 60 * 1000;
    let day = || {
        let at = jiff::Timestamp::from_millisecond(at.as_millis()).ok()?.to_zoned(zone_of(zone));
        let first = at.start_of_day().ok()?;
        let next = first.tomorrow().ok()?.start_of_day().ok()?;
        let first = first.timestamp().as_millisecond();
        let length = next.timestamp().as_millisecond() - first;
        Some((
            Timestamp::from_millis(first),
            u32::try_from(length.unsigned_abs().div_ceil(HOUR.unsigned_abs())).ok()?,
        ))
    };
    // Beyond what a calendar holds.
    day().unwrap_or((at, 24))
}

/// A moment for programs, in UTC.
pub(crate) fn datetime(at: Timestamp) -> String {
    told(at, TimeZone::UTC, "%Y-%m-%dT%H:%M:%SZ")
}

/// A zone that is none is UTC.
fn zone_of(zone: Option<&str>) -> TimeZone {
    zone.and_then(|zone| TimeZone::get(zone).ok()).unwrap_or(TimeZone::UTC)
}

/// Nothing for a moment beyond what a calendar holds.
fn told(at: Timestamp, zone: TimeZone, format: &str) -> String {
    jiff::Timestamp::from_millisecond(at.as_millis())
        .map(|at| at.to_zoned(zone).strftime(format).to_string())
        .unwrap_or_default()
}

/// The time zones to choose from: UTC, and those that are called after a place, in the order of their names.
pub(crate) fn time_zones() -> Vec<String> {
    let known = tz::db().available();
    let mut zones: Vec<String> =
        known.map(|zone| zone.to_string()).filter(|zone| is_of_a_place(zone)).collect();
    zones.sort();
    zones.insert(0, UTC.to_owned());
    zones
}

/// Whether this is one of [`time_zones`].
pub(crate) fn is_time_zone(name: &str) -> bool {
    time_zones().iter().any(|zone| zone == name)
}

/// The zone that a browser names, if times can be told in it. One that names UTC may only hide where it is: what it
/// says is no better than nothing, and the person's next browser is heard.
pub(super) fn zone_of_browser(name: &str) -> Option<&str> {
    (name != UTC && is_time_zone(name)).then_some(name)
}

/// Whether the zone is called after a part of the world and a place in it; the others are older names of the same.
fn is_of_a_place(zone: &str) -> bool {
    const PARTS: [&str; 10] = [
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    ];
    zone.split_once('/').is_some_and(|(part, _)| PARTS.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_in(zone: Option<&str>, millis: i64) -> String {
        moment_in(zone, Timestamp::from_millis(millis))
    }

    #[test]
    fn a_moment_is_told_in_its_readers_zone_summer_and_winter() {
        let (winter, summer) = (1_795_515_780_000, 1_782_900_000_000);
        assert_eq!(told_in(None, winter), "24 November 2026 at 10:23 UTC");
        assert_eq!(told_in(Some("UTC"), winter), "24 November 2026 at 10:23 UTC");
        let berlin = Some("Europe/Berlin");
        assert_eq!(told_in(berlin, winter), "24 November 2026 at 11:23 CET (Europe/Berlin)");
        assert_eq!(told_in(berlin, summer), "1 July 2026 at 12:00 CEST (Europe/Berlin)");
        assert_eq!(told_in(Some("Asia/Dubai"), winter), "24 November 2026 at 14:23 +04 (Asia/Dubai)");
    }

    #[test]
    fn a_day_is_the_one_that_its_reader_has() {
        let late = Timestamp::from_millis(1_795_563_000_000);
        assert_eq!(day_in(None, late), "24 November 2026");
        assert_eq!(day_in(Some("Europe/Berlin"), late), "25 November 2026");
        assert_eq!(day_in(Some("Mars/Olympus"), late), "24 November 2026");
    }

    #[test]
    fn a_day_begins_at_its_readers_midnight_and_may_lack_an_hour() {
        let of = |zone, at| {
            let (from, hours) = hours_of_day_in(zone, Timestamp::from_millis(at));
            (datetime(from), hours)
        };
        let winter = 1_795_515_780_000;
        assert_eq!(of(None, winter), ("2026-11-24T00:00:00Z".into(), 24));
        assert_eq!(of(Some("Europe/Berlin"), winter), ("2026-11-23T23:00:00Z".into(), 24));
        assert_eq!(of(Some("Asia/Kolkata"), winter), ("2026-11-23T18:30:00Z".into(), 24));
        // The clocks go forward on 29 March 2026 and back on 25 October.
        assert_eq!(of(Some("Europe/Berlin"), 1_774_778_400_000), ("2026-03-28T23:00:00Z".into(), 23));
        assert_eq!(of(Some("Europe/Berlin"), 1_792_922_400_000), ("2026-10-24T22:00:00Z".into(), 25));
        assert_eq!(of(None, i64::MAX), (String::new(), 24));
        assert_eq!(clock_in(Some("Asia/Kolkata"), Timestamp::from_millis(winter)), "15:53");
    }

    #[test]
    fn in_short_a_moment_that_stands_alone_says_in_which_zone_it_is() {
        let winter = Timestamp::from_millis(1_795_515_780_000);
        assert_eq!(short_moment_with_zone(None, winter), "24 Nov 2026, 10:23 UTC");
        assert_eq!(short_moment_with_zone(Some("Europe/Berlin"), winter), "24 Nov 2026, 11:23 CET");
    }

    #[test]
    fn in_short_a_moment_leaves_its_zone_to_whoever_names_it() {
        let winter = Timestamp::from_millis(1_795_515_780_000);
        for (zone, at, name) in [
            (None, "24 Nov 2026, 10:23", "UTC"),
            (Some("Europe/Berlin"), "24 Nov 2026, 11:23", "Europe/Berlin"),
            (Some("Mars/Olympus"), "24 Nov 2026, 10:23", "UTC"),
        ] {
            assert_eq!((short_moment_in(zone, winter).as_str(), zone_name(zone)), (at, name));
        }
    }

    #[test]
    fn a_zone_that_is_none_is_utc() {
        for zone in ["", "Mars/Olympus", "../../etc/passwd", "<b>"] {
            assert_eq!(told_in(Some(zone), 0), "1 January 1970 at 00:00 UTC", "{zone:?}");
        }
        assert_eq!(told_in(None, i64::MAX), "");
    }

    #[test]
    fn all_zones_to_choose_from_are_told_and_utc_comes_first() {
        let zones = time_zones();
        assert_eq!(zones[0], "UTC");
        assert!(zones.len() > 300, "{}", zones.len());
        assert!(zones.iter().all(|zone| TimeZone::get(zone).is_ok()));
        for zone in ["Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Kolkata", "UTC"] {
            assert!(is_time_zone(zone), "{zone}");
        }
        for no_zone in ["", "europe/berlin", "Etc/GMT+5", "posix/Europe/Berlin", "Europe/Berlin ", "CET"] {
            assert!(!is_time_zone(no_zone), "{no_zone}");
        }
    }

    #[test]
    fn what_a_browser_names_is_a_zone_or_nothing() {
        for zone in ["America/New_York", "Asia/Calcutta"] {
            assert_eq!(zone_of_browser(zone), Some(zone));
        }
        for no_zone in ["", "UTC", "Etc/UTC", "Mars/Olympus", "<b>", &"Europe/Berlin".repeat(1_000)] {
            assert_eq!(zone_of_browser(no_zone), None, "{no_zone}");
        }
    }
}
