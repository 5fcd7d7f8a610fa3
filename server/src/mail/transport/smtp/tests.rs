//! Speaking with a mail server that answers by a script: what is said to it, and what its refusals come to.

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
    task::JoinHandle,
};

use super::*;
use crate::mail::{
    render,
    testing::{NOW, account, letter},
};
use domain::{history::Notice, mail::Content};

/// A mail server that says these things, by what it is told; `250 ok` to all else. Where it says nothing, it waits.
#[derive(Clone, Default)]
struct Script {
    greeting: Option<&'static str>,
    hello: Option<&'static str>,
    answers: Vec<(&'static str, Option<&'static str>)>,
}

impl Script {
    fn answering(told: &'static str, answer: &'static str) -> Self {
        Self { answers: vec![(told, Some(answer))], ..Self::default() }
    }

    fn answer(&self, line: &str) -> Option<&'static str> {
        if let Some((_, answer)) = self.answers.iter().find(|(told, _)| line.starts_with(told)) {
            return *answer;
        }
        Some(match line {
            line if line.starts_with("EHLO") => self.hello.unwrap_or("250-here\r\n250 AUTH PLAIN LOGIN"),
            line if line.starts_with("AUTH") => "235 welcome",
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 ok",
        })
    }
}

/// Starts the server for one connection. Gives its port, and what it was told when the connection has ended.
async fn server(script: Script) -> (u16, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let talking = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (reading, mut writing) = stream.into_split();
        let mut lines = BufReader::new(reading).lines();
        let mut told = Vec::new();
        let mut say = script.greeting.or(Some("220 here"));
        let mut in_letter = false;
        loop {
            if let Some(line) = say.take() {
                // Whoever has heard enough may be gone.
                writing.write_all(format!("{line}\r\n").as_bytes()).await.ok();
            }
            let Ok(Some(line)) = lines.next_line().await else { break };
            if !in_letter || line == "." {
                say = script.answer(&line);
                in_letter = line == "DATA" && say.is_some_and(|answer| answer.starts_with("354"));
            }
            told.push(line);
        }
        told
    });
    (port, talking)
}

fn a_letter() -> Message {
    let content =
        Content::OnAccount { account: account(".Acme"), notice: Notice::Enabled, about: None, at: NOW };
    let sender = "no-reply@pins.example.com".parse().unwrap();
    render(&letter(content), &sender, &"https://pins.example.com".parse().unwrap(), NOW).unwrap()
}

fn smtp(url: &str) -> Smtp {
    Smtp::open(SmtpUrl::parse(url).unwrap()).unwrap()
}

/// What sending came to, and what the server was told.
async fn talk(script: Script, sign_in: &str) -> (Result<(), MailError>, Vec<String>) {
    let (port, talking) = server(script).await;
    let sent = smtp(&format!("smtp://{sign_in}127.0.0.1:{port}")).send(&a_letter()).await;
    (sent, talking.await.unwrap())
}

#[tokio::test]
async fn a_letter_is_handed_over_whole_and_the_server_is_left_politely() {
    let (sent, told) = talk(Script::default(), "").await;
    sent.unwrap();
    assert!(told[0].starts_with("EHLO "));
    let envelope = ["MAIL FROM:<no-reply@pins.example.com>", "RCPT TO:<sam@shared.example>", "DATA"];
    assert_eq!(told[1..4], envelope);
    assert_eq!(told[told.len() - 2..], [".", "QUIT"]);
    assert!(told.contains(&"Auto-Submitted: auto-generated".to_owned()), "{told:?}");
    assert!(!told.iter().any(|line| line.starts_with("AUTH")));
}

#[tokio::test]
async fn user_and_password_are_shown_before_the_letter() {
    let (sent, told) = talk(Script::default(), "me:hunter2@").await;
    sent.unwrap();
    // The two with a zero byte before each (RFC 4616), in base64.
    assert_eq!(told[1], "AUTH PLAIN AG1lAGh1bnRlcjI=");
    assert!(told[2].starts_with("MAIL FROM"));
}

#[tokio::test]
async fn only_what_is_said_about_the_reader_or_the_letter_is_for_good() {
    for (told, answer, step, for_good) in [
        ("RCPT", "550 5.1.1 <sam@shared.example> unknown", Step::NamingReader, true),
        ("RCPT", "553 no such mailbox", Step::NamingReader, true),
        ("RCPT", "451 greylisted", Step::NamingReader, false),
        ("RCPT", "452 full", Step::NamingReader, false),
        ("RCPT", "530 sign in first", Step::NamingReader, false),
        ("DATA", "554 no", Step::HandingOver, true),
        (".", "552 too large", Step::HandingOver, true),
        (".", "421 closing", Step::HandingOver, false),
        ("MAIL", "550 you may not send", Step::NamingSender, false),
        ("AUTH", "535 wrong password", Step::SigningIn, false),
        ("EHLO", "554 not you", Step::Connecting, false),
    ] {
        let (sent, _) = talk(Script::answering(told, answer), "me:hunter2@").await;
        let error = sent.unwrap_err();
        let code: u16 = answer[..3].parse().unwrap();
        let (reason, permanent) = match &error {
            MailError::Temporary(reason) => (reason, false),
            MailError::Permanent(reason) => (reason, true),
        };
        assert!(
            matches!(reason, Reason::Refused { step: at, code: said } if (*at, *said) == (step, code)),
            "{answer}: {error:?}"
        );
        assert_eq!(permanent, for_good, "{answer}: {error:?}");
        for printed in [error.to_string(), format!("{error:?}")] {
            assert!(!printed.contains("sam@") && !printed.contains("hunter2"), "{printed}");
        }
    }
}

#[tokio::test]
async fn a_server_that_greets_with_a_refusal_is_tried_again() {
    let (sent, told) = talk(Script { greeting: Some("554 not today"), ..Script::default() }, "").await;
    assert!(matches!(sent, Err(MailError::Temporary(Reason::Refused { code: 554, .. }))), "{sent:?}");
    assert!(told.is_empty(), "{told:?}");
}

#[tokio::test]
async fn without_an_answer_that_can_be_read_nothing_of_it_is_repeated() {
    let (sent, _) = talk(Script::answering("RCPT", "sam@shared.example? hello?"), "").await;
    let error = sent.unwrap_err();
    assert!(
        matches!(error, MailError::Temporary(Reason::Broken { step: Step::NamingReader, .. })),
        "{error:?}"
    );
    assert!(!format!("{error} {error:?}").contains("shared.example"), "{error}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let sent = smtp(&format!("smtp://127.0.0.1:{port}")).send(&a_letter()).await;
    let gone = matches!(sent, Err(MailError::Temporary(Reason::Broken { step: Step::Connecting, .. })));
    assert!(gone, "{sent:?}");
}

#[tokio::test]
async fn a_server_that_falls_silent_is_given_up_on() {
    let script = Script { answers: vec![("RCPT", None)], ..Script::default() };
    let (port, _talking) = server(script).await;
    let mut smtp = smtp(&format!("smtp://127.0.0.1:{port}"));
    smtp.patience = Duration::from_millis(200);
    let sent = smtp.send(&a_letter()).await;
    assert!(matches!(sent, Err(MailError::Temporary(Reason::Silent(Step::NamingReader)))), "{sent:?}");
}

#[tokio::test]
async fn where_encryption_is_due_a_server_without_it_is_told_nothing() {
    let (port, talking) = server(Script::default()).await;
    let mut smtp = smtp(&format!("smtp://me:hunter2@127.0.0.1:{port}"));
    // As for a server on another machine.
    smtp.encryption = Encryption::StartTls;
    smtp.tls = Some(TlsParameters::new("127.0.0.1".to_owned()).unwrap());
    let sent = smtp.send(&a_letter()).await;
    let refused = matches!(sent, Err(MailError::Temporary(Reason::Broken { step: Step::Encrypting, .. })));
    assert!(refused, "{sent:?}");
    let told = talking.await.unwrap();
    assert!(told.iter().all(|line| line.starts_with("EHLO") || line == "QUIT"), "{told:?}");
}

#[tokio::test]
async fn an_address_beyond_ascii_goes_only_where_it_is_understood() {
    let content =
        Content::OnAccount { account: account("Acme"), notice: Notice::Enabled, about: None, at: NOW };
    let mut beyond = letter(content);
    beyond.to = "zoë@shared.example".parse().unwrap();
    let sender = "no-reply@pins.example.com".parse().unwrap();
    let message = render(&beyond, &sender, &"https://pins.example.com".parse().unwrap(), NOW).unwrap();
    for (hello, understood) in [("250 here", false), ("250-here\r\n250 SMTPUTF8", true)] {
        let (port, talking) = server(Script { hello: Some(hello), ..Script::default() }).await;
        let sent = smtp(&format!("smtp://127.0.0.1:{port}")).send(&message).await;
        let told = talking.await.unwrap();
        if understood {
            sent.unwrap();
            assert_eq!(told[1], "MAIL FROM:<no-reply@pins.example.com> SMTPUTF8");
        } else {
            assert!(matches!(sent, Err(MailError::Permanent(Reason::BeyondAscii))), "{sent:?}");
        }
    }
}
