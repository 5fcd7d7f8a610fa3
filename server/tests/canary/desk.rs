//! Every answer that the support desk's people can get: whatever they open and send, none of it tells a PIN.

use std::collections::BTreeSet;

use app::api::forms::{Access, FORMS};
use domain::pin::PinCode;
use serde_json::Value;

use crate::{
    answers::{Seen, at_work, sign_in},
    browser::Browser,
    process::Process,
    search::leaks,
};

/// The desk's pages, those that only supervisors have among them, and pages that they share or may not have.
const PAGES: [&str; 13] = [
    "/",
    "/desk",
    "/desk/supervisor",
    "/desk/history",
    "/desk/history?account=10001",
    "/desk/history?result=verified&ticket=T-1",
    "/desk/history.csv",
    "/your-sign-in",
    "/help",
    "/accounts/10001",
    "/accounts/10001/people",
    "/accounts/10001/activity",
    "/accounts/10001/activity.csv",
];
/// Ada's key, by which her suspension is lifted: she is the fourth of the demo people.
const ADA: &str = "person/4";

/// What the desk sees, and which of its forms were sent.
struct Desk {
    seen: Seen,
    sent: BTreeSet<String>,
    keys: u32,
}

impl Desk {
    /// Sends a form as a program does, and again as a browser does by itself, and follows it. Gives the first answer.
    fn send(&mut self, browser: &mut Browser, form: &str, fields: &str) -> Value {
        let (name, path) = (format!("{form}: {fields}"), format!("/api/{form}"));
        self.sent.insert(form.to_owned());
        let answer = self.seen.whatever(&name, browser.call(&path, fields)).json();
        let page = self.seen.whatever(&name, browser.submit(&path, fields));
        if page.status == 303 {
            for next in ["/desk", "/desk/supervisor"] {
                self.seen.whatever(&name, browser.get(next));
            }
        }
        answer
    }

    /// Has an agent type a PIN, sent twice under one key. Gives what it came to.
    fn verify(&mut self, browser: &mut Browser, account: &str, typed: &str) -> String {
        self.keys += 1;
        let key = self.keys;
        let fields = format!(
            "account={account}&pin={typed}&channel=phone&contact=Dana+Field&ticket=T-1&form_key=key{key}"
        );
        result(&self.send(browser, "verify", &fields))
    }

    fn guess(&mut self, browser: &mut Browser, account: &str, wrong: &PinCode, times: u32) {
        for _ in 0..times {
            assert_eq!(self.verify(browser, account, wrong.reveal()), "not_verified");
        }
    }

    /// Opens every page, as a browser and as a program.
    fn look_around(&mut self, browser: &mut Browser) {
        for path in PAGES {
            self.seen.whatever(path, browser.get(path));
            self.seen.whatever(path, browser.send("GET", path, &[("Accept", "application/json")], ""));
        }
        for form in ["show_pins", "generate_pin", "clear_pin"] {
            let fields = "account=10001&kind=master&shown=none";
            let answer = self.seen.whatever(form, browser.call(&format!("/api/{form}"), fields));
            assert!(answer.status >= 400, "{form}: {}", answer.head);
        }
    }
}

/// A verdict or an error, by its name for programs.
fn result(answer: &Value) -> String {
    let result = answer["outcome"]["result"].as_str().or(answer["error"].as_str());
    result.unwrap_or_else(|| panic!("{answer}")).to_owned()
}

/// Callers, right and wrong. Gives a receipt.
fn callers(desk: &mut Desk, ada: &mut Browser) -> String {
    let [wrong, one_time, master] = [0, 1, 2].map(|place: usize| desk.seen.codes[place].clone());
    let fields = |pin: &str| format!("account=10001&pin={pin}&channel=chat&form_key=another");
    let verified = desk.send(ada, "verify", &fields(master.reveal()));
    assert_eq!(result(&verified), "verified");
    assert_eq!(desk.verify(ada, "10001", one_time.reveal()), "verified");
    assert_eq!(desk.verify(ada, "10001", one_time.reveal()), "not_verified", "it is spent");
    assert_eq!(desk.verify(ada, "99999", master.reveal()), "no_live_pin");
    assert_eq!(desk.verify(ada, "10001", &master.reveal()[..7]), "bad_pin");
    assert_eq!(desk.verify(ada, "10001", &format!("{}+{}", master.reveal(), wrong.reveal())), "bad_pin");
    assert_eq!(desk.verify(ada, "no+account", master.reveal()), "bad_account");
    assert_eq!(result(&desk.send(ada, "verify", &fields(wrong.reveal()))), "form_used");
    let no_channel = format!("account=10001&pin={}", master.reveal());
    assert_eq!(result(&desk.send(ada, "verify", &no_channel)), "bad_channel");
    verified["outcome"]["receipt"].as_str().unwrap().to_owned()
}

fn receipts(desk: &mut Desk, browser: &mut Browser, receipt: &str) {
    let opened = desk.send(browser, "open_receipt", &format!("receipt={receipt}&account=10001"));
    assert_eq!(opened["receipt"], receipt, "{opened}");
    for (fields, error) in [
        (format!("receipt={receipt}&account=10002"), "no_receipt"),
        ("receipt=ZZZZZZZZ&account=10001".to_owned(), "no_receipt"),
        ("receipt=Z&account=10001".to_owned(), "bad_receipt"),
        (format!("receipt={receipt}&account=x"), "bad_receipt_account"),
    ] {
        assert_eq!(result(&desk.send(browser, "open_receipt", &fields)), error, "{fields}");
    }
}

/// Wrong tries until both accounts and the agent may not go on.
fn locks(desk: &mut Desk, ada: &mut Browser, hanna: &mut Browser) {
    let wrong = desk.seen.codes[0].clone();
    desk.guess(ada, "10001", &wrong, 4);
    assert_eq!(desk.verify(ada, "10001", wrong.reveal()), "locked");
    let again = hanna.call("/api/generate_pin", "account=10001&kind=one_time&shown=none");
    desk.seen.rows("a PIN that ends the lock", again);
    desk.guess(ada, "10001", &wrong, 5);
    assert_eq!(desk.verify(ada, "10001", wrong.reveal()), "locked", "for the day");
    desk.guess(ada, "10002", &wrong, 5);
    for account in ["10001", "10002", "99999"] {
        assert_eq!(desk.verify(ada, account, wrong.reveal()), "suspended", "{account}");
    }
}

fn lifts(desk: &mut Desk, ada: &mut Browser, lena: &mut Browser) {
    let suspension = format!("agent={ADA}&reason=They+called.");
    for (form, fields) in
        [("lift_daily_lock", "account=10001&reason=They+called."), ("lift_suspension", suspension.as_str())]
    {
        assert_eq!(result(&desk.send(ada, form, fields)), "not_found", "{form}");
        // The second time, as a browser does by itself, there is nothing left to lift.
        let answer = desk.send(lena, form, fields);
        assert!(answer.is_null(), "{form}: {answer}");
        let again = result(&desk.send(lena, form, fields));
        assert!(["lifted_before", "not_suspended"].contains(&again.as_str()), "{form}: {again}");
    }
    for (form, fields, error) in [
        ("lift_daily_lock", "account=10002&reason=They+called.", "not_locked"),
        ("lift_daily_lock", "account=99999&reason=They+called.", "no_such_account"),
        ("lift_daily_lock", "account=10001&reason=", "bad_reason"),
        ("lift_suspension", "agent=nobody&reason=They+called.", "bad_field"),
        ("lift_suspension", "agent=person/5&reason=They+called.", "own_suspension"),
    ] {
        assert_eq!(result(&desk.send(lena, form, fields)), error, "{form}: {fields}");
    }
}

#[test]
fn no_answer_to_the_support_desks_people_holds_a_pin() {
    let mut process = Process::start();
    let password = process.password();
    let mut seen = Seen::default();
    let [mut hanna, mut sam, mut ada, mut lena] =
        ["holder@acme.example", "sam@shared.example", "agent@support.example", "lead@support.example"].map(
            |email| {
                let mut browser = process.browser();
                sign_in(&mut seen, &mut browser, email, &password);
                browser
            },
        );
    at_work(&mut seen, &mut hanna, "10001");
    at_work(&mut seen, &mut sam, "10002");
    let mut desk = Desk { seen, sent: BTreeSet::new(), keys: 0 };
    desk.look_around(&mut ada);
    let receipt = callers(&mut desk, &mut ada);
    receipts(&mut desk, &mut ada, &receipt);
    locks(&mut desk, &mut ada, &mut hanna);
    desk.look_around(&mut lena);
    lifts(&mut desk, &mut ada, &mut lena);
    assert_eq!(hanna.submit("/api/report_verification", "account=10001").status, 303);
    receipts(&mut desk, &mut lena, &receipt);
    desk.look_around(&mut lena);
    let master = desk.seen.codes[2].clone();
    assert_eq!(desk.verify(&mut lena, "10001", master.reveal()), "locked", "since it was reported");

    let all = FORMS.iter().filter(|form| matches!(form.access, Access::Desk(_)));
    let all: BTreeSet<String> = all.map(|form| form.name.to_owned()).collect();
    assert_eq!(desk.sent, all, "a form of the desk is not sent here");
    let Seen { mut artefacts, codes, .. } = desk.seen;
    artefacts.push(process.stop());
    artefacts.extend(process.files());
    assert!(artefacts.len() > 200, "{} answers", artefacts.len());
    assert_eq!(codes.len(), 7);
    assert_eq!(leaks(&codes, &artefacts), [""; 0]);
}
