//! The form that lifts an account's lock of the day.

use domain::attempts::{Limits, Reason};
use leptos::prelude::*;

use crate::{
    api::{ApiError, notice::Notice, span},
    components::said::done,
};

/// The name of the form.
pub(super) const FORM: &str = "lift_daily_lock";

/// The form, with what it does and when to use it, and what came of it.
#[component]
pub(super) fn LiftDailyLock(limits: Limits, notice: Option<Notice>) -> impl IntoView {
    let notice = notice.filter(|notice| notice.form == FORM);
    let error = notice.as_ref().and_then(|notice| notice.error);
    let problem_id = error.map(|_| "lift-daily-lock-problem".to_owned());
    let problem = error.map(|error| {
        view! { <p id="lift-daily-lock-problem" class="problem" role="alert">{error.sentence()}</p> }
    });
    let done =
        done(notice.as_ref()).map(|done| view! { <div class="said" tabindex="-1" autofocus>{done}</div> });
    let blamed = error.map(blamed);
    let problem_of = |field: &str| problem_id.clone().filter(|_| blamed == Some(field));
    let typed = |field: &str| Notice::typed(notice.as_ref(), FORM, field);
    let [what, when] = explained(&limits);
    view! {
        <section class="supervisor-part" aria-labelledby="lift-daily-lock-title">
            <h2 id="lift-daily-lock-title">"Lift a daily lock"</h2>
            {done}
            <p>{what}</p>
            <p>{when}</p>
            <form
                class="supervisor-form"
                method="post"
                action="/api/lift_daily_lock"
                aria-labelledby="lift-daily-lock-title"
            >
                {problem}
                <LiftField
                    id="lift-daily-lock-account".to_owned()
                    name="account"
                    label="Account number"
                    longest=40
                    is_digits=true
                    typed=typed("account")
                    problem=problem_of("account")
                />
                <LiftField
                    id="lift-daily-lock-reason".to_owned()
                    name="reason"
                    label="Reason"
                    longest=Reason::MAX_LENGTH
                    typed=typed("reason")
                    problem=problem_of("reason")
                />
                <button class="button" type="submit">"Lift daily lock"</button>
            </form>
        </section>
    }
}

/// The field that has to be mended.
const fn blamed(error: ApiError) -> &'static str {
    match error {
        ApiError::BadReason => "reason",
        _ => "account",
    }
}

/// What lifting does and when to do it, with this installation's numbers.
fn explained(limits: &Limits) -> [String; 2] {
    let tries = match limits.tries_after_lift {
        1 => "1 more try".to_owned(),
        tries => format!("{tries} more tries"),
    };
    let wrong = match limits.wrong_a_day {
        1 => "1 wrong PIN".to_owned(),
        wrong => format!("{wrong} wrong PINs"),
    };
    let day = span(limits.day);
    [
        format!(
            "{wrong} within {day} lock an account, and a new PIN doesn’t change that. Lifting the lock allows {tries}, \
             with a One-Time PIN that is generated from then on; it is possible once in {day}."
        ),
        "Do it when you are sure that you talk to the customer, for instance because you called back a number that you \
         had before. Otherwise let them wait: the lock ends by itself."
            .to_owned(),
    ]
}

/// A field of one of the forms here.
#[component]
pub(super) fn LiftField(
    id: String,
    name: &'static str,
    label: &'static str,
    longest: usize,
    /// Digits alone are typed into it.
    #[prop(optional)]
    is_digits: bool,
    typed: String,
    /// What says what has to be mended in this field; `None`, if nothing has.
    problem: Option<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                inputmode=is_digits.then_some("numeric")
                dir=(!is_digits).then_some("auto")
                autocomplete="off"
                spellcheck=is_digits.then_some("false")
                maxlength=longest.to_string()
                aria-required="true"
                aria-invalid=problem.is_some().then_some("true")
                aria-describedby=problem.clone()
                autofocus=problem.is_some()
                value=typed
            />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn html(notice: Option<Notice>) -> String {
        Owner::new().with(|| view! { <LiftDailyLock limits=Limits::default() notice/> }.to_html())
    }

    #[test]
    fn the_numbers_are_the_operators() {
        let [told, _] = explained(&Limits::default());
        assert!(told.starts_with("10 wrong PINs within 24 hours lock an account"), "{told}");
        assert!(told.contains("allows 3 more tries"), "{told}");
        let chosen = Limits {
            wrong_a_day: 1,
            tries_after_lift: 1,
            day: Duration::from_secs(7200),
            ..Limits::default()
        };
        let [told, _] = explained(&chosen);
        assert!(
            told.starts_with("1 wrong PIN within 2 hours") && told.contains("allows 1 more try,"),
            "{told}"
        );
    }

    #[test]
    fn what_does_not_fit_is_blamed_on_its_field_and_stays_there() {
        for (error, field) in [(ApiError::BadReason, "reason"), (ApiError::NotLocked, "account")] {
            let typed =
                [("account".to_owned(), "10001".to_owned()), ("reason".to_owned(), "<why>".to_owned())];
            let notice = Notice { form: FORM.to_owned(), typed: typed.into(), ..Notice::of(error) };
            let html = html(Some(notice));
            assert!(html.contains("value=\"10001\"") && html.contains("value=\"&lt;why&gt;\""), "{html}");
            let (_, input) = html.split_once(&format!("name=\"{field}\"")).unwrap();
            let (input, _) = input.split_once("value=").unwrap();
            assert!(input.contains("aria-invalid=\"true\""), "{html}");
            assert_eq!(html.matches("aria-invalid").count(), 1, "{html}");
        }
    }

    #[test]
    fn another_forms_notice_says_nothing_here() {
        let notice = Notice { form: "lift_suspension".to_owned(), ..Notice::of(ApiError::BadReason) };
        assert!(!html(Some(notice)).contains("role=\"alert\""));
    }
}
