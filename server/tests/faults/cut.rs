//! The line to PostgreSQL is cut: at a commit, or anywhere else.

use domain::{pin::PinKind::Master, verification::Outcome};

use crate::{
    asker::{Tally, assert_unavailable, is_verified, sweep_later},
    gate::Moment::{BeforeTheFirstCommit, BetweenTheTwo},
    shared::house::{live, state_of},
    site::Site,
};

/// More than a verification sends, or a generate, when the database knows their statements.
const MOST_BYTES: usize = 4_400;
/// The whole statement: a transaction begins with "read committed".
const COMMIT: &[u8] = b"commit\0";

#[tokio::test]
async fn a_first_commit_whose_answer_is_cut_is_a_try_that_was_interrupted() {
    let site = Site::new().await;
    let asker = site.asker().await;
    let under_way = asker.stopped(BeforeTheFirstCommit).await;
    site.proxy.cut_before_answer(COMMIT);
    assert_unavailable(&under_way.goes_on().await);
    assert_eq!(site.tally(asker.account).await, Tally { pending: 1, ..Tally::default() });
    asker.is_verified_at_last().await;
    assert_eq!(site.tally(asker.account).await, Tally { right: 1, pending: 1, interrupted: 0 });
    sweep_later(&site.desk, &site.clock).await;
    assert_eq!(site.tally(asker.account).await, Tally { right: 1, pending: 0, interrupted: 1 });
}

#[tokio::test]
async fn a_second_commit_whose_answer_is_cut_has_used_the_pin_and_verified_nobody() {
    let site = Site::new().await;
    let asker = site.asker().await;
    let under_way = asker.stopped(BetweenTheTwo).await;
    site.proxy.cut_before_answer(COMMIT);
    assert_unavailable(&under_way.goes_on().await);
    let used = Tally { right: 1, ..Tally::default() };
    assert_eq!(site.tally(asker.account).await, used);
    assert_eq!(asker.ask_again().await, Outcome::NoLivePin);
    sweep_later(&site.desk, &site.clock).await;
    assert_eq!(site.tally(asker.account).await, used);
}

#[tokio::test]
async fn a_verification_that_is_cut_anywhere_happens_once_or_not_at_all() {
    let site = Site::new().await;
    let mut answered = [0, 0, 0];
    for bytes in (0..MOST_BYTES).step_by(41) {
        let asker = site.asker().await;
        site.proxy.cut_after(bytes);
        let first = asker.ask().await;
        site.proxy.heal();
        let then = asker.ask_again().await;
        match (first, then) {
            // It happened, and nobody knows; whoever asks again is told that there is no such PIN.
            (Err(_), Outcome::NoLivePin) => answered[0] += 1,
            (Err(_), then) => {
                assert!(is_verified(&then), "cut after {bytes} bytes: {then:?}");
                answered[1] += 1;
            }
            (Ok(first), then) => {
                assert!(is_verified(&first), "cut after {bytes} bytes: {first:?}");
                assert_eq!(then, Outcome::NoLivePin, "cut after {bytes} bytes");
                answered[2] += 1;
            }
        }
        let tally = site.tally(asker.account).await;
        assert_eq!(tally.right, 1, "cut after {bytes} bytes: {tally:?}");
        assert!(tally.pending <= 1, "cut after {bytes} bytes: {tally:?}");
    }
    assert!(answered[1] > 0 && answered[2] > 0, "{answered:?}: the cuts did not go through it all");
    sweep_later(&site.desk, &site.clock).await;
    assert_eq!(site.count("select count(*) from attempts where state = 'pending'").await, 0);
}

#[tokio::test]
async fn a_generate_that_is_cut_anywhere_is_acknowledged_only_if_it_happened() {
    let site = Site::new().await;
    let mut acknowledged = 0;
    for bytes in (0..MOST_BYTES).step_by(97) {
        let account = site.asker().await.account;
        let shown = site.shown(account, Master).await;
        site.proxy.cut_after(bytes);
        let answer = site.generate(account, Master, shown).await;
        site.proxy.heal();
        let now = site.desk.pins(site.hanna.customer().unwrap(), account).await.unwrap();
        if let Ok(rows) = answer {
            acknowledged += 1;
            assert_eq!(
                live(&state_of(&rows, Master)),
                live(&state_of(&now.rows, Master)),
                "cut after {bytes} bytes"
            );
        }
        // Whatever was done, it can be done again.
        let shown = site.shown(account, Master).await;
        site.generate(account, Master, shown).await.unwrap();
    }
    assert!(acknowledged > 0, "the cuts did not go through it all");
}

impl crate::shared::proxy::Proxy {
    /// Cuts nothing that was not cut yet.
    fn heal(&self) {
        self.cut_after(usize::MAX);
    }
}
