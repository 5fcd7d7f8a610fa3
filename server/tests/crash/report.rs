//! The figures of a test's rounds: how much was checked, and what was wrong.

use std::{
    env,
    fs::OpenOptions,
    io::{self, Write as _},
    time::Duration,
};

use super::{
    ack::{Ack, Told},
    checks::{Fault, Finding},
    plan::Plan,
};

/// Requirement S1.
const LONGEST_RESTART: Duration = Duration::from_secs(5);

/// Counts of acknowledgements, and findings with their round.
#[derive(Default)]
pub(crate) struct Report {
    /// How many of them the real server gave.
    served: u64,
    generated: u64,
    cleared: u64,
    verified: u64,
    not_verified: u64,
    /// Locked out, or nothing live.
    refused: u64,
    slowest: Duration,
    findings: Vec<(u32, Finding)>,
}

impl Report {
    pub(crate) fn count_served(&mut self, acks: &[Ack]) {
        self.served += acks.len() as u64;
        self.count(acks);
    }

    pub(crate) fn count(&mut self, acks: &[Ack]) {
        for ack in acks {
            let counter = match ack {
                Ack::Generated { .. } => &mut self.generated,
                Ack::Cleared { .. } => &mut self.cleared,
                Ack::Tried { told: Told::Verified { .. }, .. } => &mut self.verified,
                Ack::Tried { told: Told::NotVerified(_), .. } => &mut self.not_verified,
                Ack::Tried { told: Told::NoLivePin | Told::Locked, .. } => &mut self.refused,
            };
            *counter += 1;
        }
    }

    pub(crate) fn restarted(&mut self, took: Duration) {
        self.slowest = self.slowest.max(took);
    }

    pub(crate) fn findings(&self) -> usize {
        self.findings.len()
    }

    pub(crate) fn found(&mut self, round: u32, findings: Vec<Finding>) {
        self.findings.extend(findings.into_iter().map(|finding| (round, finding)));
    }

    /// Adds a line to the report, if one is asked for, and fails if anything was wrong.
    pub(crate) fn conclude(&self, plan: &Plan) {
        let faults = |fault| self.findings.iter().filter(|(_, finding)| finding.fault == fault).count();
        let line = format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
            plan.kind.title(),
            plan.rounds,
            self.generated,
            self.cleared,
            self.verified,
            self.not_verified,
            self.refused,
            self.served,
            faults(Fault::Lost),
            faults(Fault::Doubled),
            faults(Fault::Broken),
            self.slowest.as_millis(),
            plan.seed
        );
        match env::var("PINS_CRASH_REPORT") {
            Ok(path) => {
                let mut file = OpenOptions::new().create(true).append(true).open(path).unwrap();
                file.write_all(line.as_bytes()).unwrap();
            }
            Err(_) => io::stderr().lock().write_all(line.as_bytes()).unwrap(),
        }
        let seed = plan.seed;
        assert!(self.findings.is_empty(), "PINS_CRASH_SEED={seed}: {:#?}", self.findings);
        assert!(self.slowest < LONGEST_RESTART, "PINS_CRASH_SEED={seed}: a restart took {:?}", self.slowest);
        // Most rounds wait for an acknowledgement; a single one may be killed before anything happens.
        let all = self.generated + self.cleared + self.verified + self.not_verified + self.refused;
        assert!(all >= u64::from(plan.rounds / 2), "there was no load: {all} acknowledgements");
        assert!(plan.rounds < 10 || (self.served > 0 && all > self.served), "a process did nothing");
    }
}
