//! The second process: agents verify what callers read out, and callers generate and clear, until all of it is
//! killed. It goes through the library, as verifying has no address of its own.

use std::{
    env,
    io::{self, Write as _},
    path::PathBuf,
    process,
    sync::Arc,
    thread,
};

use domain::{
    account::AccountNumber,
    desk::{Desk, PinRow, RowState, Shown},
    pin::{PinCode, PinKind},
    policy::Policy,
    session::{Caller, SessionKey},
    verification::{Agent, Channel, Outcome, TokenId, Try},
};
use serde::{Deserialize, Serialize};
use server::{
    config::DatabaseUrl,
    store::Database,
    vault::{self, LiveVault},
    world::{Argon2Hasher, OsEntropy, SystemClock},
};

use super::{
    ack::{Ack, Told, Typed},
    dice::Dice,
    shared::house::{HANNA, shown_in, wrong_code},
};

/// Holds the orders of this program when it was started again by itself.
pub(crate) const ORDERS: &str = "PINS_CRASH_ORDERS";
/// What it says when it is ready, and is told when it is to begin.
pub(crate) const READY: &str = "ready";
const TASKS: u64 = 12;

/// What the second process is to do.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Orders {
    pub(crate) database: String,
    pub(crate) key_file: PathBuf,
    /// Which round it is: it begins every ticket.
    pub(crate) round: u32,
    pub(crate) seed: u64,
    pub(crate) token: i64,
    /// Accounts for this process alone, and those that the other's customers act on as well.
    pub(crate) own: Vec<i64>,
    pub(crate) common: Vec<i64>,
}

/// The use cases of a process, by the machine's own clock and randomness.
pub(crate) async fn open_desk(database: &Database, key_file: PathBuf) -> Desk {
    let entropy = Arc::new(OsEntropy);
    let keys = vault::open(&key_file, database, entropy.clone(), &SystemClock).await.unwrap();
    Desk {
        clock: Arc::new(SystemClock),
        hasher: Arc::new(Argon2Hasher::cheap(entropy.clone()).unwrap()),
        vault: Arc::new(LiveVault::new(key_file, keys, entropy.clone())),
        entropy,
        store: Arc::new(database.clone()),
        notifier: Arc::new(domain::ports::Nobody),
        policy: Policy::default(),
    }
}

/// Works by its orders, if this process has any, and never comes back from that.
pub(crate) fn work_if_ordered() {
    let Ok(orders) = env::var(ORDERS) else { return };
    let orders: Orders = serde_json::from_str(&orders).unwrap();
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(work(orders));
}

async fn work(orders: Orders) {
    let database = Database::open(&DatabaseUrl::parse(&orders.database).unwrap()).await.unwrap();
    let desk = open_desk(&database, orders.key_file.clone()).await;
    let caller = hanna(&desk).await;
    for account in orders.own.iter().chain(&orders.common) {
        // So that there is something to verify from the beginning. It is not told, as nobody listens yet.
        let account = (*account).try_into().unwrap();
        desk.generate(caller.customer().unwrap(), account, PinKind::OneTime, Shown::None).await.unwrap();
    }
    // On a line of its own, whatever the test harness has written before.
    io::stdout().lock().write_all(format!("\n{READY}\n").as_bytes()).unwrap();
    io::stdin().read_line(&mut String::new()).unwrap();
    // The orders end when whoever gave them does, and nobody is left to kill this process.
    thread::spawn(|| {
        io::copy(&mut io::stdin(), &mut io::sink()).ok();
        process::exit(1);
    });
    let tasks = (0..TASKS).map(|which| {
        let agent = AtWork {
            desk: desk.clone(),
            caller: caller.clone(),
            dice: Dice::of(orders.seed, which),
            orders: orders.clone(),
            which,
            tries: 0,
        };
        tokio::spawn(agent.works())
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
}

/// The holder of all accounts.
async fn hanna(desk: &Desk) -> Caller {
    let mut view = desk.store.read().await.unwrap();
    let known = view.credentials(&HANNA.parse().unwrap()).await.unwrap().unwrap();
    Caller {
        session: SessionKey([0; 32]),
        person: known.person,
        proved: true,
        must_add_second_factor: false,
        time_zone: None,
    }
}

struct AtWork {
    desk: Desk,
    caller: Caller,
    dice: Dice,
    orders: Orders,
    which: u64,
    tries: u64,
}

impl AtWork {
    /// Until the process is killed.
    async fn works(mut self) {
        loop {
            self.acts().await;
        }
    }

    /// One thing that happens on one account. What fails was not acknowledged, and nobody learns of it.
    async fn acts(&mut self) {
        let is_common = self.dice.below(4) == 0;
        let number = self.dice.one_of(if is_common { &self.orders.common } else { &self.orders.own });
        let account = number.try_into().unwrap();
        let Ok(pins) = self.desk.pins(self.caller.customer().unwrap(), account).await else { return };
        let rows = pins.rows;
        let codes: Vec<(PinKind, PinCode)> = rows
            .iter()
            .filter_map(|row| match &row.state {
                RowState::Live { code, .. } => Some((row.kind, code.clone())),
                _ => None,
            })
            .collect();
        let kind = self.dice.one_of(&PinKind::ALL);
        let right = codes.iter().find(|(live, _)| *live == kind).map(|(_, code)| code);
        match (right, self.dice.below(10)) {
            (None, _) if is_common => self.tries_wrong(account, &codes).await,
            (None, 0..=7) | (Some(_), 0) if !is_common => self.generates(account, &rows).await,
            (Some(_), 1) if !is_common => self.clears(account, &rows).await,
            (Some(code), 2..=7) => self.tries(account, code.clone(), Typed::Right).await,
            _ => self.tries_wrong(account, &codes).await,
        }
    }

    async fn generates(&mut self, account: AccountNumber, rows: &[PinRow]) {
        let PinRow { kind, state } = rows[usize::try_from(self.dice.below(2)).unwrap()].clone();
        let customer = self.caller.customer().unwrap();
        let Ok(pins) = self.desk.generate(customer, account, kind, shown_in(&state)).await else { return };
        if let Some(RowState::Live { pin, code }) =
            pins.rows.into_iter().find(|row| row.kind == kind).map(|row| row.state)
        {
            let (account, pin, code) = (account.as_i64(), pin.id.0, code.reveal().to_owned());
            Ack::Generated { account, pin, kind, code }.tell();
        }
    }

    async fn clears(&mut self, account: AccountNumber, rows: &[PinRow]) {
        let customer = self.caller.customer().unwrap();
        for PinRow { kind, state } in rows {
            let RowState::Live { pin, .. } = state else { continue };
            if self.desk.clear(customer, account, *kind, shown_in(state)).await.is_ok() {
                Ack::Cleared { account: account.as_i64(), pin: pin.id.0 }.tell();
            }
        }
    }

    async fn tries_wrong(&mut self, account: AccountNumber, codes: &[(PinKind, PinCode)]) {
        let live: Vec<&PinCode> = codes.iter().map(|(_, code)| code).collect();
        self.tries(account, wrong_code(&live), Typed::Wrong).await;
    }

    async fn tries(&mut self, account: AccountNumber, code: PinCode, typed: Typed) {
        self.tries += 1;
        let ticket = format!("{}-{}-{}", self.orders.round, self.which, self.tries);
        // One agent for each account: on so few accounts nobody is suspended.
        let agent =
            Agent::Token { token: TokenId(self.orders.token), name: Some(format!("agent of {account}")) };
        let (contact, channel) = (None, self.dice.one_of(&Channel::ALL));
        let attempt =
            Try { account, code, agent, channel, contact, ticket: Some(ticket.clone()), idempotency: None };
        let Ok(outcome) = self.desk.verify(&attempt).await else { return };
        let told = match outcome {
            Outcome::Verified { kind, receipt, .. } => Told::Verified { kind, receipt: receipt.to_string() },
            Outcome::NotVerified { .. } => Told::NotVerified(typed),
            Outcome::NoLivePin => Told::NoLivePin,
            Outcome::Locked(_) => Told::Locked,
        };
        Ack::Tried { account: account.as_i64(), ticket, told }.tell();
    }
}
