//! An account's people, and their roles.

use domain::{
    desk::PeopleError,
    history::{Event, Notice},
    person::Role::{Holder, SubAccount},
    pin::PinKind::Master,
    ports::News,
    session::Caller,
};

use crate::{
    house::{House, NOON, acme, birch, nowhere},
    household::{STRANGER, email, unproved},
};

#[tokio::test]
async fn an_accounts_people_see_each_other_by_name_with_what_they_are() {
    let house = House::new().await;
    let hanna = house.hanna.customer().unwrap();
    house.desk.invite(hanna, acme(), &email(STRANGER), SubAccount).await.unwrap();
    let people = house.desk.people(house.sam.customer().unwrap(), acme()).await.unwrap();
    let members: Vec<_> = people.members.iter().map(|one| (one.person.name.as_str(), one.role)).collect();
    assert_eq!(members, [("Hanna", Holder), ("Sam", SubAccount)]);
    assert!(people.members.iter().all(|one| one.since == NOON && one.disabled_at.is_none()));
    assert_eq!((people.role, people.account.number, people.now), (SubAccount, acme(), NOON));
    let accounts: Vec<_> = people.accounts.iter().map(|account| account.number).collect();
    assert_eq!(accounts, [acme(), birch()]);
    assert_eq!(people.invitations[0].email, email(STRANGER));
    assert_eq!(people.name_of(house.hanna.person.id), Some("Hanna"));
    assert_eq!(people.name_of(house.bruno.person.id), None);
}

#[tokio::test]
async fn a_stranger_sees_nobody() {
    let house = House::new().await;
    for (caller, account) in [(&house.bruno, acme()), (&house.hanna, birch()), (&house.hanna, nowhere())] {
        let refused = house.desk.people(caller.customer().unwrap(), account).await;
        assert!(matches!(refused, Err(PeopleError::NoSuchAccount)), "{refused:?}");
    }
    house.desk.disable_account(acme()).await.unwrap();
    let refused = house.desk.people(house.hanna.customer().unwrap(), acme()).await;
    assert!(matches!(refused, Err(PeopleError::NoSuchAccount)), "{refused:?}");
}

#[tokio::test]
async fn another_role_is_noted_and_told_and_clears_no_pin() {
    let house = House::new().await;
    house.generate(Master).await;
    house.notifier.heard();
    let (hanna, sam) = (house.hanna.customer().unwrap(), house.sam.customer().unwrap());
    house.desk.change_role(hanna, acme(), sam.id(), Holder).await.unwrap();
    assert_eq!(house.notifier.heard(), [News::Account(acme())]);
    house.desk.change_role(sam, acme(), hanna.id(), SubAccount).await.unwrap();
    let changed = |person: &Caller, role, by: &Caller| Event::RoleChanged {
        person: person.person.id.0,
        role,
        by: Some(by.person.id.0),
    };
    let (first, second) =
        (changed(&house.sam, Holder, &house.hanna), changed(&house.hanna, SubAccount, &house.sam));
    assert_eq!(house.events(acme())[1..], [first, second]);
    let told = Notice::RoleChanged { person: hanna.id().0, role: SubAccount };
    assert_eq!(house.notices().last(), Some(&told));
    let tables = house.store.tables();
    assert_eq!(tables.memberships[&(acme(), hanna.id())].role, SubAccount);
    assert_eq!(tables.memberships[&(birch(), sam.id())].role, SubAccount, "the other account's stays");
    assert!(tables.pins.values().all(|row| row.pin.end.is_none()));
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn the_role_that_someone_has_is_no_news() {
    let house = House::new().await;
    let hanna = house.hanna.customer().unwrap();
    house.desk.change_role(hanna, acme(), hanna.id(), Holder).await.unwrap();
    assert_eq!((house.events(acme()), house.notices()), (vec![], vec![]));
}

#[tokio::test]
async fn whoever_may_not_change_roles_changes_none() {
    let house = House::new().await;
    let (sam, bruno) = (house.sam.person.id, house.bruno.person.id);
    let before = house.store.tables();
    let change = async |caller: &Caller, account, person| {
        house.desk.change_role(caller.customer().unwrap(), account, person, Holder).await.unwrap_err()
    };
    assert!(matches!(change(&house.sam, acme(), sam).await, PeopleError::NotAllowed));
    assert!(matches!(change(&house.bruno, acme(), bruno).await, PeopleError::NoSuchAccount));
    assert!(matches!(change(&house.hanna, nowhere(), sam).await, PeopleError::NoSuchAccount));
    assert!(matches!(change(&unproved(&house.hanna), acme(), sam).await, PeopleError::NotProved));
    assert!(matches!(change(&house.hanna, acme(), bruno).await, PeopleError::NotThere));
    assert_eq!(house.store.tables(), before);
}
