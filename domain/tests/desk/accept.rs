//! Someone accepts an invitation, with a sign-in that they have or a new one (requirement P6).

use domain::{
    account::AccountName,
    desk::{AcceptError, NewSignIn},
    history::{Event, Notice},
    person::{
        PasswordProblem, Person, PersonId,
        Role::{Holder, SubAccount},
    },
    ports::{HasherError, News},
    testing::SeededEntropy,
    token::Token,
};

use crate::{
    house::{House, PASSWORD, acme, birch},
    household::{ADA, ANOTHER, BRUNO, Browser, STRANGER, email, invite, new_sign_in, password},
};

#[tokio::test]
async fn someone_new_gets_a_sign_in_and_access_and_the_link_works_once() {
    let house = House::new().await;
    let link = invite(&house, STRANGER, SubAccount).await;
    house.notifier.heard();
    let account = house.desk.accept_invitation(&link, Some(new_sign_in())).await.unwrap();
    assert_eq!((account.number, house.notifier.heard()), (acme(), vec![News::Account(acme())]));
    let stranger = house.caller_with(STRANGER, ANOTHER).await;
    assert_eq!((stranger.person.name.as_str(), stranger.person.desk), ("Stella Stranger", None));
    let (person, by) = (stranger.person.id.0, Some(house.hanna.person.id.0));
    let given = Event::AccessGiven { person, role: SubAccount, by };
    assert_eq!(house.events(acme())[1..], [given]);
    assert_eq!(house.notices(), [Notice::AccessGiven { person, role: SubAccount }]);
    house.desk.pins(stranger.customer().unwrap(), acme()).await.unwrap();
    assert!(house.history_holds().await);

    let before = house.store.tables();
    let again = house.desk.accept_invitation(&link, Some(new_sign_in())).await;
    assert!(matches!(again, Err(AcceptError::NoSuchLink)), "{again:?}");
    let again = house.desk.invited(&link).await;
    assert!(matches!(again, Err(AcceptError::NoSuchLink)), "{again:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_sign_in_that_is_there_is_used_whatever_is_given() {
    for given in [None, Some(new_sign_in())] {
        let house = House::new().await;
        let link = invite(&house, BRUNO, Holder).await;
        assert!(house.desk.invited(&link).await.unwrap().has_sign_in);
        let people = house.store.tables().people;
        house.desk.accept_invitation(&link, given).await.unwrap();
        let tables = house.store.tables();
        assert_eq!(tables.people, people, "neither the name nor the password is another");
        assert_eq!(tables.memberships[&(acme(), house.bruno.person.id)].role, Holder);
        assert_eq!(tables.memberships[&(birch(), house.bruno.person.id)].role, Holder);
        Browser::at("192.0.2.1").sign_in(&house, BRUNO).await;
    }
}

#[tokio::test]
async fn an_address_of_the_desk_or_a_disabled_one_cannot_accept() {
    let house = House::new().await;
    let (desks, disabled) = (invite(&house, ADA, SubAccount).await, invite(&house, BRUNO, SubAccount).await);
    house.disable(house.bruno.person.id);
    let before = house.store.tables();
    for link in [desks, disabled] {
        let refused = house.desk.accept_invitation(&link, Some(new_sign_in())).await;
        assert!(matches!(refused, Err(AcceptError::NotForAccounts)), "{refused:?}");
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn someone_new_needs_a_name_and_a_password_that_will_do() {
    let house = House::new().await;
    let link = invite(&house, STRANGER, SubAccount).await;
    let before = house.store.tables();
    let refused = house.desk.accept_invitation(&link, None).await;
    assert!(matches!(refused, Err(AcceptError::NeedsSignIn)), "{refused:?}");
    for (typed, problem) in [
        ("seven77", PasswordProblem::TooShort),
        ("stella1977", PasswordProblem::OwnName),
        ("Stranger2026", PasswordProblem::OwnName),
    ] {
        let new = NewSignIn { password: password(typed), ..new_sign_in() };
        let refused = house.desk.accept_invitation(&link, Some(new)).await;
        assert!(matches!(refused, Err(AcceptError::Password(why)) if why == problem), "{typed}: {refused:?}");
    }
    house.hasher.set_busy(true);
    let refused = house.desk.accept_invitation(&link, Some(new_sign_in())).await;
    assert!(matches!(refused, Err(AcceptError::Hasher(HasherError::Busy))), "{refused:?}");
    let unknown = Token::draw(&SeededEntropy::new(9)).unwrap();
    let refused = house.desk.accept_invitation(&unknown, Some(new_sign_in())).await;
    assert!(matches!(refused, Err(AcceptError::NoSuchLink)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn the_accounts_name_is_no_password() {
    let house = House::new().await;
    let name: AccountName = "Tide & Harbour".parse().unwrap();
    let number = 30001.try_into().unwrap();
    house.desk.create_account(number, &name).await.unwrap();
    house.put(number, house.hanna.person.id, Holder).await;
    house.desk.invite(house.hanna.customer().unwrap(), number, &email(STRANGER), Holder).await.unwrap();
    let new = NewSignIn { password: password("Harbour1"), ..new_sign_in() };
    let refused = house.desk.accept_invitation(&house.link().await, Some(new)).await;
    assert!(matches!(refused, Err(AcceptError::Password(PasswordProblem::OwnName))), "{refused:?}");
}

#[tokio::test]
async fn whoever_got_access_meanwhile_keeps_their_role() {
    let house = House::new().await;
    let link = invite(&house, BRUNO, SubAccount).await;
    house.put(acme(), house.bruno.person.id, Holder).await;
    let (events, notices) = (house.events(acme()), house.notices());
    house.desk.accept_invitation(&link, None).await.unwrap();
    let tables = house.store.tables();
    assert_eq!(tables.memberships[&(acme(), house.bruno.person.id)].role, Holder);
    assert!(tables.invitations.is_empty());
    assert_eq!((house.events(acme()), house.notices()), (events, notices));
}

#[tokio::test]
async fn a_sign_in_that_is_made_while_the_password_is_hashed_is_used() {
    let mut house = House::new().await;
    let link = invite(&house, STRANGER, SubAccount).await;
    let id = PersonId(99);
    house.while_hashing(move |tables| {
        let mut row = tables.people.values().next().unwrap().clone();
        row.person = Person { id, email: email(STRANGER), name: "Somebody".into(), desk: None };
        tables.people.insert(id, row);
    });
    house.desk.accept_invitation(&link, Some(new_sign_in())).await.unwrap();
    let caller = house.caller_with(STRANGER, PASSWORD).await;
    assert_eq!((caller.person.id, caller.person.name.as_str()), (id, "Somebody"));
    assert!(house.store.tables().memberships.contains_key(&(acme(), id)));
}

#[tokio::test]
async fn an_invitation_that_is_withdrawn_while_the_password_is_hashed_is_not_accepted() {
    let mut house = House::new().await;
    let link = invite(&house, STRANGER, SubAccount).await;
    let people = house.store.tables().people;
    house.while_hashing(|tables| tables.invitations.clear());
    let refused = house.desk.accept_invitation(&link, Some(new_sign_in())).await;
    assert!(matches!(refused, Err(AcceptError::NoSuchLink)), "{refused:?}");
    assert_eq!(house.store.tables().people, people);
}
