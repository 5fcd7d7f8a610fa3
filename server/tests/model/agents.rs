//! Agents who guess: wrong tries on many accounts, or many within a working day, suspend whoever types, on every
//! account and whatever the account's own tries are.

use std::{collections::BTreeSet, fmt, time::Duration};

use domain::{account::AccountNumber, pin::PinKind, verification::Agent};
use proptest::{collection, prelude::*, sample::select, test_runner::TestCaseError};

use crate::{
    reference::{Past, Told},
    shared::house::{On, try_by, wrong_code},
    steps::{Server, Who},
    told,
    world::World,
};

const ACCOUNTS: usize = 7;
const MINUTE: i64 = 60 * 1000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// The support desk's own agent, signed in.
    Desk,
    /// Named by a token.
    Ada,
    /// Named by the same token.
    Grace,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Types { name: Name, account: usize, right: bool, server: Server },
    Passes { minutes: u32 },
    Restart,
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Types { name, account, right, server } => {
                let code = if *right { "right" } else { "wrong" };
                write!(f, "{name:?} types a {code} code for account {account} through the {server:?} server")
            }
            Self::Passes { minutes } => write!(f, "{minutes} minutes pass"),
            Self::Restart => f.write_str("the first server restarts"),
        }
    }
}

pub(crate) fn stories() -> impl Strategy<Value = Vec<Step>> {
    let name = prop_oneof![4 => Just(Name::Ada), 2 => Just(Name::Desk), 1 => Just(Name::Grace)];
    // Many on few accounts, and a few on many.
    let account = prop_oneof![0..2_usize, 0..ACCOUNTS];
    let server = prop_oneof![4 => Just(Server::First), 1 => Just(Server::Second)];
    let right = prop::bool::weighted(0.2);
    let minutes = prop_oneof![select(vec![1_u32, 3, 5, 14, 15, 30, 60, 240, 479, 480]), 1..=90_u32,];
    let step = prop_oneof![
        12 => (name, account, right, server)
            .prop_map(|(name, account, right, server)| Step::Types { name, account, right, server }),
        5 => minutes.prop_map(|minutes| Step::Passes { minutes }),
        1 => Just(Step::Restart),
    ];
    collection::vec(step, 1..=60)
}

/// All that an agent ever got wrong, oldest first.
#[derive(Default)]
struct Guesses(Vec<(i64, usize)>);

impl Guesses {
    /// Since when it was too much.
    fn suspended_since(&self) -> Option<i64> {
        let too_much = |place: usize| {
            let (now, _) = self.0[place];
            let within =
                |minutes: i64| self.0[..=place].iter().filter(move |(at, _)| *at > now - minutes * MINUTE);
            let accounts: BTreeSet<usize> = within(15).map(|(_, account)| *account).collect();
            accounts.len() >= 5 || within(8 * 60).count() >= 15
        };
        (0..self.0.len()).find(|place| too_much(*place)).map(|place| self.0[place].0)
    }
}

/// Tells the story on a database of its own.
pub(crate) async fn tell(on: On, steps: &[Step]) -> Result<(), TestCaseError> {
    let mut world = World::on(on).await;
    let (mut numbers, mut pasts) = (Vec::<AccountNumber>::new(), vec![Past::default(); ACCOUNTS]);
    for past in &mut pasts {
        let number = world.add_account(&[Who::Sam]).await;
        let (_, code) = world.house.generate(world.caller(Who::Sam), number, PinKind::Master).await;
        past.generated_now(PinKind::Master, world.person(Who::Sam), code, world.now());
        numbers.push(number);
    }
    let mut guesses: [Guesses; 3] = Default::default();
    for (place, step) in steps.iter().enumerate() {
        match *step {
            Step::Passes { minutes } => world.house.clock.pass(Duration::from_secs(60) * minutes),
            Step::Restart => world.restart().await,
            Step::Types { name, account, right, server } => {
                let (now, past, guesses) = (world.now(), &mut pasts[account], &mut guesses[name as usize]);
                let code = past.latest(PinKind::Master).unwrap().clone();
                let code = if right { code } else { wrong_code(&[&code]) };
                let expected = match guesses.suspended_since() {
                    Some(since) => Told::Suspended { since },
                    None => past.verify(&code, now),
                };
                if matches!(expected, Told::NotVerified { .. }) {
                    guesses.0.push((now, account));
                }
                let agent = match name {
                    Name::Desk => world.house.agent().await,
                    name => Agent::Token { token: world.token, name: Some(format!("{name:?}")) },
                };
                let answer = world.desk(server).await.verify(&try_by(agent, numbers[account], &code)).await;
                prop_assert_eq!(told::of_verifying(answer), expected, "step {}, {:?}", place + 1, step);
            }
        }
    }
    end(&world, &pasts, &guesses).await
}

/// In the end the history holds, and the desk's own knows who was suspended.
async fn end(world: &World, pasts: &[Past], guesses: &[Guesses]) -> Result<(), TestCaseError> {
    let audit = world.house.desk.verify_history(None).await.unwrap();
    let suspended = guesses.iter().filter(|guesses| guesses.suspended_since().is_some()).count();
    let entries = pasts.iter().map(|past| past.entries(world.now())).sum::<usize>() + suspended;
    prop_assert_eq!(audit.broken, vec![]);
    prop_assert_eq!(audit.entries, entries as u64, "entries of the history");
    Ok(())
}
