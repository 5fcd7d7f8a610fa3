//! That the table of forms is whole, and leads nowhere else.

use std::collections::BTreeSet;

use domain::{
    permission::{may, may_at_desk},
    person::{DeskRole, Role},
};
use leptos::server_fn::axum::server_fn_paths;

use super::*;

fn fields(pairs: &[(&str, &str)]) -> Fields {
    Fields::of(pairs.iter().map(|(field, typed)| ((*field).to_owned(), (*typed).to_owned())).collect())
}

#[test]
fn every_server_function_has_its_row_and_every_row_its_server_function() {
    let functions: BTreeSet<String> = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let rows: BTreeSet<String> = FORMS.iter().map(|form| format!("/api/{}", form.name)).collect();
    assert_eq!(functions, rows);
    assert_eq!(rows.len(), FORMS.len(), "each once");
}

#[test]
fn no_form_leads_anywhere_but_to_our_own_pages_and_keeps_no_secret() {
    let nasty = fields(&[
        ("account", "//elsewhere.example"),
        ("token", "x\r\nLocation: //elsewhere.example"),
        ("contact", "../../elsewhere"),
    ]);
    for form in &FORMS {
        let pages = [
            form.back,
            match form.next {
                Next::Page(page) => Some(page),
                Next::RecoveryCodes | Next::Answer => None,
            },
        ];
        for page in pages.into_iter().flatten() {
            let to = page(&nasty);
            assert!(to.starts_with('/') && !to.starts_with("//"), "{}: {to}", form.name);
            assert!(!to.contains("elsewhere") && !to.contains('\r'), "{}: {to}", form.name);
        }
        for secret in ["password", "code", "token", "pin"] {
            assert!(!form.keeps.contains(&secret), "{}", form.name);
        }
    }
}

#[test]
fn a_form_is_the_desks_or_an_accounts_and_never_both() {
    for form in &FORMS {
        match form.access {
            Access::Desk(action) => {
                assert!(may_at_desk(Some(DeskRole::Supervisor), action), "{}", form.name);
                assert!(!may(Some(Role::Holder), action), "{}", form.name);
            }
            Access::Account(action) => {
                assert!(may(Some(Role::Holder), action), "{}", form.name);
                assert!(!may_at_desk(Some(DeskRole::Supervisor), action), "{}", form.name);
            }
            Access::Anyone | Access::SignedIn => {}
        }
    }
    assert_eq!(form("verify").unwrap().access, Access::Desk(Action::Verify));
}

#[test]
fn a_form_about_an_account_comes_back_to_that_account() {
    let typed = fields(&[("account", "10001"), ("contact", "7"), ("name", "Dana"), ("note", "")]);
    let back = |name: &str| form(name).unwrap().back.unwrap()(&typed);
    assert_eq!(back("generate_pin"), "/accounts/10001");
    assert_eq!(back("invite"), "/accounts/10001/people");
    assert_eq!(back("change_contact"), "/accounts/10001/contacts/7");
    let kept = typed.kept(form("add_contact").unwrap());
    assert_eq!(kept, BTreeMap::from([("name".to_owned(), "Dana".to_owned())]));
}
