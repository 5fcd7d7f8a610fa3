//! The help page: what customers ask about Security Pins, in the order in which they meet them. It is open to all.

mod calling;
mod pins;
mod trouble;

use domain::policy::Policy;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{api::context, components::frame::SiteHeader};

/// A question and its answer, which tells this installation's numbers.
struct Question {
    /// Where it stands on the page, as an address says after `#`. Links elsewhere rely on it.
    id: &'static str,
    asks: &'static str,
    answer: fn(&Policy) -> AnyView,
}

const fn question(id: &'static str, asks: &'static str, answer: fn(&Policy) -> AnyView) -> Question {
    Question { id, asks, answer }
}

/// All questions, in their order on the page and in the list before them.
fn questions() -> impl Iterator<Item = &'static Question> {
    pins::QUESTIONS.iter().chain(&calling::QUESTIONS).chain(&trouble::QUESTIONS)
}

/// The page.
#[component]
pub(super) fn HelpPage() -> impl IntoView {
    let policy = context::desk().policy;
    let links = questions()
        .map(|question| {
            view! {
                <li>
                    <a href=format!("#{}", question.id)>{question.asks}</a>
                </li>
            }
        })
        .collect_view();
    let answers = questions().map(|question| answered(question, &policy)).collect_view();
    view! {
        <Title text="Help with Security Pins"/>
        <SiteHeader caller=context::caller()/>
        <main id="main" class="help">
            <h1>"Help with Security Pins"</h1>
            <p class="help-lead">
                "When you phone or chat with support, a Security PIN shows that you speak for your account."
            </p>
            <nav class="help-contents" aria-label="On this page">
                <ul>{links}</ul>
            </nav>
            {answers}
        </main>
    }
}

fn answered(question: &Question, policy: &Policy) -> AnyView {
    view! {
        <section class="help-question" id=question.id>
            <h2>{question.asks}</h2>
            {(question.answer)(policy)}
        </section>
    }
    .into_any()
}

/// So many of a thing, such as `1 digit` or `5 digits`.
fn so_many(count: impl Into<u64>, thing: &str) -> String {
    match count.into() {
        1 => format!("1 {thing}"),
        many => format!("{many} {thing}s"),
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, time::Duration};

    use domain::attempts::Limits;

    use super::*;

    /// The page's answers as HTML, where these numbers hold.
    fn told(policy: &Policy) -> String {
        Owner::new().with(|| questions().map(|question| answered(question, policy)).collect_view().to_html())
    }

    #[test]
    fn each_question_has_a_place_of_its_own_that_an_address_can_name() {
        let ids: BTreeSet<_> = questions().map(|question| question.id).collect();
        assert_eq!(ids.len(), questions().count());
        for id in ids {
            assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{id}");
            // The page's own content begins there.
            assert_ne!(id, "main");
        }
        assert!(questions().all(|question| question.asks.ends_with('?')));
    }

    #[test]
    fn the_numbers_are_those_that_hold_where_nothing_is_chosen() {
        let told = told(&Policy::default());
        for number in
            ["within 24 hours", "5 digits", "5 wrong PINs", "10 wrong PINs", "20 wrong PINs", "30 minutes"]
        {
            assert!(told.contains(number), "{number}");
        }
        assert!(told.contains("“zero, four, two, one, seven”"));
    }

    #[test]
    fn the_numbers_follow_what_the_operator_chose() {
        let limits = Limits {
            wrong_in_a_row: 3,
            wrong_a_day: 7,
            wrong_in_a_master_life: 11,
            wrong_until_notice: 1,
            ..Limits::default()
        };
        let policy = Policy {
            code_length: 6.try_into().unwrap(),
            one_time_lifetime: Duration::from_secs(15 * 60),
            generates_an_hour: 12,
            limits,
            ..Policy::default()
        };
        let told = told(&policy);
        for number in [
            "within 15 minutes",
            "6 digits",
            "12 PINs",
            "3 wrong PINs",
            "7 wrong PINs",
            "11 wrong PINs",
            "1 wrong PIN ",
            "“zero, four, two, one, seven, three”",
        ] {
            assert!(told.contains(number), "{number}");
        }
        for number in ["5 wrong", "10 wrong", "20 wrong", "5 digits"] {
            assert!(!told.contains(number), "{number}");
        }
    }
}
