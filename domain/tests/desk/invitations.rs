//! Someone is invited to an account by mail, and accepts (requirement P6).

use domain::{
    access::Invitation,
    account::AccountName,
    desk::{AcceptError, NewSignIn, PeopleError},
    history::{Event, ListChange, Notice},
    mail::Content,
    person::{
        DeskRole, PasswordProblem,
        Role::{self, Holder, SubAccount},
    },
    ports::{HasherError, News, Store as _},
    session::Caller,
    testing::{BrokenEntropy, SeededEntropy},
    token::Token,
};

use crate::{
    house::{DAY, House, MILLISECOND, MINUTE, NOON, PASSWORD, acme, birch, noon_and, nowhere},
    household::{ADA, ANOTHER, BRUNO, Browser, SAM, STRANGER, email, password, unproved},
};

/// Hanna invites this address to Acme. Gives the link in the letter.
async fn invite(house: &House, typed: &str, role: Role) -> Token {
    house.desk.invite(house.hanna.customer().unwrap(), acme(), &email(typed), role).await.unwrap();
    house.link().await
}

fn new_sign_in() -> NewSignIn {
    NewSignIn { name: "Stella Stranger".parse().unwrap(), password: password(ANOTHER) }
}

fn open_invitations(house: &House) -> Vec<Invitation> {
    house.store.tables().invitations.into_values().collect()
}

#[tokio::test]
async fn an_invitation_is_noted_and_its_letter_names_who_invites_to_what() {
    let house = House::new().await;
    house.desk.invite(house.hanna.customer().unwrap(), acme(), &email(STRANGER), SubAccount).await.unwrap();
    assert_eq!(house.notifier.heard(), [News::Account(acme())]);
    let [invitation] = &open_invitations(&house)[..] else { panic!() };
    assert_eq!((&invitation.email, invitation.role), (&email(STRANGER), SubAccount));
    assert_eq!((invitation.link.created_at, invitation.link.expires_at), (NOON, noon_and(DAY * 7)));
    let (change, person) = (ListChange::Added, house.hanna.person.id.0);
    assert_eq!(house.events(acme()), [Event::Invitation { change, invitation: invitation.id.0, person }]);
    let letters = house.post().await;
    let [letter] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!((&letter.to, &letter.name), (&email(STRANGER), &None));
    let Content::Invitation { account, by, role, link, expires_at } = &letter.content else { panic!() };
    assert_eq!((account.name.as_str(), by.as_str(), *role), ("Acme", "Hanna", SubAccount));
    assert_eq!((link.hash(), *expires_at), (invitation.link.hash, invitation.link.expires_at));
    assert_ne!(invitation.link.seed, invitation.link.hash);
}

#[tokio::test]
async fn the_link_stands_in_no_table_and_cannot_be_made_of_what_does() {
    let house = House::new().await;
    let link = invite(&house, STRANGER, SubAccount).await;
    let bytes: Vec<u8> =
        (0..64).step_by(2).map(|at| u8::from_str_radix(&link.reveal()[at..at + 2], 16).unwrap()).collect();
    let stored = format!("{:?}", house.store.tables());
    assert!(!stored.contains(&format!("{bytes:?}")) && !stored.contains(link.reveal().as_str()));
    let [invitation] = &open_invitations(&house)[..] else { panic!() };
    assert_ne!(Token::of(invitation.link.seed), link);
}

#[tokio::test]
async fn opening_the_link_changes_nothing_however_often() {
    let house = House::new().await;
    let link = invite(&house, STRANGER, SubAccount).await;
    let (before, commits) = (house.store.tables(), house.store.commits());
    for _ in 0..3 {
        let invited = house.desk.invited(&link).await.unwrap();
        assert_eq!((invited.account.number, invited.by.as_str()), (acme(), "Hanna"));
        assert_eq!((invited.has_sign_in, invited.now), (false, NOON));
    }
    assert_eq!((house.store.tables(), house.store.commits()), (before, commits));
}

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
async fn a_link_leads_nowhere_from_its_last_millisecond_on() {
    for (passes, works) in [(DAY * 7 - MILLISECOND, true), (DAY * 7, false)] {
        let house = House::new().await;
        let link = invite(&house, STRANGER, SubAccount).await;
        house.clock.pass(passes);
        let before = house.store.tables();
        assert_eq!(house.desk.invited(&link).await.is_ok(), works);
        let listed = house.desk.people(house.hanna.customer().unwrap(), acme()).await.unwrap().invitations;
        assert_eq!(listed.len(), usize::from(works));
        let accepted = house.desk.accept_invitation(&link, Some(new_sign_in())).await;
        assert_eq!(accepted.is_ok(), works, "{accepted:?}");
        assert_eq!(house.store.tables() == before, !works);
    }
}

#[tokio::test]
async fn an_invitation_that_was_replaced_or_withdrawn_leads_nowhere() {
    let house = House::new().await;
    let first = invite(&house, STRANGER, SubAccount).await;
    let second = invite(&house, STRANGER, Holder).await;
    assert!(house.desk.invited(&first).await.is_err());
    assert_eq!(house.desk.invited(&second).await.unwrap().invitation.role, Holder);
    let [invitation] = &open_invitations(&house)[..] else { panic!() };
    let hanna = house.hanna.customer().unwrap();
    house.desk.withdraw_invitation(hanna, acme(), invitation.id).await.unwrap();
    let withdrawn =
        Event::Invitation { change: ListChange::Removed, invitation: invitation.id.0, person: hanna.id().0 };
    assert_eq!(house.events(acme()).last(), Some(&withdrawn));
    let before = house.store.tables();
    let refused = house.desk.accept_invitation(&second, Some(new_sign_in())).await;
    assert!(matches!(refused, Err(AcceptError::NoSuchLink)), "{refused:?}");
    let refused = house.desk.withdraw_invitation(hanna, acme(), invitation.id).await;
    assert!(matches!(refused, Err(PeopleError::NotThere)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn the_invitation_of_someone_who_may_invite_nobody_any_more_leads_nowhere() {
    for disables in [false, true] {
        let house = House::new().await;
        let link = invite(&house, STRANGER, SubAccount).await;
        house.put(acme(), house.bruno.person.id, Holder).await;
        if disables {
            house.disable(house.hanna.person.id);
        } else {
            house.desk.leave(house.hanna.customer().unwrap(), acme()).await.unwrap();
        }
        let before = house.store.tables();
        let refused = house.desk.accept_invitation(&link, Some(new_sign_in())).await;
        assert!(matches!(refused, Err(AcceptError::NoSuchLink)), "{refused:?}");
        assert_eq!(house.store.tables(), before);
        let people = house.desk.people(house.bruno.customer().unwrap(), acme()).await.unwrap();
        assert_eq!(people.invitations, []);
    }
}

#[tokio::test]
async fn a_disabled_accounts_invitations_lead_nowhere_until_it_is_enabled() {
    let house = House::new().await;
    let link = invite(&house, STRANGER, SubAccount).await;
    house.desk.disable_account(acme()).await.unwrap();
    let refused = house.desk.accept_invitation(&link, Some(new_sign_in())).await;
    assert!(matches!(refused, Err(AcceptError::NoSuchLink)), "{refused:?}");
    house.desk.enable_account(acme()).await.unwrap();
    house.desk.accept_invitation(&link, Some(new_sign_in())).await.unwrap();
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
async fn a_sign_in_that_is_made_while_someone_chooses_theirs_is_used() {
    let house = House::new().await;
    let link = invite(&house, STRANGER, SubAccount).await;
    let mut work = house.store.begin().await.unwrap();
    let kept = domain::person::PasswordHash::new(PASSWORD.into());
    work.insert_person(&email(STRANGER), "Somebody", Some(DeskRole::Agent), &kept, NOON).await.unwrap();
    work.commit().await.unwrap();
    let refused = house.desk.accept_invitation(&link, Some(new_sign_in())).await;
    assert!(matches!(refused, Err(AcceptError::NotForAccounts)), "{refused:?}");
}

#[tokio::test]
async fn whoever_may_not_invite_invites_nobody() {
    let house = House::new().await;
    invite(&house, STRANGER, SubAccount).await;
    let id = open_invitations(&house)[0].id;
    let before = house.store.tables();
    let tried = async |caller: &Caller, account| {
        let customer = caller.customer().unwrap();
        let invited = house.desk.invite(customer, account, &email("new@house.example"), SubAccount).await;
        [invited.err(), house.desk.withdraw_invitation(customer, account, id).await.err()]
    };
    let refused = tried(&house.sam, acme()).await;
    assert!(refused.iter().all(|error| matches!(error, Some(PeopleError::NotAllowed))), "{refused:?}");
    let refused = tried(&unproved(&house.hanna), acme()).await;
    assert!(refused.iter().all(|error| matches!(error, Some(PeopleError::NotProved))), "{refused:?}");
    for (caller, account) in [(&house.bruno, acme()), (&house.hanna, nowhere())] {
        let refused = tried(caller, account).await;
        assert!(refused.iter().all(|error| matches!(error, Some(PeopleError::NoSuchAccount))), "{refused:?}");
    }
    let refused = house.desk.withdraw_invitation(house.bruno.customer().unwrap(), birch(), id).await;
    assert!(matches!(refused, Err(PeopleError::NotThere)), "{refused:?}");
    let refused = house.desk.invite(house.hanna.customer().unwrap(), acme(), &email(SAM), Holder).await;
    assert!(matches!(refused, Err(PeopleError::AlreadyThere)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
    let house = house.with_entropy(BrokenEntropy);
    let refused = house.desk.invite(house.hanna.customer().unwrap(), acme(), &email(BRUNO), Holder).await;
    assert!(matches!(refused, Err(PeopleError::Entropy(_))), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn so_many_invitations_are_open_at_once_and_those_that_expired_do_not_count() {
    let mut house = House::new().await;
    house.desk.policy.links.open_invitations = 2;
    for typed in ["a@house.example", "b@house.example", "b@house.example"] {
        invite(&house, typed, SubAccount).await;
        house.clock.pass(MINUTE);
    }
    let before = house.store.tables();
    let hanna = house.hanna.customer().unwrap();
    let refused = house.desk.invite(hanna, acme(), &email("c@house.example"), SubAccount).await;
    assert!(matches!(refused, Err(PeopleError::TooManyInvitations)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
    house.clock.pass(DAY * 7 - MINUTE * 3);
    house.desk.invite(hanna, acme(), &email("c@house.example"), SubAccount).await.unwrap();
    let left: Vec<_> = open_invitations(&house).into_iter().map(|one| one.email.to_string()).collect();
    assert_eq!(left, ["b@house.example", "c@house.example"]);
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
