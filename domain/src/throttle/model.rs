//! The throttle beside a model that keeps every failure and thinks anew each time.

use std::time::Duration;

use proptest::prelude::*;

use super::{Throttle, ThrottleRule};
use crate::time::Timestamp;

#[derive(Clone, Copy, Debug)]
enum Step {
    Fail,
    GiveBack,
    Wait(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        5 => Just(Step::Fail),
        1 => Just(Step::GiveBack),
        4 => (-500_i64..8_000).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 1..80)
}

fn rules() -> impl Strategy<Value = ThrottleRule> {
    (0_u32..6, 1_u64..3_000, 1_u64..20_000, 1_u64..12_000).prop_map(|(free, first, longest, forgotten)| {
        ThrottleRule {
            free,
            first_wait: Duration::from_millis(first),
            longest_wait: Duration::from_millis(longest),
            forgotten_after: Duration::from_millis(forgotten),
        }
    })
}

/// The moments of the failures that count, oldest first, and of the last one that was counted, right or wrong.
#[derive(Default)]
struct Model {
    failures: Vec<i64>,
    last: Option<i64>,
}

impl Model {
    fn forget(&mut self, rule: &ThrottleRule, now: i64) {
        let quiet = self.last.is_some_and(|last| now - last >= rule.forgotten_after.as_millis() as i64);
        if quiet {
            self.failures.clear();
        }
    }

    fn wait(&self, rule: &ThrottleRule, now: i64) -> i64 {
        let quiet = self.last.is_some_and(|last| now - last >= rule.forgotten_after.as_millis() as i64);
        let Some(last) = self.last.filter(|_| !quiet && !self.failures.is_empty()) else { return 0 };
        let mut wait = 0;
        for number in 1..=self.failures.len() {
            if number >= rule.free as usize {
                let first = if rule.free == 0 { 2 } else { 1 } * rule.first_wait.as_millis() as i64;
                wait = if wait == 0 { first } else { wait * 2 }.min(rule.longest_wait.as_millis() as i64);
            }
        }
        (last.min(now) + wait - now).max(0)
    }
}

proptest! {
    #[test]
    fn the_throttle_says_what_a_list_of_all_failures_says(rule in rules(), steps in steps()) {
        let (mut throttle, mut model, mut now) = (Throttle::none(), Model::default(), 1_800_000_000_000_i64);
        for step in steps {
            let moment = Timestamp::from_millis(now);
            match step {
                Step::Fail => {
                    throttle = throttle.counted(&rule, moment);
                    model.forget(&rule, now);
                    model.failures.push(now);
                    model.last = Some(now);
                }
                Step::GiveBack => {
                    throttle = throttle.given_back();
                    model.failures.pop();
                }
                Step::Wait(millis) => now += millis,
            }
            let wait = throttle.wait(&rule, Timestamp::from_millis(now)).unwrap_or_default();
            prop_assert_eq!(wait.as_millis() as i64, model.wait(&rule, now));
        }
    }
}
