//! The first commit: the try is counted, and what it is to be compared with is read.

use super::{Desk, VerifyError};
use crate::{
    account::AccountNumber,
    attempts::{
        AgentLedger, AgentStanding, Candidates, Lock, Standing, TokenKind, TokenStanding, token_standing,
    },
    desk::book::Book,
    pin::{PinCode, PinId, PinKind},
    ports::{Reserved, SealLabel, SealedPin, StoreError, UnitOfWork},
    verification::{Agent, AgentKey, Attempt, AttemptId, Candidate, Idempotency, Outcome, Try},
};

/// What came of counting a try.
pub(super) enum Counted {
    /// There is nothing to compare it with, or it was answered before.
    Answered(Outcome),
    /// It is counted, and to be compared with these.
    Pending { account: AccountNumber, attempt: Attempt, candidates: [Candidate; 2] },
}

impl Desk {
    pub(super) async fn count(&self, attempt: &Try) -> Result<Counted, VerifyError> {
        let limits = &self.policy.limits;
        let mut work = self.store.begin().await?;
        let mut book = self.book_or_nobodys(&mut *work, attempt.account).await?;
        if !self.trusts(book.moment) {
            return Err(VerifyError::ClockBehind);
        }
        let token = self.may_verify(&mut *work, &attempt.agent).await?;
        if let Some(answered) = self.reserve(&mut *work, &book, attempt).await? {
            return Ok(Counted::Answered(answered));
        }

        book.load_tries(&mut *work, limits).await?;
        book.ledger.pending = self.settle_stale(&mut *work, &mut book, attempt.agent.key()).await?;
        if let Some(agent) = attempt.agent.key()
            && let Some(since) = work.agent(&agent).await?.suspended_at
        {
            return Err(VerifyError::Suspended { since: Some(since) });
        }
        let allowed = match book.ledger.standing(book.now(), limits) {
            Standing::Locked(lock) => return Ok(Counted::Answered(Outcome::Locked(lock))),
            Standing::Busy => return Err(VerifyError::Busy),
            Standing::Open { candidates, .. } => candidates,
        };

        let pins = work.latest_pins(book.account).await?;
        let candidates = self.candidates(&book, &pins, allowed)?;
        if !self.may_have_length(&attempt.code, &candidates) {
            return Err(VerifyError::CodeLength);
        }
        let counted = counted(&book, attempt, &candidates);
        if counted.has_candidates() {
            self.may_go_on(&mut *work, &book, &attempt.agent, token).await?;
        }
        work.count_attempts(book.account, std::slice::from_ref(&counted)).await?;
        if !counted.has_candidates() {
            self.keep_answer(&mut *work, book.account, &counted, &Outcome::NoLivePin).await?;
        }
        let account = book.account;
        let told = book.is_changed();
        self.close(book, &mut *work).await?;
        work.commit().await?;
        if told {
            self.tell_account(account);
        }
        Ok(if counted.has_candidates() {
            Counted::Pending { account, attempt: counted, candidates }
        } else {
            Counted::Answered(Outcome::NoLivePin)
        })
    }

    /// Reserves the request's key; gives the answer if there is one already.
    async fn reserve(
        &self,
        work: &mut dyn UnitOfWork,
        book: &Book,
        attempt: &Try,
    ) -> Result<Option<Outcome>, VerifyError> {
        let Some(request) = &attempt.idempotency else { return Ok(None) };
        let id = (book.account, AttemptId(book.write));
        let since = book.now().before(Idempotency::KEPT);
        match work.reserve(attempt.agent.sender(), request, id, book.now(), since).await? {
            Reserved::Now => Ok(None),
            Reserved::ForAnother => Err(VerifyError::KeyReused),
            Reserved::InFlight => Err(VerifyError::InFlight),
            Reserved::Answered(kept) => {
                let outcome =
                    serde_json::from_str(&kept).map_err(|error| StoreError::Failed(error.into()))?;
                // What was reported since is not said to be verified once more.
                if let Outcome::Verified { receipt, .. } = outcome
                    && work
                        .receipt(attempt.account, receipt)
                        .await?
                        .is_none_or(|kept| kept.reported_at.is_some())
                {
                    return Ok(Some(Outcome::Locked(Lock::Reported)));
                }
                Ok(Some(outcome))
            }
        }
    }

    /// What the try is compared with in the place of each kind. What does not open is nothing, after the same work.
    fn candidates(
        &self,
        book: &Book,
        pins: &[SealedPin],
        allowed: Candidates,
    ) -> Result<[Candidate; 2], VerifyError> {
        let [master, one_time] = PinKind::ALL.map(|kind| {
            let decoy = PinCode::draw(&*self.entropy, self.policy.code_length, &[])?;
            let live = pins
                .iter()
                .find(|sealed| sealed.pin.kind == kind && allowed.include(&sealed.pin, book.now()))
                .and_then(|live| Some((&live.pin, live.sealed.as_ref()?)));
            let opened = match live {
                Some((pin, sealed)) => {
                    let label = SealLabel::of(book.account, pin);
                    self.vault.open(&label, sealed).ok().map(|code| (pin.id, code))
                }
                None => {
                    self.vault.open_nothing();
                    None
                }
            };
            Ok::<_, VerifyError>(match opened {
                Some((pin, code)) => Candidate { pin: Some(pin), code },
                None => Candidate { pin: None, code: decoy },
            })
        });
        Ok([master?, one_time?])
    }

    /// Whether a PIN that is generated now, or one that lives, has as many digits.
    fn may_have_length(&self, typed: &PinCode, candidates: &[Candidate; 2]) -> bool {
        usize::from(typed.length()) == self.policy.code_length.digits()
            || candidates.iter().any(|candidate| candidate.code.length() == typed.length())
    }

    /// Whether the agent and the token may have one more try compared (requirement V4, d). Takes the agent's row.
    async fn may_go_on(
        &self,
        work: &mut dyn UnitOfWork,
        book: &Book,
        agent: &Agent,
        token: Option<TokenKind>,
    ) -> Result<(), VerifyError> {
        let limits = &self.policy.limits;
        if let Some(key) = agent.key() {
            let ledger = self.agent_ledger(work, book, &key).await?;
            match ledger.standing(book.now(), limits) {
                AgentStanding::Open => {}
                AgentStanding::Busy => return Err(VerifyError::Busy),
                AgentStanding::Suspended { since } => {
                    return Err(VerifyError::Suspended { since: Some(since) });
                }
            }
        }
        if let (Some(kind), Some(token)) = (token, agent.token()) {
            let after = book.now().before(limits.token_window);
            let (wrong, pending) = work.tries_by_token(token, after).await?;
            match token_standing(kind, wrong, pending, limits) {
                TokenStanding::Open | TokenStanding::Alarming => {}
                TokenStanding::Busy => return Err(VerifyError::Busy),
                TokenStanding::Suspended => return Err(VerifyError::Suspended { since: None }),
            }
        }
        Ok(())
    }

    /// The agent's ledger, with the agent's row taken.
    pub(super) async fn agent_ledger(
        &self,
        work: &mut dyn UnitOfWork,
        book: &Book,
        agent: &AgentKey,
    ) -> Result<AgentLedger, StoreError> {
        let limits = &self.policy.limits;
        let record = work.take_agent(agent, book.now()).await?;
        let window = book.now().before(limits.agent_long.max(limits.agent_short));
        let after = record.lifted_at.map_or(window, |lifted_at| lifted_at.max(window));
        let tries = work.tries_of_agent(agent, after).await?;
        Ok(AgentLedger {
            suspended_at: record.suspended_at,
            lifted_at: record.lifted_at,
            wrong: tries.wrong,
            pending: tries.pending,
        })
    }
}

fn counted(book: &Book, attempt: &Try, candidates: &[Candidate; 2]) -> Attempt {
    let pin = |place: usize| candidates.get(place).and_then(|candidate| candidate.pin);
    let [master, one_time]: [Option<PinId>; 2] = [pin(0), pin(1)];
    Attempt {
        id: AttemptId(book.write),
        at: book.now(),
        agent: attempt.agent.clone(),
        channel: attempt.channel,
        contact: attempt.contact.clone(),
        ticket: attempt.ticket.clone(),
        unknown_account: (book.account == AccountNumber::NOBODY).then_some(attempt.account),
        master,
        one_time,
    }
}
