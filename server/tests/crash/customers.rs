//! Customers at their pages: they press Generate and Clear on the real server until it answers no more.

use std::{
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use app::api::{PinsView, RowState, RowView};
use domain::pin::PinKind;

use super::{ack::Ack, client::Client, dice::Dice};

const BROWSERS: u64 = 4;

/// Browsers at work.
pub(crate) struct Customers {
    acks: Arc<Mutex<Vec<Ack>>>,
    at_work: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Customers {
    pub(crate) fn begin(client: &Client, accounts: &[i64], seed: u64) -> Self {
        let acks = Arc::new(Mutex::new(Vec::new()));
        let at_work = Arc::new(AtomicBool::new(true));
        let threads = (0..BROWSERS)
            .map(|which| {
                let mut browser = Browser {
                    client: client.clone(),
                    dice: Dice::of(seed, which),
                    acks: acks.clone(),
                    accounts: accounts.to_vec(),
                };
                let at_work = at_work.clone();
                // An error is the end of the server, which is what everyone waits for here.
                thread::spawn(move || while at_work.load(Ordering::Relaxed) && browser.acts().is_ok() {})
            })
            .collect();
        Self { acks, at_work, threads }
    }

    /// What they were told before the server was killed.
    pub(crate) fn end(self) -> Vec<Ack> {
        self.at_work.store(false, Ordering::Relaxed);
        for thread in self.threads {
            thread.join().unwrap();
        }
        self.acks.lock().unwrap().drain(..).collect()
    }
}

struct Browser {
    client: Client,
    dice: Dice,
    acks: Arc<Mutex<Vec<Ack>>>,
    accounts: Vec<i64>,
}

impl Browser {
    /// Opens an account's page and presses a button on it.
    fn acts(&mut self) -> io::Result<()> {
        let account = self.dice.one_of(&self.accounts);
        let kind = self.dice.one_of(&PinKind::ALL);
        let page = self.client.post("/api/show_pins", &[("account", &account.to_string())])?;
        match page.status {
            200 => {}
            // A server whose database is gone says so.
            503 => return Ok(()),
            other => panic!("a session or an account was lost: {other} {}", page.body),
        }
        let shown = row(&page.body, kind).shown;
        let clears = shown != "none" && self.dice.below(3) == 0;
        let path = if clears { "/api/clear_pin" } else { "/api/generate_pin" };
        let fields = [("account", &*account.to_string()), ("kind", kind.as_str()), ("shown", &*shown)];
        let answer = self.client.post(path, &fields)?;
        if answer.status != 200 {
            return Ok(());
        }
        if clears {
            self.keep(Ack::Cleared { account, pin: shown.parse().unwrap() });
        } else {
            let RowView { shown, code, state, .. } = row(&answer.body, kind);
            assert_eq!(state, RowState::Live);
            self.keep(Ack::Generated { account, pin: shown.parse().unwrap(), kind, code });
        }
        Ok(())
    }

    fn keep(&self, ack: Ack) {
        self.acks.lock().unwrap().push(ack);
    }
}

fn row(page: &str, kind: PinKind) -> RowView {
    let page: PinsView = serde_json::from_str(page).unwrap();
    page.rows.into_iter().find(|row| row.kind == kind).unwrap()
}
