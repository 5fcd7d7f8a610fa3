//! What happened to agents and at the whole desk, in words.

use domain::{desk::DeskEvent, history::Event};
use leptos::prelude::*;

use crate::{
    api::{
        HappeningView, Mark,
        times::{datetime, short_moment_in},
    },
    components::happenings::HappeningList,
};

const ERASED: &str = "Someone who was erased";

/// The list, the latest first.
#[component]
pub(super) fn Happened(events: Vec<DeskEvent>, zone: Option<String>) -> impl IntoView {
    let happenings: Vec<_> = events.iter().map(|event| happening(event, zone.as_deref())).collect();
    let list = if happenings.is_empty() {
        view! { <p>"No agent has been suspended, nothing was lifted, and nothing looked like an attack."</p> }
            .into_any()
    } else {
        view! {
            <div class="activity">
                <HappeningList happenings/>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="supervisor-part" aria-labelledby="happened-title">
            <h2 id="happened-title">"What happened at the desk"</h2>
            {list}
        </section>
    }
}

fn happening(event: &DeskEvent, zone: Option<&str>) -> HappeningView {
    let mark = match event.event {
        Event::SuspensionLifted { .. } | Event::DailyLockLifted { .. } => Mark::People,
        _ => Mark::Warning,
    };
    let reason = event.reason.as_ref().map(|reason| format!(" Reason: “{reason}”")).unwrap_or_default();
    HappeningView {
        at: short_moment_in(zone, event.at),
        datetime: datetime(event.at),
        sentence: format!("{}{reason}", sentence(event)),
        mark,
    }
}

fn sentence(event: &DeskEvent) -> String {
    let whom = event.whom.as_deref();
    match event.event {
        Event::AgentSuspended { .. } => {
            format!("{} was suspended after too many wrong PINs.", whom.unwrap_or(ERASED))
        }
        Event::SuspensionLifted { staff, .. } => {
            let by = match (&event.by, staff) {
                (Some(name), _) => name,
                (None, Some(_)) => ERASED,
                (None, None) => "The operator",
            };
            format!("{by} lifted the suspension of {}.", whom.unwrap_or("someone who was erased"))
        }
        Event::DailyLockLifted { account, .. } => format!(
            "{} lifted the daily lock of account {}.",
            event.by.as_deref().unwrap_or(ERASED),
            account.unwrap_or_default()
        ),
        Event::Alarm { wrong, accounts } => format!(
            "{wrong} wrong PINs on {accounts} accounts within minutes looked like an attack. The supervisors were told \
             by mail."
        ),
        // Others are not among the desk's.
        _ => "Something else happened.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    fn event(event: Event, by: Option<&str>, whom: Option<&str>, reason: Option<&str>) -> DeskEvent {
        let at = Timestamp::from_millis(1_795_515_780_000);
        let text = |text: Option<&str>| text.map(str::to_owned);
        DeskEvent { at, event, by: text(by), whom: text(whom), reason: text(reason) }
    }

    fn told(event: &DeskEvent) -> (String, Mark) {
        let HappeningView { sentence, mark, .. } = happening(event, None);
        (sentence, mark)
    }

    #[test]
    fn each_event_has_its_words_and_the_reason_is_told_with_it() {
        let agent = || "person/7".to_owned();
        let suspended = Event::AgentSuspended { agent: agent() };
        assert_eq!(
            told(&event(suspended.clone(), None, Some("Ada"), None)),
            ("Ada was suspended after too many wrong PINs.".to_owned(), Mark::Warning)
        );
        assert!(told(&event(suspended, None, None, None)).0.starts_with("Someone who was erased was"));
        let lifted = |staff| Event::SuspensionLifted { agent: agent(), staff };
        assert_eq!(
            told(&event(lifted(Some(8)), Some("Lee"), Some("Ada"), Some("Spoke to her."))),
            ("Lee lifted the suspension of Ada. Reason: “Spoke to her.”".to_owned(), Mark::People)
        );
        assert_eq!(
            told(&event(lifted(None), None, Some("Ada"), None)).0,
            "The operator lifted the suspension of Ada."
        );
        assert_eq!(
            told(&event(lifted(Some(8)), None, None, None)).0,
            "Someone who was erased lifted the suspension of someone who was erased."
        );
        let (alarm, mark) = told(&event(Event::Alarm { wrong: 51, accounts: 31 }, None, None, None));
        assert!(alarm.starts_with("51 wrong PINs on 31 accounts") && mark == Mark::Warning, "{alarm}");
    }

    #[test]
    fn a_reason_brings_no_markup_and_a_quiet_desk_says_so() {
        let html = |events| Owner::new().with(|| view! { <Happened events zone=None/> }.to_html());
        let lifted = Event::SuspensionLifted { agent: "person/7".into(), staff: Some(8) };
        let told = html(vec![event(lifted, Some("<Lee>"), Some("Ada"), Some("<script>"))]);
        assert!(told.contains("&lt;Lee&gt;") && told.contains("“&lt;script&gt;”"), "{told}");
        assert!(html(Vec::new()).contains("No agent has been suspended"));
    }
}
