//! The rounds: load, a kill at a random moment, a restart, and a look at what is left.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{
    ack::Ack,
    agents::{Orders, work_if_ordered},
    checks::check,
    client::Client,
    customers::Customers,
    dice::Dice,
    ground::Ground,
    plan::{Kind, Plan},
    processes::{Agents, Served},
    report::Report,
    shared::house::{HANNA, PASSWORD},
};

/// So many rounds happen on one database: what one crash spared, the next may not lose.
const ROUNDS_A_SITE: u32 = 10;
/// The load goes on for at least and for less than so many milliseconds.
const EARLIEST: u64 = 5;
const LATEST: u64 = 400;

/// Does the rounds of a test; `me` is its name, under which this program starts itself again.
pub(crate) fn run(plan: &Plan, me: &str) {
    work_if_ordered();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut report = Report::default();
        let mut site = None;
        for round in 0..plan.rounds {
            let mut here = match site.take() {
                Some(site) if round % ROUNDS_A_SITE != 0 => site,
                _ => Site::new(plan.kind).await,
            };
            let findings = report.findings();
            here.round(round, Dice::of(plan.seed, round.into()), me, &mut report).await;
            // Where something is wrong it stays wrong: it is told once, and the next round begins elsewhere.
            if report.findings() == findings {
                site = Some(here);
            }
        }
        report.conclude(plan);
    });
}

/// A database, the server on it, and all that was acknowledged there.
struct Site {
    ground: Ground,
    served: Served,
    client: Client,
    token: i64,
    acks: Vec<Ack>,
}

impl Site {
    async fn new(kind: Kind) -> Self {
        let ground = Ground::new(kind).await;
        let served = Served::start(&ground);
        let client = Client::sign_in(&served.address, HANNA, PASSWORD);
        let token = ground.add_token().await;
        Self { ground, served, client, token, acks: Vec::new() }
    }

    async fn round(&mut self, round: u32, mut dice: Dice, me: &str, report: &mut Report) {
        let (own, common) = self.ground.add_accounts(round).await;
        let orders = Orders {
            database: self.ground.url(),
            key_file: self.ground.key_file(),
            round,
            seed: dice.next(),
            token: self.token,
            own,
            common: common.clone(),
        };
        let mut agents = Agents::start(me, &orders);
        let customers = Customers::begin(&self.client, &common, dice.next());
        // Most rounds count from the first acknowledgement; in the others even that one may not come.
        agents.begin(dice.below(4) > 0);
        // The moment of the kill is what the round is about: nothing is waited for here.
        sleep(Duration::from_millis(EARLIEST + dice.below(LATEST - EARLIEST))).await;
        self.kill(&mut agents, &mut dice);

        let (served, verified) = (customers.end(), agents.acks());
        report.count_served(&served);
        report.count(&verified);
        self.acks.extend(served.into_iter().chain(verified));

        self.ground.restart();
        let begin = Instant::now();
        self.served = Served::start(&self.ground);
        report.restarted(begin.elapsed());
        self.client.address.clone_from(&self.served.address);
        report.found(round, check(&self.acks, &self.ground.look().await));
    }

    /// Kills everything, in an order by chance. The database's server takes its time to end, so that where it comes
    /// first the others go on with what is left of it.
    fn kill(&mut self, agents: &mut Agents, dice: &mut Dice) {
        match dice.below(3) {
            0 => {
                self.ground.kill();
                agents.kill();
                self.served.kill();
            }
            1 => {
                self.served.kill();
                agents.kill();
                self.ground.kill();
            }
            _ => {
                agents.kill();
                self.ground.kill();
                self.served.kill();
            }
        }
    }
}
