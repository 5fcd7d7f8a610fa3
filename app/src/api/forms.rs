//! Every form there is: who may send it, and which page comes next for a browser that sent it by itself.
//!
//! A test compares this table with the server functions, so that none is without its row (requirement P3). That they
//! keep to it is the use cases' part; the stories try each with everyone else.

use std::collections::BTreeMap;

use domain::{account::AccountNumber, permission::Action};

use super::Done;

/// Who may send a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Anyone,
    /// Whoever is signed in, for themselves.
    SignedIn,
    /// Whoever may do this on the account that the form names.
    Account(Action),
    /// Whoever may do this at the support desk. For everyone else there is no such form.
    Desk(Action),
}

/// The page that comes after a form that did what it should.
#[derive(Clone, Copy, Debug)]
pub enum Next {
    /// This one.
    Page(fn(&Fields) -> String),
    /// The answer itself, which holds recovery codes to be shown this once.
    RecoveryCodes,
    /// The page that the form stands on, with what came of it: no address and no cookie may say that.
    Answer,
}

/// A form.
#[derive(Debug)]
pub struct Form {
    /// Its address, without `/api/`.
    pub name: &'static str,
    /// Who may send it.
    pub access: Access,
    /// What comes next.
    pub next: Next,
    /// What is said there.
    pub done: Option<Done>,
    /// Where it stands: the page that says what went wrong. `None` where nobody waits for an answer.
    pub back: Option<fn(&Fields) -> String>,
    /// The fields that keep what was typed into them when it comes back.
    pub keeps: &'static [&'static str],
}

/// What was typed into a form, by field.
#[derive(Debug, Default)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    /// Takes the fields of a form.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// What stands in a field; nothing, if there is no such field.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map(String::as_str).unwrap_or_default()
    }

    /// What stands in the fields that are kept.
    pub fn kept(&self, form: &Form) -> BTreeMap<String, String> {
        let kept = form.keeps.iter().map(|field| ((*field).to_owned(), self.get(field).to_owned()));
        kept.filter(|(_, typed)| !typed.is_empty()).collect()
    }

    /// A number that a field names, as an address may hold it.
    fn number(&self, field: &str) -> i64 {
        self.get(field).parse().unwrap_or_default()
    }

    /// The home of the account that the form is about.
    fn home(&self) -> String {
        match self.get("account").parse::<AccountNumber>() {
            Ok(account) => format!("/accounts/{account}"),
            Err(_) => "/".to_owned(),
        }
    }
}

/// The form at this address, without `/api/`.
pub fn form(name: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.name == name)
}

const fn to(
    name: &'static str,
    access: Access,
    next: fn(&Fields) -> String,
    done: Option<Done>,
    back: fn(&Fields) -> String,
    keeps: &'static [&'static str],
) -> Form {
    Form { name, access, next: Next::Page(next), done, back: Some(back), keeps }
}

const CONTACT: &[&str] = &["name", "email", "phone", "note"];
const CHANGES: Access = Access::Account(Action::ChangePeople);
const ME: Access = Access::SignedIn;

/// All forms, those that pages send by themselves among them.
pub static FORMS: [Form; 32] = [
    to("sign_in", Access::Anyone, start, None, login, &["email"]),
    to("enter_code", Access::Anyone, start, None, login, &[]),
    to("sign_out", Access::Anyone, login, None, login, &[]),
    to("ask_for_reset", Access::Anyone, forgot, Some(Done::ResetAsked), forgot, &["email"]),
    to("reset_password", Access::Anyone, login, Some(Done::PasswordReset), new_password, &[]),
    to("accept_invitation", Access::Anyone, login, Some(Done::Joined), invitation, &["name"]),
    to("confirm", ME, came_from, Some(Done::Confirmed), came_from, &[]),
    to("change_password", ME, own, Some(Done::PasswordChanged), own, &[]),
    to("offer_second_factor", ME, own, None, own, &[]),
    Form {
        name: "confirm_second_factor",
        access: ME,
        next: Next::RecoveryCodes,
        done: None,
        back: Some(own),
        keeps: &[],
    },
    Form {
        name: "renew_recovery_codes",
        access: ME,
        next: Next::RecoveryCodes,
        done: None,
        back: Some(own),
        keeps: &[],
    },
    to("remove_second_factor", ME, own, Some(Done::SecondFactorOff), own, &[]),
    to("keep_time_zone", ME, own, Some(Done::TimeZoneKept), own, &[]),
    to("end_session", ME, own, Some(Done::SessionEnded), own, &[]),
    to("end_other_sessions", ME, own, Some(Done::OthersEnded), own, &[]),
    to("generate_pin", Access::Account(Action::GeneratePin), Fields::home, None, Fields::home, &[]),
    to("clear_pin", Access::Account(Action::ClearPin), Fields::home, None, Fields::home, &[]),
    quiet("keep_panel", Access::Account(Action::SeePins)),
    quiet("show_pins", Access::Account(Action::SeePins)),
    to("leave", Access::Account(Action::Leave), start, Some(Done::Left), people, &[]),
    to("invite", CHANGES, people, Some(Done::Invited), people, &["email", "role"]),
    to("withdraw_invitation", CHANGES, people, Some(Done::InvitationWithdrawn), people, &[]),
    to("change_role", CHANGES, people, Some(Done::RoleChanged), people, &[]),
    to("remove_person", CHANGES, people, Some(Done::AccessEnded), people, &[]),
    to("add_contact", CHANGES, people, Some(Done::ContactAdded), people, CONTACT),
    to("change_contact", CHANGES, people, Some(Done::ContactChanged), contact, CONTACT),
    to("remove_contact", CHANGES, people, Some(Done::ContactRemoved), people, &[]),
    to(
        "report_verification",
        Access::Account(Action::ReportVerification),
        Fields::home,
        Some(Done::Reported),
        Fields::home,
        &[],
    ),
    at_desk("verify", Action::Verify, &["account", "channel", "contact", "ticket", "form_key"]),
    at_desk("open_receipt", Action::OpenReceipt, &["account", "receipt"]),
    to(
        "lift_daily_lock",
        Access::Desk(Action::LiftDailyLock),
        supervisor,
        Some(Done::DailyLockLifted),
        supervisor,
        &["account", "reason"],
    ),
    to(
        "lift_suspension",
        Access::Desk(Action::LiftSuspension),
        supervisor,
        Some(Done::SuspensionLifted),
        supervisor,
        &["agent", "reason"],
    ),
];

/// A form that is answered by the desk's page itself.
const fn at_desk(name: &'static str, action: Action, keeps: &'static [&'static str]) -> Form {
    let access = Access::Desk(action);
    Form { name, access, next: Next::Answer, done: None, back: Some(desk), keeps }
}

/// A form that a page sends by itself, and that nobody waits for.
const fn quiet(name: &'static str, access: Access) -> Form {
    Form { name, access, next: Next::Page(Fields::home), done: None, back: None, keeps: &[] }
}

fn start(_: &Fields) -> String {
    "/".to_owned()
}

fn login(_: &Fields) -> String {
    "/login".to_owned()
}

fn forgot(_: &Fields) -> String {
    "/forgot-password".to_owned()
}

fn own(_: &Fields) -> String {
    "/your-sign-in".to_owned()
}

fn desk(_: &Fields) -> String {
    "/desk".to_owned()
}

fn supervisor(_: &Fields) -> String {
    "/desk/supervisor".to_owned()
}

fn new_password(fields: &Fields) -> String {
    format!("/new-password?token={}", token(fields))
}

fn invitation(fields: &Fields) -> String {
    format!("/invitation?token={}", token(fields))
}

/// The link's token, if it can be one: it stands in an address.
fn token(fields: &Fields) -> &str {
    let token = fields.get("token");
    if token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit()) { token } else { "" }
}

fn people(fields: &Fields) -> String {
    format!("{}/people", fields.home().trim_end_matches('/'))
}

fn contact(fields: &Fields) -> String {
    format!("{}/contacts/{}", fields.home().trim_end_matches('/'), fields.number("contact"))
}

/// Where someone proved who they are: one of our pages that asks for it, and nothing else.
fn came_from(fields: &Fields) -> String {
    match fields.get("account") {
        "" => own(fields),
        _ => people(fields),
    }
}

#[cfg(test)]
mod tests;
