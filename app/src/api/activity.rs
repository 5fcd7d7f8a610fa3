//! What happened on an account, in plain words: which part of it a page shows, and what each line says.

mod asked;
mod view;
mod words;

use domain::{
    desk::Happening,
    history::{Event, Subject},
};

use super::times::{datetime, short_moment_in};

pub use asked::AskedActivity;
pub use view::{HappeningView, Mark};

/// Something that happened, for someone in this time zone, which whoever shows it names beside it.
pub fn happening_view(happening: &Happening, zone: Option<&str>) -> HappeningView {
    HappeningView {
        at: short_moment_in(zone, happening.at),
        datetime: datetime(happening.at),
        sentence: words::sentence(happening, zone),
        mark: mark(&happening.event),
    }
}

/// A Master PIN is worn out by wrong tries, which is what people should see of it first.
fn mark(event: &Event) -> Mark {
    match event {
        Event::Verified { .. } | Event::ReceiptOpened { .. } => Mark::Verified,
        Event::WornOut { .. } | Event::AgentSuspended { .. } | Event::Alarm { .. } => Mark::Warning,
        _ => match Subject::of(event) {
            Subject::Pins => Mark::Pin,
            Subject::Support => Mark::Warning,
            Subject::People | Subject::All => Mark::People,
        },
    }
}

#[cfg(test)]
mod tests {
    use domain::{pin::PinKind, time::Timestamp, verification::Channel};

    use super::*;

    #[test]
    fn what_happened_has_a_time_for_people_and_one_for_programs() {
        let happening = Happening {
            number: 1,
            at: Timestamp::from_millis(1_795_515_780_000),
            event: Event::Expired { pin: 1 },
            by: None,
            whom: None,
        };
        let view = happening_view(&happening, Some("Europe/Berlin"));
        assert_eq!(
            (view.at.as_str(), view.datetime.as_str()),
            ("24 Nov 2026, 11:23", "2026-11-24T10:23:00Z")
        );
        assert_eq!((view.sentence.as_str(), view.mark), ("The One-Time PIN expired.", Mark::Pin));
    }

    #[test]
    fn what_came_of_wrong_pins_is_marked_as_a_warning() {
        let channel = Channel::Phone;
        for (event, expected) in [
            (Event::Cleared { kind: PinKind::Master, pin: 1, person: 1 }, Mark::Pin),
            (Event::Verified { kind: PinKind::Master, pin: 1, attempt: 2, channel }, Mark::Verified),
            (Event::WrongTry { attempt: 2, channel, interrupted: false }, Mark::Warning),
            (Event::TooLate { attempt: 2, channel }, Mark::Warning),
            (Event::WornOut { pin: 1 }, Mark::Warning),
            (Event::Locked, Mark::Warning),
            (Event::Reported { person: 1 }, Mark::Warning),
            (Event::Alarm { wrong: 51, accounts: 31 }, Mark::Warning),
            (Event::ReceiptOpened { attempt: 2, staff: 7 }, Mark::Verified),
            (Event::DailyLockLifted { staff: 7, account: None }, Mark::Warning),
            (Event::SuspensionLifted { agent: "person/7".into(), staff: Some(8) }, Mark::People),
            (Event::AccessEnded { person: 1, by: None }, Mark::People),
        ] {
            assert_eq!(mark(&event), expected, "{event:?}");
        }
    }
}
