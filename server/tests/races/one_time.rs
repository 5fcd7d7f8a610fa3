//! A One-Time PIN that many callers read out in the same moment.

use domain::pin::PinKind::{Master, OneTime};

use crate::support::{HANNA, House, On, VerifyError, all_at_once, is_verified, try_by};

const ROUNDS: i64 = 200;
const CALLERS: u8 = 50;
/// In every second round there is a Master PIN beside it, which the late ones are compared with.
const MASTERS: i64 = ROUNDS / 2;

on_both!(a_one_time_pin_is_right_for_one_of_fifty_callers);

async fn a_one_time_pin_is_right_for_one_of_fifty_callers(on: On) {
    let house = House::on(on).await;
    let accounts = house.accounts(ROUNDS).await;
    let callers = house.phone_systems(CALLERS).await;
    let hanna = house.caller(HANNA).await;
    for (round, account) in accounts.into_iter().enumerate() {
        if round % 2 == 1 {
            house.generate(&hanna, account, Master).await;
        }
        let (_, code) = house.generate(&hanna, account, OneTime).await;
        let tries = callers.iter().map(|caller| (house.desk.clone(), try_by(caller.clone(), account, &code)));
        let answers = all_at_once(tries).await;
        for answer in &answers {
            assert!(matches!(answer, Ok(_) | Err(VerifyError::Busy)), "{account}: {answer:?}");
        }
        assert_eq!(answers.iter().filter(|answer| is_verified(answer)).count(), 1, "{account}: {answers:?}");
    }
    house.assert_each_was_used_once().await;
}

impl House {
    async fn assert_each_was_used_once(&self) {
        for (what, rows) in [
            ("attempts where state = 'right'", ROUNDS),
            ("receipts where pin_kind = 'one_time'", ROUNDS),
            ("receipts where pin_kind = 'master'", 0),
            ("pins where ended_as = 'used'", ROUNDS),
            ("pins where kind = 'master' and ended_as is null", MASTERS),
            ("attempts where state = 'pending'", 0),
            // Whoever was right and late is not counted, and met no Master PIN.
            ("attempts where state = 'wrong' and master_id is null", 0),
        ] {
            assert_eq!(self.count(&format!("select count(*) from {what}")).await, rows, "{what}");
        }
        for table in ["attempts where state = 'right'", "receipts", "pins where ended_as = 'used'"] {
            let accounts = self.count(&format!("select count(distinct account_id) from {table}")).await;
            assert_eq!(accounts, ROUNDS, "{table}");
        }
    }
}
