//! What a reader sees: every letter in both forms, whatever people and accounts are called.

use domain::{history::Notice, person::Email, pin::PinKind};

use super::*;
use crate::mail::testing::{CHANGES, NOW, Read, TOKEN, invitation, letter, notices, on_account, token};

const PANEL: &str = "https://pins.example.com";

fn message(letter: &Letter) -> Message {
    let sender = "Control panel <no-reply@pins.example.com>".parse().unwrap();
    render(letter, &sender, &PANEL.parse().unwrap(), NOW).unwrap()
}

fn read(content: Content) -> Read {
    Read::of(&message(&letter(content)))
}

/// Both parts hold this, as each of them writes it.
fn both_say(mail: &Read, said: &str) {
    assert!(mail.plain.contains(said), "{said:?} in {}", mail.plain);
    let html = said.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let html = html.replace('\'', "&#39;");
    assert!(mail.html.contains(&html), "{html:?} in {}", mail.html);
}

/// What holds for every letter.
fn is_whole(mail: &Read, link: &str) {
    both_say(mail, "Hello Sam Shore,");
    both_say(mail, link);
    both_say(mail, &format!("This mail was sent by the control panel at {PANEL}."));
    assert_eq!(mail.links(), [link], "one link, and nothing that is fetched");
    for markup in ["<img", "<script", "<style", "src=", "url("] {
        assert!(!mail.html.contains(markup), "{markup}");
    }
    assert!(!mail.header("Subject").is_empty());
}

#[test]
fn every_notice_names_its_account_and_its_time_and_leads_to_it() {
    for notice in notices() {
        let mail = read(on_account("Acme Web Studio", notice, Some("Kim Ray")));
        let about_people = matches!(
            notice,
            Notice::AccessGiven { .. }
                | Notice::RoleChanged { .. }
                | Notice::AccessEnded { .. }
                | Notice::ContactRemoved { .. }
        );
        let page = if about_people { "/people" } else { "" };
        is_whole(&mail, &format!("{PANEL}/accounts/10001{page}"));
        both_say(&mail, "Acme Web Studio (10001)");
        both_say(&mail, "on 24 November 2026 at 11:11 (Europe/Berlin)");
        assert!(mail.header("Subject").contains("Acme Web Studio (10001)"), "{notice:?}");
        assert_eq!(mail.header("Subject").contains("Kim Ray"), about_people, "{notice:?}");
        assert_eq!(mail.plain.contains("Kim Ray"), about_people, "{notice:?}");
    }
}

#[test]
fn each_notice_has_words_of_its_own() {
    let told: Vec<_> = notices()
        .into_iter()
        .map(|notice| read(on_account("Acme", notice, None)))
        .map(|mail| (mail.header("Subject").to_owned(), mail.plain))
        .collect();
    for (index, (subject, plain)) in told.iter().enumerate() {
        assert!(told[index + 1..].iter().all(|(_, other)| other != plain), "{subject}");
    }
    let kind = PinKind::OneTime;
    let generated = read(on_account("Acme Web Studio", Notice::Generated { kind }, None));
    assert_eq!(generated.header("Subject"), "One-Time PIN generated on Acme Web Studio (10001)");
    let ended = read(on_account("Acme", Notice::AccessEnded { person: 7 }, Some("Kim Ray")));
    both_say(&ended, "All live PINs of the account were cleared");
}

#[test]
fn an_invitation_says_who_invites_as_what_and_until_when() {
    let mail = read(invitation("Acme Web Studio", "Ada Holder"));
    is_whole(&mail, &format!("{PANEL}/invitation?token={TOKEN}"));
    both_say(&mail, "Ada Holder invites you to act for Acme Web Studio (10001), as sub-account.");
    both_say(&mail, "ends on 24 November 2026 at 11:11 (Europe/Berlin)");
    assert!(!mail.header("Subject").contains(TOKEN));
}

#[test]
fn a_new_password_is_chosen_by_the_link_and_until_its_end() {
    let reset = Content::PasswordReset { link: token(), expires_at: NOW };
    let welcome = Content::Welcome { link: token(), expires_at: NOW };
    for content in [reset, welcome] {
        let mail = read(content);
        is_whole(&mail, &format!("{PANEL}/new-password?token={TOKEN}"));
        both_say(&mail, "ends on 24 November 2026 at 11:11 (Europe/Berlin)");
        both_say(&mail, "If ");
    }
}

#[test]
fn every_change_of_a_sign_in_is_told_with_its_time() {
    let mut subjects: Vec<String> = CHANGES
        .into_iter()
        .map(|change| {
            let mail = read(Content::OnSignIn { change, at: NOW });
            is_whole(&mail, &format!("{PANEL}/your-sign-in"));
            both_say(&mail, "on 24 November 2026 at 11:11 (Europe/Berlin)");
            both_say(&mail, "If that was not you");
            mail.header("Subject").to_owned()
        })
        .collect();
    subjects.sort();
    subjects.dedup();
    assert_eq!(subjects.len(), CHANGES.len());
}

#[test]
fn a_report_says_what_was_done_and_that_support_knows() {
    let mail = read(on_account("Acme", Notice::Reported, None));
    assert_eq!(mail.header("Subject"), "Verification reported on Acme (10001)");
    both_say(&mail, "The account's PINs were cleared");
    both_say(&mail, "until a new PIN is generated. Support was told too.");
}

#[test]
fn an_alarm_tells_supervisors_how_much_and_leads_to_the_desks_history() {
    let mail = read(Content::Alarm { wrong: 51, accounts: 31, at: NOW });
    is_whole(&mail, &format!("{PANEL}/desk/history"));
    both_say(&mail, "51 wrong PINs were given to support on 31 accounts");
    both_say(&mail, "That was noticed on 24 November 2026 at 11:11 (Europe/Berlin).");
    assert_eq!(mail.header("Subject"), "Support desk: someone may be guessing PINs");
}

#[test]
fn hostile_names_stay_names() {
    for (name, shown) in [
        ("A\"cme' <script>alert(1)</script>", "A\"cme' <script>alert(1)</script>"),
        ("Acme\r\nBcc: all@example.com\r\n\r\nHello", "Acme Bcc: all@example.com Hello"),
        ("Acme\u{202e}moc.elpmaxe\u{2066}", "Acmemoc.elpmaxe"),
        ("=?utf-8?b?QmNjOiBh?= \\\" <x@y.example>,", "= ?utf-8?b?QmNjOiBh?= \\\" <x@y.example>,"),
        ("Søren & Søn שלום", "Søren & Søn שלום"),
    ] {
        let kind = PinKind::Master;
        for content in [
            on_account(name, Notice::Generated { kind }, None),
            on_account(name, Notice::AccessEnded { person: 7 }, Some(name)),
            invitation(name, name),
        ] {
            let mut letter = letter(content);
            letter.name = Some(name.to_owned());
            let message = message(&letter);
            let readers: Vec<_> = message.envelope().to().iter().map(ToString::to_string).collect();
            assert_eq!(readers, ["sam@shared.example"]);
            let mail = Read::of(&message);
            both_say(&mail, &format!("Hello {shown},"));
            both_say(&mail, &format!("{shown} (10001)"));
            assert!(mail.header("Subject").contains(&format!("{shown} (10001)")));
            assert!(!mail.html.contains("<script>"));
            assert_eq!(mail.links().len(), 1);
            assert_eq!(mail.header_names(), plain_header_names());
        }
    }
}

fn plain_header_names() -> Vec<&'static str> {
    vec!["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
}

#[test]
fn a_name_beyond_ascii_is_read_back_from_the_subject_and_the_reader() {
    let kind = PinKind::OneTime;
    let mut letter = letter(on_account("Søren שלום 株式会社", Notice::Cleared { kind }, None));
    letter.name = Some("Zoë \"Z\" Ünal".to_owned());
    let mail = Read::of(&message(&letter));
    assert_eq!(mail.header("Subject"), "One-Time PIN cleared on Søren שלום 株式会社 (10001)");
    assert!(mail.header("To").contains("Zoë") && mail.header("To").ends_with("<sam@shared.example>"));
    assert!(message(&letter).formatted().is_ascii());
}

#[test]
fn where_a_name_is_empty_the_letter_still_reads_well() {
    let mut letter = letter(on_account("\u{202e}", Notice::AccessEnded { person: 7 }, None));
    letter.name = None;
    letter.time_zone = None;
    let mail = Read::of(&message(&letter));
    assert_eq!(mail.header("Subject"), "Someone no longer has access to account 10001");
    assert_eq!(mail.header("To"), "sam@shared.example");
    both_say(&mail, "Hello,");
    both_say(&mail, "on 24 November 2026 at 10:11 (UTC)");
    both_say(&read(invitation("Acme", " ")), "Someone with access to it invites you");
}

#[test]
fn the_headers_say_when_by_whom_and_that_a_program_wrote_it() {
    let letter = letter(on_account("Acme", Notice::Enabled, None));
    let mail = Read::of(&message(&letter));
    assert_eq!(mail.header_names(), plain_header_names());
    assert_eq!(mail.header("Date"), "Tue, 24 Nov 2026 10:11:12 +0000");
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert!(mail.header("From").ends_with("<no-reply@pins.example.com>"));
    assert_eq!(mail.header("Message-ID"), "<letter-17.1795515072345@pins.example.com>");
    let sender = "no-reply@pins.example.com".parse().unwrap();
    let later = Timestamp::from_millis(NOW.as_millis() + 60_000);
    let again = Read::of(&render(&letter, &sender, &PANEL.parse().unwrap(), later).unwrap());
    assert_eq!(again.header("Message-ID"), mail.header("Message-ID"), "the same letter, tried again");
    assert_eq!(again.header("Date"), "Tue, 24 Nov 2026 10:12:12 +0000");
}

#[test]
fn a_link_can_be_read_off_the_message_as_it_travels() {
    let message = message(&letter(invitation("Acme", "Ada Holder")));
    let raw = String::from_utf8(message.formatted()).unwrap();
    assert!(raw.contains(&format!("\r\n{PANEL}/invitation?token={TOKEN}\r\n")), "{raw}");
    assert!(raw.split("\r\n").all(|line| line.len() <= LONGEST_LINE && !line.contains('\n')));
}

#[test]
fn a_moment_that_no_date_can_tell_is_no_panic() {
    let letter = letter(on_account("Acme", Notice::Enabled, None));
    let sender = "no-reply@pins.example.com".parse().unwrap();
    for (millis, date) in
        [(i64::MIN, "Thu, 01 Jan 1970 00:00:00 +0000"), (i64::MAX, "Fri, 31 Dec 9999 23:59:59 +0000")]
    {
        let now = Timestamp::from_millis(millis);
        let mail = Read::of(&render(&letter, &sender, &PANEL.parse().unwrap(), now).unwrap());
        assert_eq!(mail.header("Date"), date);
    }
}

#[test]
fn a_host_beyond_ascii_is_spelled_as_the_network_spells_it() {
    let mut letter = letter(on_account("Acme", Notice::Enabled, None));
    letter.to = "sam@bücher.example".parse().unwrap();
    assert_eq!(message(&letter).envelope().to()[0].to_string(), "sam@xn--bcher-kva.example");
}

#[test]
fn an_address_that_mail_cannot_be_sent_to_is_none() {
    for address in ["<sam>@shared.example", "a,b@shared.example", "sam@shared_.example>"] {
        assert!(address.parse::<Email>().is_err(), "{address}");
    }
}
