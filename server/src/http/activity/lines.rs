//! What happened, as lines of a file that a spreadsheet opens. Times are in UTC.

use app::api::happening_view;
use domain::{
    desk::Happening,
    history::{Event, Subject},
};

use crate::http::csv_lines::{harmless, head_of, written};

const COLUMNS: [&str; 7] = ["number", "time", "subject", "event", "by", "whom", "sentence"];

/// The line that names the columns.
pub(super) fn head() -> csv::Result<Vec<u8>> {
    head_of(&COLUMNS)
}

/// A line for each happening.
pub(super) fn of(happenings: &[Happening]) -> csv::Result<Vec<u8>> {
    written(|file| happenings.iter().try_for_each(|happening| file.write_record(cells(happening))))
}

fn cells(happening: &Happening) -> [String; 7] {
    let view = happening_view(happening, None);
    let name = |name: &Option<String>| harmless(name.as_deref().unwrap_or_default());
    [
        happening.number.to_string(),
        view.datetime,
        Subject::of(&happening.event).to_string(),
        name_of(&happening.event),
        name(&happening.by),
        name(&happening.whom),
        harmless(&view.sentence),
    ]
}

/// What programs call the event: what the history itself calls it.
fn name_of(event: &Event) -> String {
    let json = serde_json::to_value(event).unwrap_or_default();
    json["event"].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use domain::{pin::PinKind::Master, time::Timestamp};

    use super::*;

    fn lines(by: &str, event: Event) -> String {
        let at = Timestamp::from_millis(1_795_515_780_123);
        let happening = Happening { number: 57, at, event, by: Some(by.to_owned()), whom: None };
        String::from_utf8(of(&[happening]).unwrap()).unwrap()
    }

    fn generated() -> Event {
        Event::Generated { kind: Master, pin: 1, person: 1 }
    }

    #[test]
    fn a_line_tells_people_and_programs_what_happened() {
        assert_eq!(
            String::from_utf8(head().unwrap()).unwrap(),
            "\u{feff}number,time,subject,event,by,whom,sentence\r\n"
        );
        assert_eq!(
            lines("Hanna Holt", generated()),
            "57,2026-11-24T10:23:00Z,pins,generated,Hanna Holt,,Hanna Holt generated a Master PIN.\r\n"
        );
        let locked = lines("", Event::LockedForTheDay { until: 1_795_515_780_000 });
        assert!(locked.contains(",support,locked_for_the_day,,,"), "{locked}");
        assert!(locked.contains("until 24 November 2026 at 10:23 UTC."), "{locked}");
    }

    #[test]
    fn what_support_does_is_about_support_and_named_as_the_history_names_it() {
        for (event, name) in [
            (Event::ReceiptOpened { attempt: 2, staff: 7 }, "receipt_opened"),
            (Event::DailyLockLifted { staff: 7, account: None }, "daily_lock_lifted"),
            (Event::Reported { person: 1 }, "reported"),
        ] {
            let line = lines("", event);
            assert!(line.contains(&format!(",support,{name},,,")) && line.lines().count() == 1, "{line}");
        }
    }

    #[test]
    fn commas_quotes_and_line_ends_stay_within_their_cell() {
        let line = lines("Holt, \"Hanna\"\r\nof Acme", generated());
        assert!(
            line.contains(",\"Holt, \"\"Hanna\"\"\r\nof Acme\",,\"Holt, \"\"Hanna\"\"\r\nof Acme generated"),
            "{line}"
        );
        assert!(line.ends_with(" a Master PIN.\"\r\n"), "{line}");
    }

    #[test]
    fn what_a_spreadsheet_would_run_begins_with_an_apostrophe() {
        let line = lines("=HYPERLINK(1)", generated());
        assert!(line.ends_with(",'=HYPERLINK(1),,'=HYPERLINK(1) generated a Master PIN.\r\n"), "{line}");
    }
}
