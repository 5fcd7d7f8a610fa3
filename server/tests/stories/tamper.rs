//! What an intruder can do who has the database and none of the keys, and how each of it is found (requirements K1
//! and A1).
//!
//! What nothing seals is outside: the clock's mark can be set back, and tries can be taken from the budget.

mod bits;
mod history;
mod rows;

use domain::{
    account::AccountNumber,
    desk::RowState,
    pin::{PinCode, PinId, PinKind},
    session::Caller,
    verification::Outcome,
};

use crate::support::{House, acme, birch};

/// A PIN that does not open any more, by where it stands.
type Damaged = (AccountNumber, PinKind);

impl House {
    /// A PIN of each kind on each account, generated at one moment: what differs is what the seal tells apart.
    async fn four_pins(&self, sam: &Caller) -> Vec<(Damaged, PinCode)> {
        let mut codes = Vec::new();
        for account in [acme(), birch()] {
            for kind in PinKind::ALL {
                codes.push(((account, kind), self.generate(sam, account, kind).await.1));
            }
        }
        codes
    }

    /// What the operator is told about by a check, in the order of the accounts.
    async fn reported(&self) -> Vec<(AccountNumber, PinId, PinKind)> {
        let report = self.desk.check().await.unwrap();
        report.unreadable.iter().map(|found| (found.account, found.pin, found.kind)).collect()
    }

    /// These PINs and no others are shown and reported as unreadable, the codes verify nobody, and generating heals.
    async fn assert_found(&self, sam: &Caller, damaged: &[Damaged], codes: &[PinCode], how: &str) {
        let mut expected = Vec::new();
        for (account, kind) in damaged {
            match self.state(sam, *account, *kind).await {
                RowState::Unreadable { pin } => expected.push((*account, pin.id, *kind)),
                other => panic!("{how}: {kind} is shown as {other:?}"),
            }
        }
        expected.sort();
        let mut reported = self.reported().await;
        reported.sort();
        assert_eq!(reported, expected, "{how}");

        for (account, _) in damaged {
            let rows = self.rows(sam, *account).await;
            let other_lives = rows.iter().any(|row| matches!(row.state, RowState::Live { .. }));
            for code in codes {
                match self.verify(*account, code).await {
                    Outcome::NoLivePin if !other_lives => {}
                    Outcome::NotVerified { .. } if other_lives => {}
                    other => panic!("{how}: {other:?}"),
                }
            }
        }
        for (account, kind) in damaged {
            self.assert_healed(sam, *account, *kind, how).await;
        }
        assert_eq!(self.reported().await, [], "{how}");
    }

    async fn assert_healed(&self, sam: &Caller, account: AccountNumber, kind: PinKind, how: &str) {
        let (_, code) = self.generate(sam, account, kind).await;
        let outcome = self.verify(account, &code).await;
        assert!(matches!(outcome, Outcome::Verified { kind: by, .. } if by == kind), "{how}: {outcome:?}");
    }

    async fn tamper_by(&self, statements: &[&str]) {
        for sql in statements {
            self.tamper(sql).await;
        }
    }
}
