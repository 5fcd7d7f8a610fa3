//! The real server over HTTP: its answers, its log and its files.

use domain::pin::PinCode;

use crate::{
    browser::{Answer, Browser},
    process::Process,
    search::{Artefact, leaks},
};

/// What came back, and every code that was ever shown.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) artefacts: Vec<Artefact>,
    shown: Vec<Artefact>,
    pub(crate) codes: Vec<PinCode>,
}

impl Seen {
    /// An answer that has no business with codes. Gives it on.
    pub(crate) fn quiet(&mut self, name: &str, answer: Answer, status: u16) -> Answer {
        assert_eq!(answer.status, status, "{name}: {}", answer.head);
        self.whatever(name, answer)
    }

    /// The same, whatever it answers.
    pub(crate) fn whatever(&mut self, name: &str, answer: Answer) -> Answer {
        self.artefacts.push(Artefact::new(format!("{name}, head"), answer.head.as_str()));
        self.artefacts.push(Artefact::new(format!("{name}, body"), answer.body.as_slice()));
        answer
    }

    /// An answer that is there to show the codes. Its head is not.
    fn showing(&mut self, name: &str, answer: Answer) -> Answer {
        assert_eq!(answer.status, 200, "{name}: {}", answer.head);
        self.artefacts.push(Artefact::new(format!("{name}, head"), answer.head.as_str()));
        self.shown.push(Artefact::new(name, answer.body.as_slice()));
        answer
    }

    /// The rows in an answer: takes note of their codes, and gives which PIN each kind's row shows.
    pub(crate) fn rows(&mut self, name: &str, answer: Answer) -> [String; 2] {
        let answer = self.showing(name, answer).json();
        let rows = answer["rows"].as_array().unwrap();
        let text = |row: usize, field: &str| rows[row][field].as_str().unwrap().to_owned();
        for row in 0..2 {
            if let Ok(code) = text(row, "code").parse::<PinCode>()
                && !self.codes.contains(&code)
            {
                self.codes.push(code);
            }
        }
        [text(0, "shown"), text(1, "shown")]
    }
}

pub(crate) fn sign_in(seen: &mut Seen, browser: &mut Browser, email: &str, password: &str) {
    let form = format!("email={email}&password=wrong");
    seen.quiet("a wrong sign-in", browser.call("/api/sign_in", &form), 401);
    let form = format!("email={email}&password={password}");
    seen.quiet("a sign-in", browser.call("/api/sign_in", &form), 200);
}

pub(crate) fn at_work(seen: &mut Seen, browser: &mut Browser, account: &str) -> [String; 2] {
    let home = format!("/accounts/{account}");
    let generate = |kind: &str, shown: &str| format!("account={account}&kind={kind}&shown={shown}");
    seen.showing("an empty home", browser.get(&home));
    seen.rows("a Master PIN", browser.call("/api/generate_pin", &generate("master", "none")));
    let shown = seen.rows("a One-Time PIN", browser.call("/api/generate_pin", &generate("one_time", "none")));
    seen.showing("a home", browser.get(&home));
    let form = generate("master", &shown[0]);
    seen.quiet("a generate by itself", browser.submit("/api/generate_pin", &form), 303);
    seen.rows("looking again", browser.call("/api/show_pins", &format!("account={account}")));
    seen.showing("a home after a form", browser.get(&home));
    // By now it is an old page's.
    seen.quiet("an old page's generate", browser.call("/api/generate_pin", &form), 409);
    seen.quiet("an old page's clear", browser.call("/api/clear_pin", &form), 409);
    seen.quiet("an old page's clear by itself", browser.submit("/api/clear_pin", &form), 303);
    seen.showing("a home that says so", browser.get(&home));
    seen.quiet("the bar", browser.call("/api/keep_panel", &format!("account={account}&expanded=false")), 200);
    shown
}

/// What happened is told without the codes, to whoever has access.
fn activity(seen: &mut Seen, browser: &mut Browser) {
    let page = seen.quiet("the activity", browser.get("/accounts/10001/activity?show=pins"), 200);
    let text = String::from_utf8(page.body).unwrap();
    assert!(text.contains("generated a One-Time PIN."), "{text}");
    let file = seen.quiet("the file", browser.get("/accounts/10001/activity.csv"), 200);
    let head = file.head.to_ascii_lowercase();
    for line in [
        "content-type: text/csv; charset=utf-8",
        "content-disposition: attachment; filename=\"security-pins-10001-activity.csv\"",
        "cache-control: no-store",
    ] {
        assert!(head.contains(line), "{head}");
    }
    let text = String::from_utf8(file.body).unwrap();
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}number,time,subject,event,by,whom,sentence");
    assert!(lines.last().unwrap().starts_with("1,") && lines.len() > 3, "{text}");
    let people = browser.get("/accounts/10001/activity.csv?show=people");
    let people = seen.quiet("nothing in a file", people, 200);
    assert_eq!(people.body, format!("{}\r\n", lines[0]).as_bytes());
    for path in ["/accounts/10002/activity", "/accounts/10002/activity.csv", "/accounts/x/activity.csv"] {
        seen.quiet("another's activity", browser.get(path), 404);
    }
}

/// What an agent types is nowhere again, be it right, wrong or refused.
fn at_the_desk(seen: &mut Seen, agent: &mut Browser) {
    let [replaced, one_time, master] = [3, 4, 5].map(|place: usize| seen.codes[place].clone());
    let form = |pin: &PinCode| format!("account=10002&pin={}&channel=phone", pin.reveal());
    for (name, pin, words) in [
        ("a wrong try", &replaced, "Not verified"),
        ("a One-Time PIN", &one_time, "Account verified"),
        ("a Master PIN", &master, "Account verified"),
    ] {
        let page = seen.quiet(name, agent.submit("/api/verify", &form(pin)), 200);
        let text = String::from_utf8(page.body).unwrap();
        assert!(text.contains(words), "{name}: {text}");
    }
    seen.quiet("a try for a program", agent.call("/api/verify", &form(&replaced)), 200);
    let joined =
        |one: &PinCode, other: &PinCode| format!("account=10002&pin={}+{}", one.reveal(), other.reveal());
    for (name, form) in [
        ("no channel", format!("account=10002&pin={}", master.reveal())),
        ("two PINs in one field", format!("{}&channel=phone", joined(&master, &one_time))),
    ] {
        seen.quiet(name, agent.call("/api/verify", &form), 422);
        seen.quiet(name, agent.submit("/api/verify", &form), 303);
        seen.quiet("the desk that says so", agent.get("/desk"), 200);
    }
}

fn errors(seen: &mut Seen, browser: &mut Browser) {
    for (name, form, status) in [
        ("a kind that is none", "account=10001&kind=spare&shown=none", 422),
        ("a PIN that is none", "account=10001&kind=master&shown=x", 422),
        ("no field", "", 422),
        ("another's account", "account=10002&kind=master&shown=none", 404),
        ("a form that is none", "account=\u{e4}", 400),
    ] {
        for path in ["/api/generate_pin", "/api/clear_pin"] {
            seen.quiet(name, browser.call(path, form), status);
            let page = browser.submit(path, form);
            let (status, refused) = (page.status, page.status >= 400);
            assert!(refused, "{name}: {}", page.head);
            seen.quiet(name, page, status);
        }
    }
    let large = format!("account=10001&kind={}", "m".repeat(20_000));
    seen.quiet("a large form", browser.call("/api/generate_pin", &large), 413);
    let json = [("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/json")];
    seen.quiet("no form", browser.send("POST", "/api/generate_pin", &json, "{}"), 415);
    seen.quiet("another's home", browser.get("/accounts/10002"), 404);
    seen.quiet("no such page", browser.get("/nowhere"), 404);
    seen.quiet("a form as an address", browser.get("/api/generate_pin"), 405);
    let foreign = [("Sec-Fetch-Site", "cross-site")];
    seen.quiet("another site's form", browser.send("POST", "/api/clear_pin", &foreign, ""), 403);
    seen.quiet("another host", browser.send("GET", "/", &[("Host", "pins.example")], ""), 421);
    seen.quiet("readiness", browser.get("/readyz"), 200);
}

#[test]
fn the_server_keeps_every_code_to_the_pages_that_show_it() {
    let mut process = Process::start();
    let password = process.password();
    let mut seen = Seen::default();
    let mut hanna = process.browser();
    sign_in(&mut seen, &mut hanna, "holder@acme.example", &password);
    let shown = at_work(&mut seen, &mut hanna, "10001");
    let mut sam = process.browser();
    sign_in(&mut seen, &mut sam, "sam@shared.example", &password);
    at_work(&mut seen, &mut sam, "10002");
    let mut agent = process.browser();
    sign_in(&mut seen, &mut agent, "agent@support.example", &password);
    at_the_desk(&mut seen, &mut agent);
    activity(&mut seen, &mut hanna);
    errors(&mut seen, &mut hanna);
    let form = format!("account=10001&kind=one_time&shown={}", shown[1]);
    seen.rows("a clear", hanna.call("/api/clear_pin", &form));
    let held = process.files();
    seen.quiet("a sign-out", hanna.call("/api/sign_out", ""), 200);
    seen.quiet("signed out", hanna.call("/api/show_pins", "account=10001"), 401);
    seen.quiet("signed out of the file", hanna.get("/accounts/10001/activity.csv"), 303);

    assert_eq!(seen.codes.len(), 6);
    assert!(seen.codes.iter().all(|code| !leaks(std::slice::from_ref(code), &seen.shown).is_empty()));
    for name in ["security-pins.db", "security-pins.db-wal", "keys.toml", "demo-password", "log"] {
        assert!(held.iter().any(|file| file.name.ends_with(name) && !file.bytes.is_empty()), "{name}");
    }
    seen.artefacts.extend(held);
    seen.artefacts.push(process.stop());
    assert!(process.log().contains("update accounts set version"), "the log is not at its most talkative");
    seen.artefacts.extend(process.files());
    assert_eq!(leaks(&seen.codes, &seen.artefacts), [""; 0]);
}
