//! Two processes on one SQLite file: the test program starts itself once more.

use std::{
    env,
    io::{self, BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use domain::{
    account::AccountNumber,
    desk::Desk,
    pin::{PinCode, PinKind::OneTime},
    policy::Policy,
    ports::Entropy,
    testing::{ManualClock, SeededEntropy},
};
use server::{
    config::DatabaseUrl,
    store::Database,
    vault::{self, LiveVault},
    world::Argon2Hasher,
};

use crate::support::{
    Agent, HANNA, House, NOON, On, PASSWORD, VerifyError, all_at_once, is_verified, live, sign_in, state_of,
    try_by,
};

/// Says to this program, started again by itself, in which folder the database is.
const FOLDER: &str = "PINS_TEST_RACE_FOLDER";
const ACCOUNTS: i64 = 50;
/// How many are tried out at a time, before both processes wait for each other.
const AT_A_TIME: usize = 5;
const CALLERS: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_one_time_pin_is_right_once_however_many_processes_share_the_file() {
    if let Some(folder) = env::var_os(FOLDER) {
        be_the_other(Path::new(&folder)).await;
        return;
    }
    let house = House::on(On::Sqlite).await;
    let accounts = house.accounts(ACCOUNTS).await;
    let agent = house.phone_systems(1).await.remove(0);
    let hanna = house.caller(HANNA).await;
    let mut codes = Vec::new();
    for account in accounts {
        codes.push((account, house.generate(&hanna, account, OneTime).await.1));
    }
    let mut other = Other::start(house.place.folder());
    for some in codes.chunks(AT_A_TIME) {
        other.tell("go");
        let here = verified_among(&house.desk, &agent, some).await;
        let there = other.hear();
        for ((account, _), (here, there)) in some.iter().zip(here.into_iter().zip(there)) {
            assert_eq!(here + there, 1, "{account}: {here} here and {there} there");
        }
    }
    other.tell("enough");
    assert!(other.child.wait().unwrap().success());
    assert_eq!(house.count("select count(*) from attempts where state = 'right'").await, ACCOUNTS);
    assert_eq!(house.count("select count(*) from receipts").await, ACCOUNTS);
    assert_eq!(house.count("select count(*) from pins where ended_as = 'used'").await, ACCOUNTS);
    assert_eq!(house.count("select count(*) from attempts where state in ('pending', 'wrong')").await, 0);
}

/// How many callers are verified on each of the accounts, who all ask at once.
async fn verified_among(desk: &Desk, agent: &Agent, codes: &[(AccountNumber, PinCode)]) -> Vec<usize> {
    let mut verified = Vec::new();
    let asked = codes.iter().map(|(account, code)| {
        let tries = (0..CALLERS).map(|_| (desk.clone(), try_by(agent.clone(), *account, code)));
        tokio::spawn(all_at_once(tries.collect::<Vec<_>>()))
    });
    for answers in asked.collect::<Vec<_>>() {
        let answers = answers.await.unwrap();
        for answer in &answers {
            assert!(matches!(answer, Ok(_) | Err(VerifyError::Busy)), "{answer:?}");
        }
        verified.push(answers.iter().filter(|answer| is_verified(answer)).count());
    }
    verified
}

/// The other process, which does the same each time that it is told to.
struct Other {
    child: Child,
    said: io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Other {
    fn start(folder: &Path) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "processes::a_one_time_pin_is_right_once_however_many_processes_share_the_file",
            ])
            .arg("--nocapture")
            .env(FOLDER, folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut other = Self { child, said };
        assert_eq!(other.hear(), Vec::<usize>::new());
        other
    }

    fn tell(&mut self, order: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{order}").unwrap();
    }

    /// The numbers of the next line that is not the test harness's.
    fn hear(&mut self) -> Vec<usize> {
        let line = self.said.find_map(|line| Some(line.unwrap().strip_prefix("verified")?.to_owned()));
        let line = line.expect("the other process goes on");
        line.split_whitespace().map(|number| number.parse().unwrap()).collect()
    }
}

async fn be_the_other(folder: &Path) {
    let (desk, agent) =
        (open(folder).await, Agent::Token { token: domain::verification::TokenId(1), name: None });
    let token = sign_in(&desk, HANNA, PASSWORD, None).await.unwrap().token;
    let hanna = desk.who(&token, true).await.unwrap().unwrap();
    let mut codes = Vec::new();
    for number in 20_001..20_001 + ACCOUNTS {
        let account = number.try_into().unwrap();
        let pins = desk.pins(hanna.customer().unwrap(), account).await.unwrap();
        codes.push((account, live(&state_of(&pins.rows, OneTime)).1));
    }
    say(&[]);
    let mut orders = io::stdin().lines();
    for some in codes.chunks(AT_A_TIME) {
        assert_eq!(orders.next().unwrap().unwrap(), "go");
        say(&verified_among(&desk, &agent, some).await);
    }
    assert_eq!(orders.next().unwrap().unwrap(), "enough");
}

/// On a line of its own, whatever the test harness has written before.
fn say(verified: &[usize]) {
    let numbers: String = verified.iter().map(|number| format!(" {number}")).collect();
    let mut output = io::stdout().lock();
    writeln!(output, "\nverified{numbers}").unwrap();
    output.flush().unwrap();
}

async fn open(folder: &Path) -> Desk {
    let (file, keys): (PathBuf, PathBuf) = (folder.join("pins.db"), folder.join("keys.toml"));
    let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(4));
    let clock = Arc::new(ManualClock::at(NOON));
    let store = Database::open(&DatabaseUrl::Sqlite(file)).await.unwrap();
    let vault = vault::open(&keys, &store, entropy.clone(), &*clock).await.unwrap();
    Desk {
        clock,
        hasher: Arc::new(Argon2Hasher::cheap(entropy.clone()).unwrap()),
        vault: Arc::new(LiveVault::new(keys, vault, entropy.clone())),
        entropy,
        store: Arc::new(store),
        notifier: Arc::new(domain::ports::Nobody),
        policy: Policy::default(),
    }
}
