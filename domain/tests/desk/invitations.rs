//! Someone is invited to an account by mail: what the link in it leads to, and when it does not (requirement P6).

use domain::{
    access::Invitation,
    desk::{AcceptError, PeopleError},
    history::{Event, ListChange},
    mail::Content,
    person::Role::{Holder, SubAccount},
    ports::News,
    session::Caller,
    testing::BrokenEntropy,
    token::Token,
};

use crate::{
    house::{DAY, House, MILLISECOND, MINUTE, NOON, acme, birch, noon_and, nowhere},
    household::{BRUNO, SAM, STRANGER, email, invite, new_sign_in, unproved},
};

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
