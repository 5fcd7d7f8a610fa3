//! Access to an account begins, changes and ends, and the PINs go with it (requirement P4).

use domain::{
    desk::{AcceptError, HomeError, OperatorError, PeopleError, RowState},
    person::{Email, Role},
    pin::PinKind,
    ports::Store as _,
    session::Caller,
};

use crate::{
    shared::household::newcomer,
    support::{HANNA, House, NOON, SAM, acme, birch},
};

const NORA: &str = "nora@new.example";

/// How Sam stops acting for Acme.
#[derive(Clone, Copy, Debug)]
enum Way {
    Removed,
    Left,
    Taken,
    PersonDisabled,
    AccountDisabled,
}

impl Way {
    const ALL: [Self; 5] =
        [Self::Removed, Self::Left, Self::Taken, Self::PersonDisabled, Self::AccountDisabled];

    async fn go(self, house: &House, hanna: &Caller, sam: &Caller) {
        let desk = &house.desk;
        match self {
            Self::Removed => {
                desk.remove_person(hanna.customer().unwrap(), acme(), sam.person.id).await.unwrap();
            }
            Self::Left => desk.leave(sam.customer().unwrap(), acme()).await.unwrap(),
            Self::Taken => desk.take_access(acme(), &sam.person.email).await.unwrap(),
            Self::PersonDisabled => assert!(desk.disable_person(&sam.person.email).await.unwrap()),
            Self::AccountDisabled => assert!(desk.disable_account(acme()).await.unwrap()),
        }
    }
}

#[tokio::test]
async fn however_access_ends_the_accounts_pins_are_erased_and_nothing_is_seen_there_any_more() {
    for way in Way::ALL {
        let house = House::new().await;
        let (hanna, sam) = (house.caller(HANNA).await, house.caller(SAM).await);
        for kind in PinKind::ALL {
            house.generate(&hanna, acme(), kind).await;
        }
        house.generate(&sam, birch(), PinKind::Master).await;

        way.go(&house, &hanna, &sam).await;

        let ended = "select count(*) from pins where account_id = 10001 and ended_as = 'access_ended'
                     and sealed is null and key_id is null and ended_by is null";
        assert_eq!(house.count(ended).await, 2, "{way:?}");
        let on_birch = house.count("select count(*) from pins where account_id = 10002 and ended_as is null");
        let is_disabled = matches!(way, Way::PersonDisabled);
        assert_eq!(on_birch.await, i64::from(!is_disabled), "{way:?}");
        let home = house.desk.home(sam.customer().unwrap(), acme()).await;
        // Who is disabled asks through no session; the account itself is still theirs.
        assert_eq!(matches!(home, Err(HomeError::NoSuchAccount)), !is_disabled, "{way:?}");
        let sessions = house.count("select count(*) from sessions where person_id = 3").await;
        assert_eq!(sessions, i64::from(!is_disabled), "{way:?}: Sam has Birch left, unless disabled");
        if matches!(way, Way::Removed | Way::Left | Way::Taken) {
            let state = house.state(&hanna, acme(), PinKind::Master).await;
            assert_eq!(state, RowState::AccessEnded(NOON), "{way:?}");
        }
        assert!(house.desk.verify_history(None).await.unwrap().broken.is_empty(), "{way:?}");
    }
}

#[tokio::test]
async fn the_last_holder_stays_whoever_tries_to_end_it() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (customer, id, email) = (hanna.customer().unwrap(), hanna.person.id, &hanna.person.email);
    let pin = house.generate(&hanna, acme(), PinKind::Master).await;
    assert!(matches!(house.desk.leave(customer, acme()).await, Err(PeopleError::LastHolder)));
    let removed = house.desk.remove_person(customer, acme(), id).await;
    assert!(matches!(removed, Err(PeopleError::LastHolder)));
    let changed = house.desk.change_role(customer, acme(), id, Role::SubAccount).await;
    assert!(matches!(changed, Err(PeopleError::LastHolder)));
    let taken = house.desk.take_access(acme(), email).await;
    assert!(matches!(taken, Err(OperatorError::LastHolder)));
    assert_eq!(crate::support::live(&house.state(&hanna, acme(), PinKind::Master).await), pin);
}

#[tokio::test]
async fn who_is_invited_acts_for_the_account_from_the_moment_they_accept() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let link = house.invite(&hanna, acme(), NORA, Role::Holder).await;
    house.accept(&link).await;
    let nora = house.caller(NORA).await;
    let people = house.desk.people(nora.customer().unwrap(), acme()).await.unwrap();
    let members: Vec<_> =
        people.members.iter().map(|member| (member.person.name.as_str(), member.role)).collect();
    let expected =
        [("Hanna Holt", Role::Holder), ("Nora New", Role::Holder), ("Sam Shore", Role::SubAccount)];
    assert_eq!((members.as_slice(), people.role), (expected.as_slice(), Role::Holder));
    assert!(people.invitations.is_empty());
    let contact = &people.contacts[0].1;
    assert_eq!(contact.name.as_str(), "Dana Field");
    assert_eq!(contact.email.as_ref().map(Email::as_str), Some("dana@field.example"));
    let again = house.desk.accept_invitation(&link, Some(newcomer())).await;
    assert!(matches!(again, Err(AcceptError::NoSuchLink)));

    house
        .desk
        .change_role(nora.customer().unwrap(), acme(), hanna.person.id, Role::SubAccount)
        .await
        .unwrap();
    let refused = house.desk.remove_person(hanna.customer().unwrap(), acme(), nora.person.id).await;
    assert!(matches!(refused, Err(PeopleError::NotAllowed)));
}

#[tokio::test]
async fn a_disabled_account_is_nobodys_until_it_is_enabled() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    let id = sam.person.id;
    house.desk.opened(sam.customer().unwrap(), birch()).await.unwrap();
    for is_disabled in [true, false] {
        let changed = match is_disabled {
            true => house.desk.disable_account(birch()).await,
            false => house.desk.enable_account(birch()).await,
        };
        assert!(changed.unwrap());
        let mut view = house.store.read().await.unwrap();
        assert_eq!(view.role(birch(), id).await.unwrap().is_none(), is_disabled);
        assert_eq!(view.last_opened(id).await.unwrap().is_none(), is_disabled);
        let seen = view.accounts_of(id).await.unwrap();
        assert_eq!(seen.iter().any(|account| account.number == birch()), !is_disabled);
        let told = view.memberships_of(id).await.unwrap();
        let told: Vec<_> = told.iter().map(|(record, _)| record.disabled_at.is_some()).collect();
        assert_eq!(told, [false, is_disabled], "by number, and none is left out");
        assert_eq!(view.members(birch()).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn a_disabled_person_has_no_session_and_is_known_all_the_same() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    // As by an operator who disabled them past the program, and left the session.
    house.tamper("update people set disabled_at = 1 where person_id = 3").await;
    let mut view = house.store.read().await.unwrap();
    assert!(view.session(sam.session).await.unwrap().is_none());
    assert_eq!(view.sessions_of(sam.person.id).await.unwrap().len(), 1);
    assert!(view.credentials(&sam.person.email).await.unwrap().unwrap().is_disabled);
    assert!(view.person_at(&sam.person.email).await.unwrap().unwrap().disabled_at.is_some());
    drop(view);
    let refused = house.try_sign_in(SAM, crate::support::PASSWORD, None).await;
    assert!(matches!(refused, Err(domain::desk::SignInError::Wrong)));
}

#[tokio::test]
async fn the_number_of_a_contact_that_was_removed_is_nobody_elses() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let customer = hanna.customer().unwrap();
    let mut given = Vec::new();
    for _ in 0..3 {
        let people = house.desk.people(customer, acme()).await.unwrap();
        let (id, contact) = people.contacts[0].clone();
        assert!(!given.contains(&id), "{id:?} was given before");
        given.push(id);
        house.desk.remove_contact(customer, acme(), id, false).await.unwrap();
        house.desk.add_contact(customer, acme(), &contact).await.unwrap();
    }
}
