//! Someone's access to an account ends, by whatever path: its live PINs end with it (requirement P4).

use domain::{
    account::AccountNumber,
    desk::{OperatorError, PeopleError},
    history::{Broken, Event, Notice},
    person::{PasswordHash, PersonId, Role},
    pin::{
        End,
        PinKind::{self, Master, OneTime},
    },
    ports::{News, Store as _},
    session::{Caller, SessionToken},
};

use crate::{
    house::{DAY, House, NOON, PASSWORD, acme, birch, noon_and, nowhere},
    household::{BRUNO, Browser, HANNA, SAM, STRANGER, email, unproved},
};

const PIA: &str = "pia@house.example";

/// The paths by which access ends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Path {
    Removed,
    Left,
    Taken,
    PersonDisabled,
    AccountDisabled,
}

const PATHS: [Path; 5] =
    [Path::Removed, Path::Left, Path::Taken, Path::PersonDisabled, Path::AccountDisabled];

impl Path {
    /// Ends the access of this person to Acme.
    async fn go(self, house: &House, caller: &Caller) {
        let (hanna, customer) = (house.hanna.customer().unwrap(), caller.customer().unwrap());
        match self {
            Self::Removed => house.desk.remove_person(hanna, acme(), customer.id()).await.unwrap(),
            Self::Left => house.desk.leave(customer, acme()).await.unwrap(),
            Self::Taken => house.desk.take_access(acme(), &caller.person.email).await.unwrap(),
            Self::PersonDisabled => {
                assert!(house.desk.disable_person(&caller.person.email).await.unwrap());
            }
            Self::AccountDisabled => assert!(house.desk.disable_account(acme()).await.unwrap()),
        }
    }

    /// What is noted first on Acme, and told.
    fn noted(self, house: &House, person: PersonId) -> (Event, Notice) {
        let by = match self {
            Self::AccountDisabled => return (Event::AccountDisabled, Notice::Disabled),
            Self::Removed => Some(house.hanna.person.id.0),
            Self::Left => Some(person.0),
            Self::Taken | Self::PersonDisabled => None,
        };
        (Event::AccessEnded { person: person.0, by }, Notice::AccessEnded { person: person.0 })
    }
}

/// A house in which Pia is a sub-account of Acme and of nothing else, and all accounts have both PINs.
async fn with_pia() -> (House, Caller) {
    let house = House::new().await;
    let mut work = house.store.begin().await.unwrap();
    let password = PasswordHash::new(PASSWORD.into());
    let pia = work.insert_person(&email(PIA), "Pia", None, &password, NOON).await.unwrap();
    work.commit().await.unwrap();
    house.put(acme(), pia, Role::SubAccount).await;
    for kind in PinKind::ALL {
        house.generate(kind).await;
        house.generate_at_birch(kind).await;
    }
    let pia = house.caller(PIA).await;
    house.notifier.heard();
    (house, pia)
}

/// How the account's PINs ended, and whether their codes are kept.
fn ends(house: &House, account: AccountNumber) -> Vec<(Option<End>, bool)> {
    let tables = house.store.tables();
    tables.pins_of(account).map(|row| (row.pin.end.clone(), row.sealed.is_some())).collect()
}

#[tokio::test]
async fn every_path_clears_the_accounts_live_pins_and_no_others_and_notes_and_tells_it() {
    for path in PATHS {
        let (house, pia) = with_pia().await;
        let (id, commits, told) = (pia.person.id, house.store.commits(), house.notices().len());
        path.go(&house, &pia).await;
        assert_eq!(house.store.commits(), commits + 1, "{path:?}: all of it in one transaction");
        let ended = (Some(End::AccessEnded(NOON)), false);
        assert_eq!(ends(&house, acme()), [ended.clone(), ended], "{path:?}");
        assert_eq!(ends(&house, birch()), [(None, true), (None, true)], "{path:?}");

        let (event, notice) = path.noted(&house, id);
        let pins: Vec<i64> = house.store.tables().pins_of(acme()).map(|row| row.pin.id.0).collect();
        let cleared = |kind, pin| Event::ClearedWithAccess { kind, pin };
        let noted = [event, cleared(Master, pins[1]), cleared(OneTime, pins[0])];
        assert_eq!(house.events(acme())[2..], noted, "{path:?}");
        assert_eq!(house.notices()[told..], [notice], "{path:?}");
        let heard = house.notifier.heard();
        for news in [News::Account(acme()), News::Person(id)] {
            assert!(heard.contains(&news), "{path:?}: {heard:?}");
        }
        assert!(!heard.contains(&News::Account(birch())), "{path:?}");
        assert!(house.history_holds().await, "{path:?}");
        assert!(
            house.desk.home(pia.customer().unwrap(), acme()).await.is_err() || path == Path::PersonDisabled
        );
    }
}

#[tokio::test]
async fn every_path_signs_out_whoever_has_no_account_left_also_where_a_code_is_awaited() {
    for path in PATHS {
        let (house, pia) = with_pia().await;
        house.add_second_factor(&pia).await;
        let waiting = Browser::at("192.0.2.1").begin(&house, PIA).await;
        let (sams, hannas) = (house.caller(SAM).await, house.caller(HANNA).await);
        path.go(&house, &pia).await;
        let tables = house.store.tables();
        let is_there = |caller: &Caller| tables.sessions.contains_key(&caller.session.0);
        assert!(!is_there(&pia), "{path:?}");
        assert!(!house.desk.code_is_due(&waiting).await.unwrap(), "{path:?}");
        assert!(is_there(&sams), "{path:?}: he has Birch");
        assert_eq!(is_there(&hannas), path != Path::AccountDisabled, "{path:?}");
    }
}

#[tokio::test]
async fn whoever_has_another_account_stays_signed_in_unless_they_are_disabled() {
    for path in PATHS {
        let house = House::new().await;
        let token: SessionToken = Browser::at("192.0.2.1").sign_in(&house, SAM).await;
        house.generate_at_birch(Master).await;
        path.go(&house, &house.sam).await;
        assert_eq!(house.holds(&token).await, path != Path::PersonDisabled, "{path:?}");
        let cleared = ends(&house, birch())[0].0.is_some();
        assert_eq!(cleared, path == Path::PersonDisabled, "{path:?}: it is Sam's account too");
    }
}

#[tokio::test]
async fn a_disabled_persons_accounts_are_all_cleared_and_told() {
    let house = House::new().await;
    house.generate(Master).await;
    house.generate_at_birch(OneTime).await;
    house.notifier.heard();
    assert!(house.desk.disable_person(&email(SAM)).await.unwrap());
    for account in [acme(), birch()] {
        assert_eq!(ends(&house, account), [(Some(End::AccessEnded(NOON)), false)]);
        let events = house.events(account);
        assert_eq!(events[1], Event::AccessEnded { person: house.sam.person.id.0, by: None });
    }
    let heard = house.notifier.heard();
    let told = [News::Account(acme()), News::Account(birch()), News::Person(house.sam.person.id)];
    assert_eq!(heard, told);
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn a_pin_that_is_put_back_after_access_ended_is_found_by_an_audit() {
    for path in PATHS {
        let (house, pia) = with_pia().await;
        let before = house.store.tables().pins;
        path.go(&house, &pia).await;
        house.store.tamper(|tables| tables.pins = before);
        let broken = house.desk.verify_history(None).await.unwrap().broken;
        assert_eq!(broken.len(), 1, "{path:?}");
        assert!(matches!(broken[0].broken, Broken::Revived(_)), "{path:?}: {broken:?}");
    }
}

#[tokio::test]
async fn what_had_ended_or_expired_before_keeps_its_end() {
    let (house, pia) = with_pia().await;
    house.clear(Master).await;
    house.clock.pass(DAY);
    Path::Removed.go(&house, &pia).await;
    let [(one_time, _), (master, _)] = &ends(&house, acme())[..] else { panic!() };
    assert_eq!(one_time, &Some(End::Expired(noon_and(DAY))));
    assert!(matches!(master, Some(End::Cleared(_))));
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn the_last_holder_stays_on_every_path_and_nothing_is_cleared() {
    let (house, _) = with_pia().await;
    let hanna = house.hanna.customer().unwrap();
    let before = house.store.tables();
    let refused = [
        house.desk.remove_person(hanna, acme(), hanna.id()).await,
        house.desk.leave(hanna, acme()).await,
        house.desk.change_role(hanna, acme(), hanna.id(), Role::SubAccount).await,
    ];
    assert!(refused.iter().all(|answer| matches!(answer, Err(PeopleError::LastHolder))), "{refused:?}");
    let refused = [
        house.desk.take_access(acme(), &email(HANNA)).await,
        house.desk.give_access(acme(), &email(HANNA), Role::SubAccount).await,
    ];
    assert!(refused.iter().all(|answer| matches!(answer, Err(OperatorError::LastHolder))), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn one_of_two_holders_may_leave_and_the_other_stays() {
    let house = House::new().await;
    house.put(acme(), house.bruno.person.id, Role::Holder).await;
    house.desk.leave(house.hanna.customer().unwrap(), acme()).await.unwrap();
    let refused = house.desk.leave(house.bruno.customer().unwrap(), acme()).await;
    assert!(matches!(refused, Err(PeopleError::LastHolder)), "{refused:?}");
}

#[tokio::test]
async fn a_holder_who_is_disabled_is_no_reason_for_the_last_one_who_is_not_to_go() {
    let house = House::new().await;
    house.put(acme(), house.bruno.person.id, Role::Holder).await;
    house.disable(house.bruno.person.id);
    let refused = house.desk.leave(house.hanna.customer().unwrap(), acme()).await;
    assert!(matches!(refused, Err(PeopleError::LastHolder)), "{refused:?}");
    house.desk.take_access(acme(), &email(BRUNO)).await.unwrap();

    house.put(acme(), house.bruno.person.id, Role::Holder).await;
    house.disable(house.hanna.person.id);
    house.desk.take_access(acme(), &email(BRUNO)).await.unwrap();
    let refused = house.desk.take_access(acme(), &email(HANNA)).await;
    assert!(matches!(refused, Err(OperatorError::LastHolder)), "{refused:?}");
}

#[tokio::test]
async fn whoever_may_not_remove_people_removes_nobody() {
    let (house, pia) = with_pia().await;
    let bruno = house.bruno.person.id;
    let before = house.store.tables();
    let remove = async |caller: &Caller, account, person| {
        house.desk.remove_person(caller.customer().unwrap(), account, person).await.unwrap_err()
    };
    let pia = pia.person.id;
    assert!(matches!(remove(&house.sam, acme(), pia).await, PeopleError::NotAllowed));
    assert!(matches!(remove(&house.bruno, acme(), pia).await, PeopleError::NoSuchAccount));
    assert!(matches!(remove(&house.hanna, nowhere(), pia).await, PeopleError::NoSuchAccount));
    assert!(matches!(remove(&unproved(&house.hanna), acme(), pia).await, PeopleError::NotProved));
    assert!(matches!(remove(&house.hanna, acme(), bruno).await, PeopleError::NotThere));
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn whoever_is_not_on_an_account_or_did_not_prove_it_is_them_does_not_leave() {
    let (house, pia) = with_pia().await;
    let before = house.store.tables();
    let leave = async |caller: &Caller, account| {
        house.desk.leave(caller.customer().unwrap(), account).await.unwrap_err()
    };
    assert!(matches!(leave(&house.bruno, acme()).await, PeopleError::NoSuchAccount));
    assert!(matches!(leave(&pia, nowhere()).await, PeopleError::NoSuchAccount));
    assert!(matches!(leave(&unproved(&pia), acme()).await, PeopleError::NotProved));
    assert_eq!(house.store.tables(), before);
    house.desk.disable_account(acme()).await.unwrap();
    let before = house.store.tables();
    assert!(matches!(leave(&pia, acme()).await, PeopleError::NoSuchAccount));
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn an_operator_takes_no_access_that_is_not_there() {
    let (house, _) = with_pia().await;
    let before = house.store.tables();
    let take = async |account, typed| house.desk.take_access(account, &email(typed)).await.unwrap_err();
    assert!(matches!(take(nowhere(), PIA).await, OperatorError::NoSuchAccount));
    assert!(matches!(take(acme(), STRANGER).await, OperatorError::NoSuchPerson));
    assert!(matches!(take(acme(), BRUNO).await, OperatorError::NotThere));
    assert_eq!(house.store.tables(), before);
}
