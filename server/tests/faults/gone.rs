//! PostgreSQL dies, stands still, or is at the other end of a line on which nothing moves.

use crate::{
    asker::{Tally, assert_unavailable, sweep_later},
    gate::Moment::{BeforeTheFirstCommit, BetweenTheTwo},
    site::Site,
};

/// What happens to the database.
#[derive(Clone, Copy, Debug)]
enum Harm {
    Killed,
    Frozen,
    Stalled,
}

impl Harm {
    fn begins(self, site: &Site) {
        match self {
            Self::Killed => site.server.kill(),
            Self::Frozen => site.server.freeze(),
            Self::Stalled => site.proxy.stall(),
        }
    }

    fn ends(self, site: &Site) {
        match self {
            Self::Killed => site.server.restart(),
            Self::Frozen => site.server.thaw(),
            Self::Stalled => site.proxy.flow(),
        }
    }
}

#[tokio::test]
async fn a_server_that_was_killed_and_started_again_verifies_once() {
    is_harmed(Harm::Killed).await;
}

#[tokio::test]
async fn a_server_that_stood_still_verifies_once() {
    is_harmed(Harm::Frozen).await;
}

#[tokio::test]
async fn a_line_on_which_nothing_moved_verifies_once() {
    is_harmed(Harm::Stalled).await;
}

/// Verifications are under way at every moment that there is, and end in an error; later each is asked for again.
async fn is_harmed(harm: Harm) {
    let site = Site::new().await;
    let used = site.asker().await;
    used.is_verified_at_last().await;
    let (before, within, between) = (site.asker().await, site.asker().await, site.asker().await);

    let holder = site.hold(within.account).await;
    let mut second = within.stopped(BeforeTheFirstCommit).await;
    second.goes_on_and_waits().await;
    let first = before.stopped(BeforeTheFirstCommit).await;
    let third = between.stopped(BetweenTheTwo).await;
    harm.begins(&site);
    drop(holder);
    let (first, second, third) = tokio::join!(first.goes_on(), second.answer(), third.goes_on());
    for answer in [first, second, third] {
        assert_unavailable(&answer);
    }
    tokio::join!(before.ask_in_vain(), used.ask_in_vain());
    harm.ends(&site);

    tokio::join!(before.is_verified_at_last(), within.is_verified_at_last(), between.is_verified_at_last());
    assert_eq!(used.ask_again().await, domain::verification::Outcome::NoLivePin);
    sweep_later(&site.desk, &site.clock).await;
    for (asker, interrupted) in [(used, 0), (before, 0), (within, 0), (between, 1)] {
        let tally = Tally { right: 1, pending: 0, interrupted };
        assert_eq!(site.tally(asker.account).await, tally, "{harm:?}");
    }
}
