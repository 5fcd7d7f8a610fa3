//! A form that may have come back: what went wrong is said in it, and what was typed stands in it again.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::html::escaped;
use crate::api::{ApiError, notice::Notice};

/// What one form of the page knows of the last one that was sent.
#[derive(Clone, Default)]
pub(crate) struct Sent {
    form: &'static str,
    error: Option<ApiError>,
    typed: BTreeMap<String, String>,
}

impl Sent {
    /// What the notice has to say to this form (its address, without `/api/`).
    pub(crate) fn back(notice: Option<&Notice>, form: &'static str) -> Self {
        match notice.filter(|notice| notice.form == form && notice.error.is_some()) {
            Some(notice) => Self { form, error: notice.error, typed: notice.typed.clone() },
            None => Self { form, ..Self::default() },
        }
    }

    /// What stands in a field: what was typed, else what is stored.
    pub(crate) fn value(&self, field: &str, stored: &str) -> String {
        // A field that was emptied is not among those that were kept.
        let typed =
            if self.typed.is_empty() { Some(stored) } else { self.typed.get(field).map(String::as_str) };
        typed.unwrap_or_default().to_owned()
    }

    /// Whether it is this field that has to be mended.
    fn blames(&self, field: &str) -> bool {
        self.error.is_some_and(|error| field == blamed(error))
    }

    fn problem_id(&self) -> String {
        format!("{}-problem", self.form)
    }

    /// What went wrong, for beside the form.
    pub(crate) fn problem(&self) -> Option<AnyView> {
        let (id, error) = (self.problem_id(), self.error?);
        Some(view! { <p id=id class="problem" role="alert">{error.sentence()}</p> }.into_any())
    }

    /// The attributes of a field: what it is called for programs, and whether it has to be mended.
    fn of(&self, field: &'static str) -> Attributes {
        let blamed = self.blames(field);
        Attributes {
            id: format!("{}-{field}", self.form),
            invalid: blamed.then_some("true"),
            described_by: blamed.then(|| self.problem_id()),
            // The page begins where the form stands, though it may be far down.
            focus: blamed,
        }
    }
}

struct Attributes {
    id: String,
    invalid: Option<&'static str>,
    described_by: Option<String>,
    focus: bool,
}

/// The field that an error is about, or none.
fn blamed(error: ApiError) -> &'static str {
    match error {
        ApiError::BadName => "name",
        ApiError::BadEmail | ApiError::AlreadyThere | ApiError::ContactUnreachable => "email",
        ApiError::BadPhone => "phone",
        ApiError::BadNote => "note",
        _ => "",
    }
}

/// A field of one line.
#[component]
pub(crate) fn Field(
    sent: Sent,
    name: &'static str,
    label: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] required: bool,
    longest: usize,
    #[prop(default = String::new())] stored: String,
) -> impl IntoView {
    let Attributes { id, invalid, described_by, focus } = sent.of(name);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                type=kind
                dir="auto"
                autocomplete="off"
                maxlength=longest.to_string()
                required=required
                aria-invalid=invalid
                aria-describedby=described_by
                autofocus=focus
                value=sent.value(name, &stored)
            />
        </div>
    }
}

/// A field of several lines.
#[component]
pub(crate) fn Lines(
    sent: Sent,
    name: &'static str,
    label: &'static str,
    longest: usize,
    #[prop(default = String::new())] stored: String,
) -> impl IntoView {
    let Attributes { id, invalid, described_by, focus } = sent.of(name);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea
                id=id
                name=name
                rows="3"
                dir="auto"
                maxlength=longest.to_string()
                aria-invalid=invalid
                aria-describedby=described_by
                autofocus=focus
            >
                {escaped(&sent.value(name, &stored))}
            </textarea>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(error: ApiError, typed: &[(&str, &str)]) -> Sent {
        let typed = typed.iter().map(|(field, typed)| ((*field).to_owned(), (*typed).to_owned())).collect();
        let notice = Notice { form: "change_contact".to_owned(), typed, ..Notice::of(error) };
        Sent::back(Some(&notice), "change_contact")
    }

    #[test]
    fn what_was_typed_stands_in_the_form_again_and_what_was_emptied_stays_empty() {
        let back = sent(ApiError::BadPhone, &[("name", "Dana"), ("phone", "call me")]);
        assert_eq!(back.value("phone", "+1 555 0100"), "call me");
        assert_eq!(back.value("email", "dana@acme.example"), "");
        assert!(back.blames("phone") && !back.blames("email"));
    }

    #[test]
    fn a_form_that_did_not_come_back_shows_what_is_stored_and_blames_nothing() {
        let notice = Notice { form: "invite".to_owned(), ..Notice::of(ApiError::BadEmail) };
        for fresh in [Sent::back(None, "add_contact"), Sent::back(Some(&notice), "add_contact")] {
            assert_eq!(fresh.value("email", "dana@acme.example"), "dana@acme.example");
            assert!(!fresh.blames("email") && !fresh.blames("") && fresh.problem().is_none());
        }
        // What was typed was too long for the cookie.
        assert_eq!(sent(ApiError::BadNote, &[]).value("name", "Dana"), "Dana");
    }

    #[test]
    fn a_text_area_holds_what_was_typed_and_no_markup() {
        let html = Owner::new().with(|| {
            let sent = sent(ApiError::BadNote, &[("note", "</textarea><b>&lt;")]);
            view! { <Lines sent name="note" label="Note" longest=500/> }.to_html()
        });
        assert!(html.contains(">&lt;/textarea&gt;&lt;b&gt;&amp;lt;</textarea>"), "{html}");
        let empty = Owner::new().with(|| {
            view! { <Lines sent=Sent::back(None, "x") name="note" label="Note" longest=500/> }.to_html()
        });
        assert!(empty.contains("></textarea>"), "{empty}");
    }
}
