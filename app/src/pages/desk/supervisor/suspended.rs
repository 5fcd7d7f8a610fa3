//! Agents who were suspended, and the form that lifts it.

use domain::{attempts::Reason, desk::SuspendedAgent, verification::AgentKey};
use leptos::prelude::*;

use super::lift::LiftField;
use crate::{
    api::{
        ApiError,
        notice::Notice,
        times::{datetime, short_moment_in},
    },
    components::said::said_of,
};

/// The name of the form.
pub(super) const FORM: &str = "lift_suspension";

/// The suspended agents, with what came of the last form.
#[component]
pub(super) fn SuspendedAgents(
    suspended: Vec<SuspendedAgent>,
    /// What the reader's own tries are counted under.
    own: Option<AgentKey>,
    notice: Option<Notice>,
    zone: Option<String>,
) -> impl IntoView {
    // What went wrong is said beside the agent whom it is about, if they are still there.
    let about = notice.as_ref().filter(|notice| notice.form == FORM && notice.error.is_some());
    let about = about.and_then(|notice| notice.typed.get("agent")).cloned();
    let is_there = suspended
        .iter()
        .any(|one| about.as_deref() == Some(one.agent.as_str()) && own.as_ref() != Some(&one.agent));
    let above = if is_there { None } else { said_of(notice.as_ref(), &[FORM]) };
    let list = if suspended.is_empty() {
        view! { <p>"Nobody is suspended."</p> }.into_any()
    } else {
        let is_barred = suspended.iter().any(|one| own.as_ref() == Some(&one.agent));
        let rows = suspended.into_iter().enumerate().map(|(place, one)| {
            let is_own = own.as_ref() == Some(&one.agent);
            let notice = notice.clone().filter(|_| about.as_deref() == Some(one.agent.as_str()));
            view! { <Row place one is_own is_barred notice zone=zone.clone()/> }
        });
        view! {
            <p class="hint">
                "An agent who types too many wrong PINs can verify nobody until this is lifted. Talk to them first: \
                 someone may have been guessing through them, or with their sign-in."
            </p>
            <ul class="supervisor-list">{rows.collect_view()}</ul>
        }
        .into_any()
    };
    view! {
        <section class="supervisor-part" aria-labelledby="suspended-title">
            <h2 id="suspended-title">"Suspended agents"</h2>
            {above}
            {list}
        </section>
    }
}

#[component]
fn Row(
    /// Its place in the list, which makes its fields' names differ from others'.
    place: usize,
    one: SuspendedAgent,
    is_own: bool,
    /// The reader is suspended too, and lifts nothing.
    is_barred: bool,
    notice: Option<Notice>,
    zone: Option<String>,
) -> impl IntoView {
    let SuspendedAgent { agent, name, since } = one;
    let name = name.unwrap_or_else(|| "Someone who was erased".to_owned());
    let title = format!("suspended-{place}");
    let form = if is_own {
        view! { <p>"This is you. Nobody lifts their own suspension: ask another supervisor or the operator."</p> }.into_any()
    } else if is_barred {
        view! { <p>"While you are suspended yourself, you can’t lift this."</p> }.into_any()
    } else {
        view! { <Lift place title=title.clone() agent notice/> }.into_any()
    };
    view! {
        <li>
            <h3 id=title>
                <bdi>{name}</bdi>
            </h3>
            <p>
                "Suspended since "
                <time datetime=datetime(since)>{short_moment_in(zone.as_deref(), since)}</time>
            </p>
            {form}
        </li>
    }
}

#[component]
fn Lift(place: usize, title: String, agent: AgentKey, notice: Option<Notice>) -> impl IntoView {
    let error = notice.as_ref().and_then(|notice| notice.error);
    let problem_id = error.map(|_| format!("suspended-{place}-problem"));
    let problem = error.map(|error| {
        view! { <p id=problem_id.clone() class="problem" role="alert">{error.sentence()}</p> }
    });
    view! {
        <form class="supervisor-form" method="post" action="/api/lift_suspension" aria-labelledby=title>
            {problem}
            <input type="hidden" name="agent" value=agent.to_string()/>
            <LiftField
                id=format!("suspended-{place}-reason")
                name="reason"
                label="Reason"
                longest=Reason::MAX_LENGTH
                typed=Notice::typed(notice.as_ref(), FORM, "reason")
                problem=problem_id.filter(|_| error == Some(ApiError::BadReason))
            />
            <button class="button" type="submit">"Lift suspension"</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    fn ada() -> SuspendedAgent {
        let since = Timestamp::from_millis(1_795_515_780_000);
        SuspendedAgent { agent: "person/7".parse().unwrap(), name: Some("<Ada>".into()), since }
    }

    fn html(suspended: Vec<SuspendedAgent>, own: &str, notice: Option<Notice>) -> String {
        let own = own.parse().ok();
        Owner::new().with(|| view! { <SuspendedAgents suspended own notice zone=None/> }.to_html())
    }

    fn notice(error: ApiError, agent: &str) -> Notice {
        let typed = [("agent".to_owned(), agent.to_owned()), ("reason".to_owned(), "\"why\"".to_owned())];
        Notice { form: FORM.to_owned(), typed: typed.into(), ..Notice::of(error) }
    }

    #[test]
    fn a_suspended_agent_is_named_with_a_form_for_everyone_but_themselves() {
        let others = html(vec![ada()], "person/8", None);
        assert!(others.contains("&lt;Ada&gt;") && others.contains("24 Nov 2026, 10:23"), "{others}");
        assert!(others.contains("name=\"agent\" value=\"person/7\""), "{others}");
        let own = html(vec![ada()], "person/7", None);
        assert!(own.contains("Nobody lifts their own suspension") && !own.contains("<form"), "{own}");
        assert!(html(Vec::new(), "person/8", None).contains("Nobody is suspended."));
    }

    #[test]
    fn what_went_wrong_is_said_once_beside_its_agent_or_above_where_they_are_gone() {
        let beside = html(vec![ada()], "person/8", Some(notice(ApiError::BadReason, "person/7")));
        assert_eq!(beside.matches("role=\"alert\"").count(), 1, "{beside}");
        assert!(
            beside.contains("aria-invalid=\"true\"") && beside.contains("value=\"&quot;why&quot;\""),
            "{beside}"
        );
        for (suspended, agent) in [(vec![ada()], "person/9"), (Vec::new(), "person/7")] {
            let above = html(suspended, "person/8", Some(notice(ApiError::NotSuspended, agent)));
            assert_eq!(above.matches("role=\"alert\"").count(), 1, "{above}");
            assert!(above.contains("class=\"said\"") && !above.contains("aria-invalid"), "{above}");
        }
        let own = html(vec![ada()], "person/7", Some(notice(ApiError::OwnSuspension, "person/7")));
        assert_eq!(own.matches("role=\"alert\"").count(), 1, "{own}");
    }
}
