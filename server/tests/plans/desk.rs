//! The part of the walk that is about the support desk: receipts, lifts, and what supervisors look back at.

use domain::{
    attempts::Reason,
    desk::{Lifter, TryFilter},
    pin::PinKind::Master,
    session::Caller,
    verification::Outcome,
};

use crate::shared::house::{House, LEAD, NOON, acme, birch, try_by};

/// After Acme was locked for the day and Ada suspended.
pub(crate) async fn desk(house: &House, sam: &Caller) {
    let lena = house.caller(LEAD).await;
    let (desk, staff) = (&house.desk, lena.staff().unwrap());
    let reason: Reason = "they called from the number on file".parse().unwrap();
    desk.lift_daily_lock(staff, acme(), &reason).await.unwrap();
    let ada = house.agent().await.key().unwrap();
    assert_eq!(desk.suspended_agents(Lifter::Staff(staff)).await.unwrap()[0].agent, ada);
    desk.lift_suspension(Lifter::Staff(staff), &ada, Some(&reason)).await.unwrap();

    let (_, right) = house.generate(sam, birch(), Master).await;
    let verified = desk.verify(&try_by(staff.agent(), birch(), &right)).await.unwrap();
    let Outcome::Verified { receipt, .. } = verified else { panic!("{verified:?}") };
    desk.open_receipt(staff, receipt, birch()).await.unwrap();
    desk.report(sam.customer().unwrap(), birch()).await.unwrap();

    assert_eq!(desk.reported_receipts(staff).await.unwrap().len(), 1);
    assert!(desk.figures(staff, NOON, 1).await.unwrap().total.tries() > 0);
    let on_acme = TryFilter { account: Some(acme()), ..TryFilter::default() };
    for filter in [TryFilter::default(), on_acme] {
        assert!(!desk.desk_tries(staff, &filter, None, 10).await.unwrap().tries.is_empty());
    }
    assert!(desk.desk_events(staff).await.unwrap().iter().any(|event| event.reason.is_some()));
    assert_eq!(desk.desk_people(staff).await.unwrap().len(), 2);
    desk.sound_the_alarm().await.unwrap();
}
