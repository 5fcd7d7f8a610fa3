//! What the operator does on the command line with accounts and people.

use domain::{
    account::AccountNumber,
    desk::{OperatorError, SignInError},
    history::{Event, Notice, OperatorChange, Subject},
    mail::{Draft, SignInChange},
    person::{
        DeskRole, PersonId,
        Role::{Holder, SubAccount},
    },
    pin::{End, PinKind::Master},
    ports::{HasherError, News},
    testing::BrokenEntropy,
};

use crate::{
    house::{House, MINUTE, NOON, PASSWORD, acme, birch, noon_and, nowhere},
    household::{ADA, ANOTHER, BRUNO, Browser, HANNA, SAM, STRANGER, email, password},
};

/// What is noted at the desk.
fn desk_events(house: &House) -> Vec<Event> {
    house.events(AccountNumber::NOBODY)
}

fn changed(person: PersonId, change: OperatorChange) -> Event {
    Event::SignInChanged { person: person.0, change }
}

#[tokio::test]
async fn an_account_is_made_once_under_its_number() {
    let house = House::new().await;
    house.desk.create_account(nowhere(), &"Cedar".parse().unwrap()).await.unwrap();
    let accounts = house.desk.list_accounts(None, 9).await.unwrap();
    let listed: Vec<_> = accounts
        .iter()
        .map(|(record, members)| {
            (record.account.name.as_str(), record.created_at, record.disabled_at, members.len())
        })
        .collect();
    assert_eq!(listed, [("Acme", NOON, None, 2), ("Birch", NOON, None, 2), ("Cedar", NOON, None, 0)]);
    let before = house.store.tables();
    let refused = house.desk.create_account(acme(), &"Another".parse().unwrap()).await;
    assert!(matches!(refused, Err(OperatorError::NumberTaken)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn accounts_and_people_are_listed_page_by_page() {
    let house = House::new().await;
    let page = house.desk.list_accounts(Some(acme()), 1).await.unwrap();
    assert_eq!(page.iter().map(|(record, _)| record.account.number).collect::<Vec<_>>(), [birch()]);
    assert_eq!(house.desk.list_accounts(Some(birch()), 9).await.unwrap(), []);
    let people = house.desk.list_people(PersonId(0), 2).await.unwrap();
    let names: Vec<_> = people.iter().map(|(record, _)| record.person.name.as_str()).collect();
    assert_eq!(names, ["Hanna", "Sam"]);
    let on: Vec<_> = people[1].1.iter().map(|(record, role)| (record.account.number, *role)).collect();
    assert_eq!(on, [(acme(), SubAccount), (birch(), SubAccount)]);
    let last = house.desk.list_people(people[1].0.person.id, 9).await.unwrap();
    assert_eq!((last.len(), last[2].1.len()), (3, 0));
}

#[tokio::test]
async fn a_person_is_made_with_a_password_that_nobody_knows_and_is_welcomed() {
    let house = House::new().await;
    let desk = Some(DeskRole::Supervisor);
    let id = house.desk.create_person(&email(STRANGER), &"Stella".parse().unwrap(), desk).await.unwrap();
    assert_eq!(desk_events(&house), [changed(id, OperatorChange::Made)]);
    let tables = house.store.tables();
    assert_eq!(tables.letters_to(STRANGER), [Draft::Welcome.to_json()]);
    let row = &tables.people[&id];
    assert_eq!((row.person.name.as_str(), row.person.desk, row.created_at), ("Stella", desk, NOON));
    assert_eq!(row.password.len(), 64);
    assert!(house.history_holds().await);
    let link = house.link().await;
    house.desk.reset_password(&link, password(ANOTHER)).await.unwrap();
    assert!(house.caller_with(STRANGER, ANOTHER).await.must_add_second_factor);
}

#[tokio::test]
async fn a_person_who_cannot_be_made_changes_nothing() {
    let house = House::new().await;
    let before = house.store.tables();
    let name = "Stella".parse().unwrap();
    let refused = house.desk.create_person(&email(HANNA), &name, None).await;
    assert!(matches!(refused, Err(OperatorError::AddressTaken)), "{refused:?}");
    house.hasher.set_busy(true);
    let refused = house.desk.create_person(&email(STRANGER), &name, None).await;
    assert!(matches!(refused, Err(OperatorError::Hasher(HasherError::Busy))), "{refused:?}");
    let house = house.with_entropy(BrokenEntropy);
    let refused = house.desk.create_person(&email(STRANGER), &name, None).await;
    assert!(matches!(refused, Err(OperatorError::Entropy(_))), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_link_to_a_password_is_sent_once_more() {
    let house = House::new().await;
    house.desk.send_password_link(&email(HANNA)).await.unwrap();
    let first = house.link().await;
    house.clock.pass(MINUTE);
    house.desk.send_password_link(&email(HANNA)).await.unwrap();
    let second = house.link().await;
    assert_eq!(house.desk.password_link(&second).await.unwrap(), email(HANNA));
    assert!(house.desk.password_link(&first).await.is_err(), "no earlier link works");
}

#[tokio::test]
async fn a_disabled_account_is_seen_by_nobody_until_it_is_enabled_and_its_pins_stay_cleared() {
    let house = House::new().await;
    let (pin, _) = house.generate(Master).await;
    let (hanna, sam) = (house.hanna.customer().unwrap(), house.sam.customer().unwrap());
    house.desk.opened(sam, birch()).await.unwrap();
    house.clock.pass(MINUTE);
    house.desk.opened(sam, acme()).await.unwrap();
    assert!(house.desk.disable_account(acme()).await.unwrap());
    assert!(house.desk.home(hanna, acme()).await.is_err());
    assert!(house.desk.history(hanna, acme(), Subject::All, None, 9).await.is_err());
    assert!(house.try_generate(&house.hanna, acme(), Master).await.is_err());
    assert_eq!(house.desk.start_account(sam).await.unwrap(), Some(birch()));
    assert_eq!(house.desk.start_account(hanna).await.unwrap(), None);
    let (record, _) = house.desk.list_accounts(None, 1).await.unwrap().remove(0);
    assert_eq!(record.disabled_at, Some(noon_and(MINUTE)));

    house.notifier.heard();
    assert!(house.desk.enable_account(acme()).await.unwrap());
    assert_eq!(house.notifier.heard(), [News::Account(acme())]);
    assert_eq!(house.events(acme()).last(), Some(&Event::AccountEnabled));
    assert_eq!(house.notices().last(), Some(&Notice::Enabled));
    house.desk.home(hanna, acme()).await.unwrap();
    let tables = house.store.tables();
    assert_eq!(tables.pins[&(acme(), pin)].pin.end, Some(End::AccessEnded(noon_and(MINUTE))));
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn a_disabled_person_signs_in_no_more_until_they_are_enabled_with_the_access_that_they_had() {
    let house = House::new().await;
    let (sam, token) = (house.sam.person.id, Browser::at("192.0.2.1").sign_in(&house, SAM).await);
    house.desk.send_password_link(&email(SAM)).await.unwrap();
    let link = house.link().await;
    assert!(house.desk.disable_person(&email(SAM)).await.unwrap());
    assert_eq!(desk_events(&house), [changed(sam, OperatorChange::Disabled)]);
    let refused = Browser::at("192.0.2.1").type_in(&house, SAM, PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");

    house.notifier.heard();
    assert!(house.desk.enable_person(&email(SAM)).await.unwrap());
    assert_eq!(desk_events(&house)[1..], [changed(sam, OperatorChange::Enabled)]);
    for account in [acme(), birch()] {
        let given = Event::AccessGiven { person: sam.0, role: SubAccount, by: None };
        assert_eq!(house.events(account)[1..], [given]);
    }
    let (ended, given) =
        (Notice::AccessEnded { person: sam.0 }, Notice::AccessGiven { person: sam.0, role: SubAccount });
    assert_eq!(house.notices(), [ended, given]);
    let told = [News::Account(acme()), News::Account(birch()), News::Person(sam)];
    assert_eq!(house.notifier.heard(), told);
    assert!(!house.holds(&token).await, "what ended stays ended");
    assert!(house.desk.password_link(&link).await.is_err());
    let caller = house.caller(SAM).await;
    house.desk.home(caller.customer().unwrap(), acme()).await.unwrap();
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn what_is_so_already_is_said_and_changes_nothing() {
    let house = House::new().await;
    let before = house.store.tables();
    assert!(!house.desk.enable_account(acme()).await.unwrap());
    assert!(!house.desk.enable_person(&email(SAM)).await.unwrap());
    assert!(!house.desk.reset_second_factor(&email(SAM)).await.unwrap());
    assert_eq!(house.store.tables(), before);
    house.desk.disable_account(acme()).await.unwrap();
    house.desk.disable_person(&email(SAM)).await.unwrap();
    let before = house.store.tables();
    assert!(!house.desk.disable_account(acme()).await.unwrap());
    assert!(!house.desk.disable_person(&email(SAM)).await.unwrap());
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn what_is_not_there_is_said_and_changes_nothing() {
    let house = House::new().await;
    let (before, stranger) = (house.store.tables(), email(STRANGER));
    let refused = [
        house.desk.disable_account(nowhere()).await.map(drop),
        house.desk.enable_account(nowhere()).await.map(drop),
        house.desk.give_access(nowhere(), &email(SAM), Holder).await,
    ];
    assert!(refused.iter().all(|one| matches!(one, Err(OperatorError::NoSuchAccount))), "{refused:?}");
    let refused = [
        house.desk.disable_person(&stranger).await.map(drop),
        house.desk.enable_person(&stranger).await.map(drop),
        house.desk.reset_second_factor(&stranger).await.map(drop),
        house.desk.send_password_link(&stranger).await,
        house.desk.give_access(acme(), &stranger, Holder).await,
    ];
    assert!(refused.iter().all(|one| matches!(one, Err(OperatorError::NoSuchPerson))), "{refused:?}");
    let refused = house.desk.give_access(acme(), &email(ADA), Holder).await;
    assert!(matches!(refused, Err(OperatorError::OfTheDesk)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn access_is_given_and_a_role_changed_by_the_operator() {
    let house = House::new().await;
    let bruno = house.bruno.person.id;
    house.generate(Master).await;
    house.notifier.heard();
    house.desk.give_access(acme(), &email(BRUNO), SubAccount).await.unwrap();
    house.desk.give_access(acme(), &email(BRUNO), Holder).await.unwrap();
    let commits = house.store.commits();
    house.desk.give_access(acme(), &email(BRUNO), Holder).await.unwrap();
    assert_eq!(house.store.commits(), commits + 1);
    let person = bruno.0;
    let given = Event::AccessGiven { person, role: SubAccount, by: None };
    let other = Event::RoleChanged { person, role: Holder, by: None };
    assert_eq!(house.events(acme())[1..], [given, other]);
    let told =
        [Notice::AccessGiven { person, role: SubAccount }, Notice::RoleChanged { person, role: Holder }];
    assert_eq!(house.notices()[1..], told);
    assert_eq!(house.notifier.heard(), [News::Account(acme()); 3]);
    let tables = house.store.tables();
    assert_eq!(tables.memberships[&(acme(), bruno)].role, Holder);
    assert!(tables.pins.values().all(|row| row.pin.end.is_none()));
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn a_lost_second_factor_is_taken_off_all_sessions_end_and_its_owner_is_told() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.add_second_factor(&hanna).await;
    house.post().await;
    let waiting = Browser::at("192.0.2.1").begin(&house, HANNA).await;
    house.notifier.heard();
    assert!(house.desk.reset_second_factor(&email(HANNA)).await.unwrap());
    assert_eq!(house.notifier.heard(), [News::Person(hanna.person.id)]);
    assert_eq!(desk_events(&house), [changed(hanna.person.id, OperatorChange::SecondFactorReset)]);
    let tables = house.store.tables();
    assert!(tables.second_factors.is_empty() && tables.recovery_codes.is_empty());
    assert!(tables.sessions.is_empty());
    assert!(!house.desk.code_is_due(&waiting).await.unwrap());
    let told = Draft::OnSignIn { change: SignInChange::SecondFactorOff, at: NOON }.to_json();
    assert_eq!(tables.letters_to(HANNA), [told]);
    Browser::at("192.0.2.1").sign_in(&house, HANNA).await;
    assert!(house.history_holds().await);
}
