//! Every single bit of a record: none can be flipped unnoticed.

use domain::{
    desk::RowState,
    pin::{
        PinCode,
        PinKind::{self, Master, OneTime},
    },
    session::Caller,
    verification::Outcome,
};

use crate::support::{House, NOON, SAM, acme, live};

const BYTES: usize = 45;
const WRITE: &str = "update pins set sealed = $1 where account_id = 10001";

#[tokio::test]
async fn no_bit_of_a_sealed_code_can_be_flipped() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    let pin = house.generate(&sam, acme(), Master).await;
    let sealed = house.blob("select sealed from pins").await;
    assert_eq!(sealed.len(), BYTES, "nonce, five digits and tag");
    for bit in 0..BYTES * 8 {
        let mut flipped = sealed.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        house.tamper_with(WRITE, &flipped).await;
        assert!(matches!(house.state(&sam, acme(), Master).await, RowState::Unreadable { .. }), "bit {bit}");
        house.assert_proves_nothing(&pin.1, Master, &format!("bit {bit}")).await;
    }
    house.assert_healed(&sam, acme(), Master, "after all bits").await;
    assert_eq!(house.reported().await, []);
}

#[tokio::test]
async fn a_sealed_code_that_is_put_back_opens_again_and_one_that_is_cut_or_longer_does_not() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    let pin = house.generate(&sam, acme(), Master).await;
    let sealed = house.blob("select sealed from pins").await;
    for changed in [&[][..], &sealed[..23], &sealed[..24], &sealed[..44], &[&sealed[..], &[0]].concat()] {
        house.tamper_with(WRITE, changed).await;
        house.assert_proves_nothing(&pin.1, Master, &format!("{} bytes", changed.len())).await;
    }
    house.tamper_with(WRITE, &sealed).await;
    assert_eq!(live(&house.state(&sam, acme(), Master).await), pin);
    assert!(matches!(house.verify(acme(), &pin.1).await, Outcome::Verified { .. }));
}

#[tokio::test]
async fn no_bit_of_the_times_in_the_clear_can_be_flipped() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    let pin = house.generate(&sam, acme(), OneTime).await;
    let (generated, expires) = (NOON.as_millis(), NOON.as_millis() + 24 * 60 * 60 * 1000);
    let (mut changed, mut refused) = (0, 0);
    for bit in 0..64 {
        let (flipped, back) = (generated ^ (1 << bit), generated);
        let done = house.flip(&sam, &pin.1, ("generated_at", flipped, back)).await;
        assert_eq!(done, flipped < expires, "generated_at, bit {bit}");
        *(if done { &mut changed } else { &mut refused }) += 1;

        let (flipped, back) = (expires ^ (1 << bit), expires);
        let done = house.flip(&sam, &pin.1, ("expires_at", flipped, back)).await;
        assert_eq!(done, flipped > generated, "expires_at, bit {bit}");
        *(if done { &mut changed } else { &mut refused }) += 1;
    }
    assert_eq!(changed + refused, 128);
    assert!(refused > 0, "the database refuses a life that ends before it begins");
    assert_eq!(live(&house.state(&sam, acme(), OneTime).await), pin);
    assert!(matches!(house.verify(acme(), &pin.1).await, Outcome::Verified { .. }));
}

impl House {
    /// Writes another time, asks, and writes the time back. Says whether the database took it.
    async fn flip(&self, sam: &Caller, code: &PinCode, (column, flipped, back): (&str, i64, i64)) -> bool {
        let write = |time: i64| format!("update pins set {column} = {time} where account_id = 10001");
        if self.try_tamper(&write(flipped)).await.is_err() {
            return false;
        }
        let how = format!("{column} {flipped}");
        let state = self.state(sam, acme(), OneTime).await;
        if column == "expires_at" && flipped <= NOON.as_millis() {
            assert!(matches!(state, RowState::Expired(_)), "{how}: {state:?}");
        } else {
            assert!(matches!(state, RowState::Unreadable { .. }), "{how}: {state:?}");
        }
        self.assert_proves_nothing(code, OneTime, &how).await;
        self.tamper(&write(back)).await;
        true
    }

    /// The account's only PIN is reported, and its right code finds nothing to be compared with.
    async fn assert_proves_nothing(&self, code: &PinCode, kind: PinKind, how: &str) {
        assert_eq!(self.verify(acme(), code).await, Outcome::NoLivePin, "{how}");
        let reported = self.reported().await;
        assert!(matches!(reported[..], [(account, _, of)] if account == acme() && of == kind), "{how}");
    }
}
