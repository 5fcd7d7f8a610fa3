//! A house in memory: two accounts, their people, the desk's people, two tokens, and all the ports in the test's hand.

use std::{sync::Arc, time::Duration};

use domain::{
    account::{Account, AccountNumber},
    attempts::TokenKind,
    desk::{Desk, GenerateError, Pins, RowState, Shown, VerifyError},
    history::{Event, Notice},
    person::{DeskRole, PasswordHash, Person, Role},
    pin::{PinCode, PinId, PinKind},
    policy::Policy,
    ports::{Entropy, Store as _},
    session::{Caller, SessionKey},
    testing::{
        ManualClock, MemoryStore, PlainHasher, SeededEntropy, TestNotifier, TestVault, store::AttemptRow,
    },
    time::Timestamp,
    verification::{Agent, Attempt, AttemptId, Channel, Outcome, TokenId, Try},
};

pub(crate) const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);
pub(crate) const MILLISECOND: Duration = Duration::from_millis(1);
pub(crate) const MINUTE: Duration = Duration::from_secs(60);
pub(crate) const HOUR: Duration = Duration::from_secs(60 * 60);
pub(crate) const DAY: Duration = Duration::from_secs(24 * 60 * 60);
pub(crate) const PASSWORD: &str = "a password for all";

pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) store: MemoryStore,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) vault: Arc<TestVault>,
    pub(crate) hasher: Arc<PlainHasher>,
    pub(crate) notifier: Arc<TestNotifier>,
    /// Holder of Acme.
    pub(crate) hanna: Caller,
    /// Works on both accounts.
    pub(crate) sam: Caller,
    /// Holder of Birch.
    pub(crate) bruno: Caller,
    /// At the desk.
    pub(crate) ada: Agent,
    /// Supervisor at the desk.
    pub(crate) lee: Agent,
    /// A phone system, which is never suspended.
    pub(crate) phones: Agent,
    pub(crate) helpdesk: TokenId,
}

pub(crate) fn acme() -> AccountNumber {
    10001.try_into().unwrap()
}

pub(crate) fn birch() -> AccountNumber {
    10002.try_into().unwrap()
}

/// The number of an account that does not exist.
pub(crate) fn nowhere() -> AccountNumber {
    77777.try_into().unwrap()
}

impl House {
    pub(crate) async fn new() -> Self {
        let (store, clock) = (MemoryStore::new(), Arc::new(ManualClock::at(NOON)));
        let (vault, hasher) = (Arc::new(TestVault::default()), Arc::new(PlainHasher::default()));
        let notifier = Arc::new(TestNotifier::default());
        let desk = Desk {
            clock: clock.clone(),
            entropy: Arc::new(SeededEntropy::new(1)),
            vault: vault.clone(),
            hasher: hasher.clone(),
            store: Arc::new(store.clone()),
            notifier: notifier.clone(),
            policy: Policy::default(),
        };
        let mut work = store.begin().await.unwrap();
        for (number, name) in [(acme(), "Acme"), (birch(), "Birch")] {
            work.insert_account(&Account { number, name: name.into() }, NOON).await.unwrap();
        }
        let mut people = Vec::new();
        for (name, role) in [
            ("Hanna", None),
            ("Sam", None),
            ("Bruno", None),
            ("Ada", Some(DeskRole::Agent)),
            ("Lee", Some(DeskRole::Supervisor)),
        ] {
            let email = format!("{name}@house.example").parse().unwrap();
            let password = PasswordHash::new(PASSWORD.into());
            let id = work.insert_person(&email, name, role, &password, NOON).await.unwrap();
            people.push(Person { id, email, name: name.into(), desk: role });
        }
        let callers = people.into_iter().map(|person| Caller {
            session: SessionKey([0; 32]),
            person,
            proved: true,
            must_add_second_factor: false,
            time_zone: None,
        });
        let [hanna, sam, bruno, ada, lee]: [Caller; 5] = callers.collect::<Vec<_>>().try_into().unwrap();
        for (account, member, role) in [
            (acme(), &hanna, Role::Holder),
            (acme(), &sam, Role::SubAccount),
            (birch(), &sam, Role::SubAccount),
            (birch(), &bruno, Role::Holder),
        ] {
            work.insert_membership(account, member.person.id, role, NOON).await.unwrap();
        }
        let phones = work.insert_token("phones", TokenKind::Ivr, &[1; 32], NOON).await.unwrap();
        let helpdesk = work.insert_token("helpdesk", TokenKind::Helpdesk, &[2; 32], NOON).await.unwrap();
        work.commit().await.unwrap();
        let (ada, lee) = (Agent::Person(ada.person.id), Agent::Person(lee.person.id));
        let phones = Agent::Token { token: phones, name: None };
        Self { desk, store, clock, vault, hasher, notifier, hanna, sam, bruno, ada, lee, phones, helpdesk }
    }

    /// The same house with other randomness.
    pub(crate) fn with_entropy(mut self, entropy: impl Entropy + 'static) -> Self {
        self.desk.entropy = Arc::new(entropy);
        self
    }

    /// Presses Generate on a fresh page of Acme, as Hanna.
    pub(crate) async fn generate(&self, kind: PinKind) -> (PinId, PinCode) {
        live(self.try_generate(&self.hanna, acme(), kind).await.unwrap(), kind)
    }

    /// The same on Birch, as Bruno.
    pub(crate) async fn generate_at_birch(&self, kind: PinKind) -> (PinId, PinCode) {
        live(self.try_generate(&self.bruno, birch(), kind).await.unwrap(), kind)
    }

    pub(crate) async fn try_generate(
        &self,
        caller: &Caller,
        account: AccountNumber,
        kind: PinKind,
    ) -> Result<Pins, GenerateError> {
        let shown = self.shown(account, kind);
        self.desk.generate(caller.customer().unwrap(), account, kind, shown).await
    }

    /// Presses Clear on a fresh page of Acme, as Hanna.
    pub(crate) async fn clear(&self, kind: PinKind) -> RowState {
        let shown = self.shown(acme(), kind);
        let pins = self.desk.clear(self.hanna.customer().unwrap(), acme(), kind, shown).await.unwrap();
        state_in(pins, kind)
    }

    /// What a fresh page shows as live.
    pub(crate) fn shown(&self, account: AccountNumber, kind: PinKind) -> Shown {
        let (tables, now) = (self.store.tables(), domain::ports::Clock::now(&*self.clock));
        let latest = tables.pins_of(account).find(|row| row.pin.kind == kind);
        let live = latest.filter(|row| row.pin.is_live(now));
        live.map_or(Shown::None, |row| Shown::Pin(row.pin.id))
    }

    /// What Acme's page shows of a kind.
    pub(crate) async fn state(&self, kind: PinKind) -> RowState {
        state_in(self.desk.pins(self.hanna.customer().unwrap(), acme()).await.unwrap(), kind)
    }

    /// Has a code verified for Acme by phone, by someone who is never suspended.
    pub(crate) async fn verify(&self, code: &PinCode) -> Outcome {
        self.verify_by(&self.phones, acme(), code).await.unwrap()
    }

    pub(crate) async fn verify_by(
        &self,
        agent: &Agent,
        account: AccountNumber,
        code: &PinCode,
    ) -> Result<Outcome, VerifyError> {
        self.desk.verify(&try_by(agent, account, code)).await
    }

    /// A try with a code that is none of the account's.
    pub(crate) async fn wrong_try(
        &self,
        agent: &Agent,
        account: AccountNumber,
    ) -> Result<Outcome, VerifyError> {
        self.verify_by(agent, account, &self.wrong_code()).await
    }

    /// So many wrong tries on Acme.
    pub(crate) async fn guess(&self, times: u32) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for _ in 0..times {
            outcomes.push(self.wrong_try(&self.phones, acme()).await.unwrap());
        }
        outcomes
    }

    /// A code that no PIN in the house has.
    pub(crate) fn wrong_code(&self) -> PinCode {
        let tables = self.store.tables();
        let is_used = |code: &PinCode| {
            let digits = code.reveal().as_bytes();
            tables
                .pins
                .values()
                .filter_map(|row| row.sealed.as_ref())
                .any(|sealed| sealed.bytes.ends_with(digits))
        };
        let mut codes = (0..100_000).map(|number| format!("{number:05}").parse().unwrap());
        codes.find(|code| !is_used(code)).unwrap()
    }

    /// Leaves a try that was counted now, and that nobody settles: what a server does that is killed in between.
    /// It is compared with the account's live PINs.
    pub(crate) async fn leave_pending(&self, agent: &Agent, account: AccountNumber) -> AttemptId {
        let mut work = self.store.begin().await.unwrap();
        let taken = work.take_account(account).await.unwrap().unwrap();
        let pins = work.latest_pins(account).await.unwrap();
        let now = domain::ports::Clock::now(&*self.clock);
        let live = |kind| {
            let mut pins = pins.iter().map(|sealed| &sealed.pin);
            pins.find(|pin| pin.kind == kind && pin.is_live(now)).map(|pin| pin.id)
        };
        let attempt = Attempt {
            id: AttemptId(taken.write),
            at: now,
            agent: agent.clone(),
            channel: Channel::Phone,
            contact: None,
            ticket: None,
            unknown_account: None,
            master: live(PinKind::Master),
            one_time: live(PinKind::OneTime),
        };
        work.count_attempts(account, std::slice::from_ref(&attempt)).await.unwrap();
        work.commit().await.unwrap();
        attempt.id
    }

    /// What happened on an account, oldest first.
    pub(crate) fn events(&self, account: AccountNumber) -> Vec<Event> {
        let history = self.store.tables().history;
        let mine = history.iter().filter(|((owner, _), _)| *owner == account);
        mine.map(|(_, entry)| serde_json::from_str(&entry.event).unwrap()).collect()
    }

    /// What Acme's people are told.
    pub(crate) fn notices(&self) -> Vec<Notice> {
        let outbox = self.store.tables().outbox;
        outbox.iter().filter(|row| row.account == acme()).map(|row| row.notice).collect()
    }

    /// The tries on an account.
    pub(crate) fn attempts(&self, account: AccountNumber) -> Vec<AttemptRow> {
        self.store.tables().attempts_on(account).cloned().collect()
    }

    /// Whether every chain holds.
    pub(crate) async fn history_holds(&self) -> bool {
        self.desk.verify_history(None).await.unwrap().broken.is_empty()
    }
}

/// A try by phone, without more about it.
pub(crate) fn try_by(agent: &Agent, account: AccountNumber, code: &PinCode) -> Try {
    Try {
        account,
        code: code.clone(),
        agent: agent.clone(),
        channel: Channel::Phone,
        contact: None,
        ticket: None,
        idempotency: None,
    }
}

pub(crate) fn state_in(pins: Pins, kind: PinKind) -> RowState {
    pins.rows.into_iter().find(|row| row.kind == kind).unwrap().state
}

/// The live PIN of a kind in these rows.
pub(crate) fn live(pins: Pins, kind: PinKind) -> (PinId, PinCode) {
    match state_in(pins, kind) {
        RowState::Live { pin, code } => (pin.id, code),
        other => panic!("no live PIN, but {other:?}"),
    }
}

/// The moment so long after noon.
pub(crate) fn noon_and(span: Duration) -> Timestamp {
    NOON.after(span)
}

pub(crate) const fn wrong(tries_left: u32) -> Outcome {
    Outcome::NotVerified { tries_left }
}
