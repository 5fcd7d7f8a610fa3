//! A story is told to the product and to the model, and after each step both must say the same.

use std::time::Duration;

use domain::{
    account::AccountNumber,
    desk::{PinRow, RowState, Shown},
    pin::{PinCode, PinKind},
    time::Timestamp,
    verification::Agent,
};
use proptest::{prelude::*, test_runner::TestCaseError};

use crate::{
    reference::{Past, Told},
    shared::house::{shown_in, state_of, try_by, wrong_code},
    steps::{Account, Code, Edge, Page, Server, Step, Who},
    told,
    world::World,
};

/// A story on two accounts of its own.
pub(crate) struct Story<'a> {
    world: &'a mut World,
    accounts: [AccountNumber; 2],
    pasts: [Past; 2],
    before: Before,
    /// Entries that the story adds to the desk's own history.
    at_the_desk: usize,
}

/// What the database held before the story began.
struct Before {
    entries: u64,
    sealed: u64,
}

impl<'a> Story<'a> {
    pub(crate) async fn begin(world: &'a mut World) -> Self {
        let accounts = [
            world.add_account(&[Who::Hanna, Who::Sam]).await,
            world.add_account(&[Who::Bruno, Who::Sam]).await,
        ];
        // What other stories left behind has its end by then.
        world.house.clock.pass(Duration::from_secs(25 * 60 * 60));
        world.house.desk.sweep().await.unwrap();
        let before = Before {
            entries: world.house.desk.verify_history(None).await.unwrap().entries,
            sealed: world.house.desk.check().await.unwrap().read,
        };
        Self { world, accounts, pasts: Default::default(), before, at_the_desk: 0 }
    }

    pub(crate) async fn tell(mut self, steps: &[Step]) -> Result<(), TestCaseError> {
        for (place, step) in steps.iter().enumerate() {
            let about = |error| match error {
                TestCaseError::Fail(why) => {
                    TestCaseError::fail(format!("step {}, \"{step:?}\": {why}", place + 1))
                }
                other => other,
            };
            self.take(*step).await.map_err(about)?;
        }
        self.end().await
    }

    async fn take(&mut self, step: Step) -> Result<(), TestCaseError> {
        let mut by = Server::First;
        match step {
            Step::Generate { account, kind, who, page, server, times } => {
                by = server;
                for _ in 0..times {
                    self.generate(account, kind, who, page, server).await?;
                }
            }
            Step::Clear { account, kind, who, page, server } => {
                by = server;
                self.clear(account, kind, who, page, server).await?;
            }
            Step::Verify { account, code, server, times } => {
                by = server;
                for _ in 0..times {
                    self.verify(account, code, server).await?;
                }
            }
            Step::Pass { minutes } => self.world.house.clock.pass(Duration::from_secs(60) * minutes),
            Step::Reach { account, edge, just_before } => self.reach(account, edge, just_before),
            Step::Sweep { server } => self.sweep(server).await?,
            Step::Restart => self.world.restart().await,
            Step::AddKey => {
                prop_assert_eq!(self.world.add_key().await, 0, "codes that did not open");
                self.at_the_desk += 1;
            }
            Step::DropFormerKeys => self.at_the_desk += self.world.drop_former_keys().await,
        }
        self.look(by).await
    }

    async fn generate(
        &mut self,
        account: Account,
        kind: PinKind,
        who: Who,
        page: Page,
        server: Server,
    ) -> Result<(), TestCaseError> {
        let (now, shown) = (self.world.now(), self.shown(account, kind, page).await);
        let expected = match is_on(who, account) {
            true => self.past(account).generate(kind, shown != Shown::None, now),
            false => Told::NotTheirs,
        };
        let (number, caller) = (self.number(account), self.world.caller(who).clone());
        let desk = self.world.desk(server).await;
        let answer = desk.generate(caller.customer().unwrap(), number, kind, shown).await;
        prop_assert_eq!(told::of_generating(&answer), expected);
        let Ok(pins) = answer else { return Ok(()) };
        let RowState::Live { code, .. } = state_of(&pins.rows, kind) else {
            return Err(TestCaseError::fail("what was generated is not live"));
        };
        let live = self.past(account).live_codes(now);
        prop_assert!(live.iter().all(|(_, other)| *other != code), "the new code is like a live one");
        self.past(account).generated_now(kind, caller.person.id, code, now);
        self.compare(account, &pins.rows)
    }

    async fn clear(
        &mut self,
        account: Account,
        kind: PinKind,
        who: Who,
        page: Page,
        server: Server,
    ) -> Result<(), TestCaseError> {
        let (now, shown) = (self.world.now(), self.shown(account, kind, page).await);
        let person = self.world.person(who);
        let expected = match is_on(who, account) {
            true => self.past(account).clear(kind, person, shown != Shown::None, now),
            false => Told::NotTheirs,
        };
        let (number, caller) = (self.number(account), self.world.caller(who).clone());
        let desk = self.world.desk(server).await;
        let answer = desk.clear(caller.customer().unwrap(), number, kind, shown).await;
        prop_assert_eq!(told::of_clearing(&answer), expected);
        answer.map_or(Ok(()), |pins| self.compare(account, &pins.rows))
    }

    async fn verify(&mut self, account: Account, code: Code, server: Server) -> Result<(), TestCaseError> {
        let now = self.world.now();
        let typed = self.typed(account, code);
        let expected = self.past(account).verify(&typed, now);
        let agent = Agent::Token { token: self.world.token, name: None };
        let attempt = try_by(agent, self.number(account), &typed);
        let answer = self.world.desk(server).await.verify(&attempt).await;
        prop_assert_eq!(told::of_verifying(answer), expected);
        Ok(())
    }

    fn typed(&mut self, account: Account, code: Code) -> PinCode {
        let now = self.world.now();
        let said = match code {
            Code::Latest(kind) => self.past(account).latest(kind).cloned(),
            Code::Former(back) => self.past(account).former(back).cloned(),
            Code::OfTheOther(kind) => self.past(other(account)).latest(kind).cloned(),
            Code::Wrong => None,
        };
        said.unwrap_or_else(|| {
            let live = self.past(account).live_codes(now);
            wrong_code(&live.iter().map(|(_, code)| code).collect::<Vec<_>>())
        })
    }

    fn reach(&mut self, account: Account, edge: Edge, just_before: bool) {
        let now = self.world.now();
        let past = self.past(account);
        let reached = match edge {
            Edge::Expiry => past.next_expiry(now),
            Edge::DayOld => past.next_day_old(now),
            Edge::HourOld => past.next_hour_old(now),
        };
        if let Some(reached) = reached {
            self.world.house.clock.set(Timestamp::from_millis(reached - i64::from(just_before)));
        }
    }

    async fn sweep(&mut self, server: Server) -> Result<(), TestCaseError> {
        let now = self.world.now();
        let due: usize = self.pasts.iter_mut().map(|past| past.sweep(now)).sum();
        let swept = self.world.desk(server).await.sweep().await.unwrap();
        prop_assert_eq!((swept.expired as usize, swept.interrupted), (due, 0));
        Ok(())
    }

    /// Looks at both accounts' pages through this server.
    async fn look(&mut self, server: Server) -> Result<(), TestCaseError> {
        for account in [Account::Acme, Account::Birch] {
            let (number, sam) = (self.number(account), self.world.caller(Who::Sam).clone());
            let desk = self.world.desk(server).await;
            let pins = desk.pins(sam.customer().unwrap(), number).await.unwrap();
            self.compare(account, &pins.rows)?;
        }
        Ok(())
    }

    fn compare(&mut self, account: Account, rows: &[PinRow]) -> Result<(), TestCaseError> {
        let now = self.world.now();
        for kind in PinKind::ALL {
            let expected = self.past(account).row(kind, now);
            prop_assert_eq!(told::row(&state_of(rows, kind)), expected, "{:?} of {:?}", kind, account);
        }
        Ok(())
    }

    /// In the end the history holds and has all that happened, and every code can be read.
    async fn end(mut self) -> Result<(), TestCaseError> {
        self.sweep(Server::First).await?;
        let now = self.world.now();
        let audit = self.world.house.desk.verify_history(None).await.unwrap();
        let entries = self.pasts.iter().map(|past| past.entries(now)).sum::<usize>() + self.at_the_desk;
        prop_assert_eq!(audit.broken, vec![]);
        prop_assert_eq!(audit.entries - self.before.entries, entries as u64, "entries of the history");
        let check = self.world.house.desk.check().await.unwrap();
        let live: usize = self.pasts.iter().map(|past| past.live_codes(now).len()).sum();
        prop_assert_eq!(check.unreadable, vec![]);
        prop_assert_eq!(check.read - self.before.sealed, live as u64, "codes to read");
        Ok(())
    }

    async fn shown(&mut self, account: Account, kind: PinKind, page: Page) -> Shown {
        match page {
            Page::Old => Shown::None,
            Page::Fresh => {
                let sam = self.world.caller(Who::Sam);
                let rows = self.world.house.rows(sam, self.number(account)).await;
                shown_in(&state_of(&rows, kind))
            }
        }
    }

    fn number(&self, account: Account) -> AccountNumber {
        self.accounts[account as usize]
    }

    fn past(&mut self, account: Account) -> &mut Past {
        &mut self.pasts[account as usize]
    }
}

fn other(account: Account) -> Account {
    match account {
        Account::Acme => Account::Birch,
        Account::Birch => Account::Acme,
    }
}

fn is_on(who: Who, account: Account) -> bool {
    matches!((who, account), (Who::Sam, _) | (Who::Hanna, Account::Acme) | (Who::Bruno, Account::Birch))
}
