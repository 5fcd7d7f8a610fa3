//! The form that looks for tries. It is sent as a question, so that its address can be kept and passed on.

use domain::{
    desk::TryResult,
    name::NAME_LENGTH,
    person::{Person, PersonId},
};
use leptos::prelude::*;

use crate::api::AskedTries;

/// What is said where what was typed is no account's number.
const NO_ACCOUNT: &str = "An account number has up to 12 digits, the first of them no 0.";

/// The form, with what is looked for in it.
#[component]
pub(super) fn Search(
    asked: AskedTries,
    people: Vec<Person>,
    /// What was typed is no account's number.
    is_wrong: bool,
) -> impl IntoView {
    let all = asked.is_search().then(|| {
        view! {
            <a class="button" href="/desk/history">
                "Show all"
            </a>
        }
    });
    let results = TryResult::ALL.map(|result| {
        view! {
            <option value=result.as_str() selected=asked.result == Some(result)>
                {title(result)}
            </option>
        }
    });
    let agents = people.iter().map(|person| {
        let PersonId(id) = person.id;
        view! {
            <option value=id.to_string() selected=asked.agent == Some(person.id)>
                {called(person, &people)}
            </option>
        }
    });
    let agents = agents.collect_view();
    let problem =
        is_wrong.then(|| view! { <p id="search-problem" class="problem" role="alert">{NO_ACCOUNT}</p> });
    view! {
        <form class="history-search" method="get" action="/desk/history" role="search" aria-label="Tries">
            <div class="field">
                <label for="search-account">"Account number"</label>
                <input
                    id="search-account"
                    name="account"
                    inputmode="numeric"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="40"
                    aria-invalid=is_wrong.then_some("true")
                    aria-describedby=is_wrong.then_some("search-problem")
                    autofocus=is_wrong
                    value=asked.account
                />
                {problem}
            </div>
            <div class="field">
                <label for="search-agent">"Agent"</label>
                <select id="search-agent" name="agent">
                    <option value="">"Anyone"</option>
                    {agents}
                </select>
            </div>
            <div class="field">
                <label for="search-result">"Result"</label>
                <select id="search-result" name="result">
                    <option value="">"Any"</option>
                    {results.collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="search-ticket">"Ticket"</label>
                <input
                    id="search-ticket"
                    name="ticket"
                    dir="auto"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength=NAME_LENGTH
                    value=asked.ticket
                />
            </div>
            <div class="history-search-buttons">
                <button class="button button-primary" type="submit">"Search"</button>
                {all}
            </div>
        </form>
    }
}

const fn title(result: TryResult) -> &'static str {
    match result {
        TryResult::Verified => "Verified",
        TryResult::NotVerified => "Not verified",
        TryResult::NoLivePin => "No live PIN",
        TryResult::Locked => "Locked the account",
    }
}

/// What someone is called where two of one name are told apart.
fn called(person: &Person, people: &[Person]) -> String {
    let is_one_of_two = people.iter().any(|other| other.id != person.id && other.name == person.name);
    if is_one_of_two { format!("{} ({})", person.name, person.email) } else { person.name.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: i64, name: &str) -> Person {
        let email = format!("p{id}@support.example").parse().unwrap();
        Person { id: PersonId(id), email, name: name.into(), desk: None }
    }

    fn html(query: &str, is_wrong: bool) -> String {
        let asked = AskedTries::in_query(Some(query));
        let people = vec![person(7, "<Ada>"), person(8, "Lee"), person(9, "Lee")];
        Owner::new().with(|| view! { <Search asked people is_wrong/> }.to_html())
    }

    #[test]
    fn the_form_holds_what_is_looked_for_and_a_way_back_to_all() {
        let form = html("account=10001&agent=7&result=locked&ticket=%22T%22", false);
        assert!(form.contains("value=\"10001\"") && form.contains("value=\"&quot;T&quot;\""), "{form}");
        assert_eq!(form.matches(" selected").count(), 2, "{form}");
        assert!(form.contains("Show all") && !form.contains("role=\"alert\""), "{form}");
        assert!(!html("", false).contains("Show all"));
    }

    #[test]
    fn two_of_one_name_are_told_apart_and_a_name_brings_no_markup() {
        let form = html("", false);
        assert!(form.contains("&lt;Ada&gt;") && form.contains("Lee (p8@support.example)"), "{form}");
        assert!(form.contains("Lee (p9@support.example)"), "{form}");
    }

    #[test]
    fn what_is_no_account_number_stays_and_is_said_beside_its_field() {
        let form = html("account=acme", true);
        assert!(form.contains("value=\"acme\"") && form.contains(NO_ACCOUNT), "{form}");
        assert!(form.contains("aria-invalid=\"true\""), "{form}");
    }
}
