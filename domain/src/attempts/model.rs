//! The ledger beside a model that keeps every event and thinks anew each time.

use std::time::Duration;

use proptest::prelude::*;

use super::{Candidates, Ledger, Limits, Lock, Standing};
use crate::time::Timestamp;

#[derive(Clone, Copy, Debug)]
enum Step {
    Wrong,
    Right,
    Generate,
    Report,
    Lift,
    Wait(u32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        8 => Just(Step::Wrong),
        1 => Just(Step::Right),
        3 => Just(Step::Generate),
        1 => Just(Step::Report),
        2 => Just(Step::Lift),
        4 => (1_u32..=9 * 60).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 1..120)
}

/// All that ever happened to an account, oldest first.
#[derive(Default)]
struct Model(Vec<(Timestamp, Step)>);

impl Model {
    /// The wrong tries of the 24 hours before `now`.
    fn of_the_day(&self, now: Timestamp) -> Vec<Timestamp> {
        let day_ago = now.as_millis() - 24 * 60 * 60 * 1000;
        let wrong =
            self.0.iter().filter(|(at, step)| matches!(step, Step::Wrong) && at.as_millis() > day_ago);
        wrong.map(|(at, _)| *at).collect()
    }

    fn standing(&self, now: Timestamp) -> Standing {
        let (mut row, mut locked, mut reported, mut lift) = (0, false, false, None);
        for (at, step) in &self.0 {
            match step {
                Step::Wrong => {
                    row += 1;
                    locked |= row == 5;
                    lift = lift.map(|(lifted_at, used)| (lifted_at, used + 1));
                }
                Step::Right => row = 0,
                Step::Generate => {
                    if locked {
                        (row, locked) = (0, false);
                    }
                    reported = false;
                }
                Step::Report => reported = true,
                Step::Lift => lift = Some((*at, 0)),
                Step::Wait(_) => {}
            }
        }
        let today = self.of_the_day(now);
        if reported {
            return Standing::Locked(Lock::Reported);
        }
        if locked {
            return Standing::Locked(Lock::WrongTries);
        }
        if today.len() < 10 {
            let left = (10 - today.len() as u32).min(5 - row);
            return Standing::Open { tries_left: left, candidates: Candidates::All };
        }
        match lift {
            Some((at, used)) if used < 3 && now < at.after(Duration::from_secs(24 * 60 * 60)) => {
                let candidates = Candidates::OneTimeAfter(at);
                Standing::Open { tries_left: (3 - used).min(5 - row), candidates }
            }
            _ => {
                let tenth_newest = today[today.len() - 10];
                let until = tenth_newest.after(Duration::from_secs(24 * 60 * 60));
                Standing::Locked(Lock::DailyLimit { until })
            }
        }
    }
}

proptest! {
    #[test]
    fn the_ledger_and_its_model_agree_whatever_happens(steps in steps()) {
        let limits = Limits::default();
        let (mut ledger, mut model) = (Ledger::default(), Model::default());
        let mut now = Timestamp::from_millis(1_800_000_000_000);
        for step in steps {
            // No two events share a millisecond, as none do that follow a commit.
            now = now.after(Duration::from_millis(1));
            let is_open = matches!(ledger.standing(now, &limits), Standing::Open { .. });
            let happened = match step {
                Step::Wrong if is_open => { ledger.wrong(now, &limits); true }
                Step::Right if is_open => { ledger.right(); true }
                Step::Wrong | Step::Right => false,
                Step::Generate => { ledger.generated(); true }
                Step::Report => { ledger.report(now); true }
                Step::Lift => ledger.lift(now, &limits).is_ok(),
                Step::Wait(minutes) => { now = now.after(Duration::from_secs(60) * minutes); false }
            };
            if happened {
                model.0.push((now, step));
            }
            prop_assert_eq!(ledger.standing(now, &limits), model.standing(now));
            // No 24 hours see more than the day's tries and one lift's.
            prop_assert!(model.of_the_day(now).len() <= 13);
        }
    }
}
