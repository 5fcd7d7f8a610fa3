//! "That wasn't me": the account's people say that a verification was none of theirs.

use std::time::Duration;

use super::{Desk, Page, Pins, PinsError, may};
use crate::{
    account::AccountNumber,
    history::{Event, Notice},
    permission::Action,
    pin::PinKind,
    session::Customer,
};

/// Receipts that are as old are reported with the verification that someone noticed: whoever got in once in a day
/// may have got in before.
const REPORTED_BACK: Duration = Duration::from_secs(24 * 60 * 60);

impl Page {
    /// Whether something is listed that support did with a caller, and nobody reported anything since the last of it:
    /// then there is something to report.
    pub fn has_something_to_report(&self) -> bool {
        let last = self.happenings.iter().find_map(|happening| match happening.event {
            Event::Verified { .. }
            | Event::WrongTry { .. }
            | Event::TooLate { .. }
            | Event::Locked
            | Event::LockedForTheDay { .. }
            | Event::ReceiptOpened { .. } => Some(true),
            Event::Reported { .. } => Some(false),
            _ => None,
        });
        last.unwrap_or(false)
    }
}

impl Desk {
    /// Clears the account's live PINs, locks its verification until a PIN is generated, ends the receipts of the last
    /// 24 hours and flags them at the desk. Where all of that is done already, nothing happens.
    ///
    /// # Errors
    /// Where the account is not the customer's, or the database cannot do it; nothing is changed then.
    pub async fn report(&self, customer: Customer<'_>, account: AccountNumber) -> Result<Pins, PinsError> {
        let mut work = self.store.begin().await?;
        let mut book = self.book(&mut *work, account).await?.ok_or(PinsError::NoSuchAccount)?;
        if !may(&mut *work, account, customer.id(), Action::ReportVerification).await? {
            return Err(PinsError::NoSuchAccount);
        }
        let now = book.now();
        let mut pins = work.latest_pins(account).await?;
        let cleared = self.clear_live(&mut *work, &mut book, &mut pins, customer, &PinKind::ALL).await?;
        let flagged = work.report_receipts(account, now.before(REPORTED_BACK), now).await?;
        if cleared || flagged > 0 || book.ledger.reported_at.is_none() {
            book.ledger.report(now);
            self.note(&mut book, &Event::Reported { person: customer.id().0 })?;
            book.notify(Notice::Reported);
        }
        book.close(&mut *work).await?;
        work.keep_panel(account, customer.id(), true).await?;
        let pins = self.rows_now(&mut *work, account).await?;
        work.commit().await?;
        self.tell_account(account);
        Ok(pins)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Happening;
    use crate::{time::Timestamp, verification::Channel};

    use super::*;

    /// A page of these events, the latest first.
    fn page(events: &[&Event]) -> Page {
        let at = Timestamp::from_millis(0);
        let happenings = events.iter().zip(1..).map(|(event, number)| Happening {
            number,
            at,
            event: (*event).clone(),
            by: None,
            whom: None,
        });
        Page { happenings: happenings.collect(), next: None }
    }

    #[test]
    fn what_support_did_with_a_caller_can_be_reported_until_it_was() {
        let (kind, pin, attempt, channel) = (PinKind::Master, 1, 2, Channel::Phone);
        let generated = Event::Generated { kind, pin, person: 1 };
        let reported = Event::Reported { person: 1 };
        for event in [
            Event::Verified { kind, pin, attempt, channel },
            Event::WrongTry { attempt, channel, interrupted: false },
            Event::TooLate { attempt, channel },
            Event::Locked,
            Event::LockedForTheDay { until: 0 },
            Event::ReceiptOpened { attempt, staff: 7 },
        ] {
            for (events, expected) in [
                (&[&event][..], true),
                (&[&generated, &event, &generated], true),
                (&[&reported, &event], false),
                (&[&generated, &reported, &event], false),
                (&[&event, &reported], true),
            ] {
                assert_eq!(page(events).has_something_to_report(), expected, "{events:?}");
            }
        }
    }

    #[test]
    fn what_the_accounts_own_people_did_is_nothing_to_report() {
        let (kind, pin, person) = (PinKind::OneTime, 1, 1);
        let own = [
            Event::Generated { kind, pin, person },
            Event::Cleared { kind, pin, person },
            Event::Expired { pin },
            Event::DailyLockLifted { staff: 7, account: None },
            Event::Reported { person },
        ];
        assert!(!page(&own.iter().collect::<Vec<_>>()).has_something_to_report());
        assert!(!page(&[]).has_something_to_report());
    }
}
