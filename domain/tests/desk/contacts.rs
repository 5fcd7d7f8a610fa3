//! An account's sub-contacts, and the Master PIN that they may know (requirement P4).

use domain::{
    contact::{Contact, ContactId, Note},
    desk::PeopleError,
    history::{Event, ListChange, Notice},
    pin::{
        End,
        PinKind::{Master, OneTime},
    },
    ports::News,
    session::Caller,
};

use crate::{
    house::{House, NOON, acme, birch, nowhere},
    household::unproved,
};

fn dana() -> Contact {
    let phone = "+44 20 7946 0958".parse().ok();
    Contact::new("Dana Field".parse().unwrap(), None, phone, Note::default()).unwrap()
}

/// The house with Dana on Acme's list.
async fn with_dana() -> (House, ContactId) {
    let house = House::new().await;
    house.desk.add_contact(house.hanna.customer().unwrap(), acme(), &dana()).await.unwrap();
    let id = house.store.tables().contacts.keys().next().unwrap().1;
    (house, id)
}

fn noted(house: &House, change: ListChange, contact: ContactId) -> Event {
    Event::Contact { change, contact: contact.0, person: house.hanna.person.id.0 }
}

#[tokio::test]
async fn a_holder_lists_changes_and_removes_a_sub_contact_and_each_is_noted() {
    let (house, id) = with_dana().await;
    let hanna = house.hanna.customer().unwrap();
    let zoe = Contact { name: "Zoë".parse().unwrap(), note: "calls at nine".parse().unwrap(), ..dana() };
    house.desk.add_contact(hanna, acme(), &Contact { name: "Abe".parse().unwrap(), ..dana() }).await.unwrap();
    house.desk.change_contact(hanna, acme(), id, &zoe).await.unwrap();
    let people = house.desk.people(house.sam.customer().unwrap(), acme()).await.unwrap();
    let names: Vec<_> = people.contacts.iter().map(|(_, contact)| contact.name.as_str()).collect();
    assert_eq!(names, ["Abe", "Zoë"]);
    assert_eq!(people.contacts[1], (id, zoe));
    assert!(!house.desk.remove_contact(hanna, acme(), id, false).await.unwrap());
    let events = house.events(acme());
    assert_eq!(events[0], noted(&house, ListChange::Added, id));
    assert_eq!(
        events[2..],
        [ListChange::Changed, ListChange::Removed].map(|change| noted(&house, change, id))
    );
    assert_eq!(house.notices(), [Notice::ContactRemoved { cleared: false }]);
    assert_eq!(house.notifier.heard(), [News::Account(acme()); 4]);
    assert_eq!(house.store.tables().contacts.len(), 1);
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn the_master_pin_goes_with_a_sub_contact_if_it_should_and_the_one_time_pin_stays() {
    for clears in [true, false] {
        let (house, id) = with_dana().await;
        let (master, _) = house.generate(Master).await;
        let (one_time, _) = house.generate(OneTime).await;
        house.generate_at_birch(Master).await;
        let hanna = house.hanna.customer().unwrap();
        assert_eq!(house.desk.remove_contact(hanna, acme(), id, clears).await.unwrap(), clears);
        let tables = house.store.tables();
        let end = clears.then_some(End::AccessEnded(NOON));
        assert_eq!(tables.pins[&(acme(), master)].pin.end, end);
        assert_eq!(tables.pins[&(acme(), master)].sealed.is_some(), !clears);
        assert_eq!(tables.pins[&(acme(), one_time)].pin.end, None);
        assert!(tables.pins_of(birch()).all(|row| row.pin.end.is_none()));
        let cleared = Event::ClearedWithAccess { kind: Master, pin: master.0 };
        assert_eq!(house.events(acme()).last() == Some(&cleared), clears);
        assert_eq!(house.notices().last(), Some(&Notice::ContactRemoved { cleared: clears }));
        assert!(house.history_holds().await);
    }
}

#[tokio::test]
async fn where_there_is_no_master_pin_none_is_cleared() {
    let (house, id) = with_dana().await;
    let hanna = house.hanna.customer().unwrap();
    assert!(!house.desk.remove_contact(hanna, acme(), id, true).await.unwrap());
    assert_eq!(house.notices(), [Notice::ContactRemoved { cleared: false }]);
}

#[tokio::test]
async fn whoever_may_not_change_the_list_changes_nothing() {
    let (house, id) = with_dana().await;
    house.generate(Master).await;
    let before = house.store.tables();
    let change = async |caller: &Caller, account, id| {
        let customer = caller.customer().unwrap();
        [
            house.desk.add_contact(customer, account, &dana()).await.err(),
            house.desk.change_contact(customer, account, id, &dana()).await.err(),
            house.desk.remove_contact(customer, account, id, true).await.err(),
        ]
    };
    let refused = change(&house.sam, acme(), id).await;
    assert!(refused.iter().all(|error| matches!(error, Some(PeopleError::NotAllowed))), "{refused:?}");
    let refused = change(&unproved(&house.hanna), acme(), id).await;
    assert!(refused.iter().all(|error| matches!(error, Some(PeopleError::NotProved))), "{refused:?}");
    for (caller, account) in [(&house.bruno, acme()), (&house.hanna, nowhere())] {
        let refused = change(caller, account, id).await;
        assert!(refused.iter().all(|error| matches!(error, Some(PeopleError::NoSuchAccount))), "{refused:?}");
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_sub_contact_of_another_account_or_one_that_is_gone_is_not_there() {
    let (house, id) = with_dana().await;
    house.generate(Master).await;
    house.generate_at_birch(Master).await;
    let before = house.store.tables();
    let (hanna, bruno) = (house.hanna.customer().unwrap(), house.bruno.customer().unwrap());
    for (customer, account, id) in [(bruno, birch(), id), (hanna, acme(), ContactId(id.0 + 1))] {
        let changed = house.desk.change_contact(customer, account, id, &dana()).await;
        assert!(matches!(changed, Err(PeopleError::NotThere)), "{changed:?}");
        let removed = house.desk.remove_contact(customer, account, id, true).await;
        assert!(matches!(removed, Err(PeopleError::NotThere)), "{removed:?}");
    }
    assert_eq!(house.store.tables(), before);
}
