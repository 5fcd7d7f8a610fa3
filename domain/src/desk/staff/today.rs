//! How the desk's day goes, in numbers.

use super::{DeskError, agent_name, allowed};
use crate::{
    desk::{Desk, history::Names},
    permission::Action,
    session::Staff,
    time::Timestamp,
    verification::{Agent, Tried, TryState, Verdict},
};

/// What so many tries came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Callers who were verified.
    pub verified: u32,
    /// Tries that were wrong, or right and too late.
    pub refused: u32,
    /// Tries without a live PIN to compare with, also on accounts that do not exist.
    pub no_live_pin: u32,
    /// Wrong tries that locked an account.
    pub locked: u32,
}

impl Tally {
    fn add(&mut self, tried: &Tried) {
        let place = match tried.state {
            TryState::Settled(Verdict::Right) => &mut self.verified,
            TryState::NoLivePin => &mut self.no_live_pin,
            TryState::Settled(_) => &mut self.refused,
            TryState::Pending => return,
        };
        *place = place.saturating_add(tried.tries);
        self.locked = self.locked.saturating_add(tried.locked);
    }

    /// How many tries there were.
    pub const fn tries(&self) -> u32 {
        self.verified.saturating_add(self.refused).saturating_add(self.no_live_pin)
    }
}

/// The desk's figures over some hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// All of them.
    pub total: Tally,
    /// Each hour's, in order.
    pub hours: Vec<Tally>,
    /// Each agent's, by what they are called, the busiest first.
    pub agents: Vec<(String, Tally)>,
}

const HOUR: i64 = 60 * 60 * 1000;

impl Desk {
    /// The figures of so many hours from this moment on.
    ///
    /// # Errors
    /// Where whoever asks may not read the desk's history, or the database cannot be read.
    pub async fn figures(&self, staff: Staff<'_>, from: Timestamp, hours: u32) -> Result<Figures, DeskError> {
        let mut view = self.store.read().await?;
        allowed(&mut *view, staff, Action::ReadDeskHistory).await?;
        let mut figures = Figures {
            total: Tally::default(),
            hours: vec![Tally::default(); usize::try_from(hours).unwrap_or(0)],
            agents: Vec::new(),
        };
        // Two people of one name are two agents.
        let mut agents: Vec<(Agent, Tally)> = Vec::new();
        for tried in view.tried_since(from, HOUR, hours).await? {
            figures.total.add(&tried);
            let hour = usize::try_from(tried.span).ok().and_then(|span| figures.hours.get_mut(span));
            if let Some(hour) = hour {
                hour.add(&tried);
            }
            match agents.iter_mut().find(|(other, _)| *other == tried.agent) {
                Some((_, tally)) => tally.add(&tried),
                None => {
                    let mut tally = Tally::default();
                    tally.add(&tried);
                    agents.push((tried.agent, tally));
                }
            }
        }
        let mut names = Names::default();
        for (agent, tally) in agents.into_iter().filter(|(_, tally)| *tally != Tally::default()) {
            let name = agent_name(&mut *view, &agent, &mut names).await?.unwrap_or_default();
            figures.agents.push((name, tally));
        }
        figures.agents.sort_by(|(a_name, a), (b_name, b)| (b.tries(), a_name).cmp(&(a.tries(), b_name)));
        Ok(figures)
    }
}
