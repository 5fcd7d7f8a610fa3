//! The part of the walk that is about people: who may act for what, how they sign in, and their mail.

use domain::{
    contact::{Contact, Note},
    desk::{SignIn, SignInTry, Visit},
    person::{Password, PersonId, Role},
    ports::{SealedCode, Store as _},
    session::{Caller, Origin},
};

use crate::shared::{
    house::{AGENT, HANNA, House, PASSWORD, SAM, acme},
    household::ANOTHER,
};

const NORA: &str = "nora@new.example";

pub(crate) async fn people(house: &House) {
    account(house).await;
    sign_in(house).await;
    second_factor(house).await;
    mail(house).await;
    operator(house).await;
}

async fn account(house: &House) {
    let hanna = house.caller(HANNA).await;
    let customer = hanna.customer().unwrap();
    let name = "Dan Field".parse().unwrap();
    let dan = Contact::new(name, None, Some("+1 555 0100".parse().unwrap()), Note::default()).unwrap();
    house.desk.add_contact(customer, acme(), &dan).await.unwrap();
    let people = house.desk.people(customer, acme()).await.unwrap();
    let (id, dan) = people.contacts.iter().find(|(_, contact)| *contact == dan).unwrap();
    house.desk.change_contact(customer, acme(), *id, dan).await.unwrap();
    house.desk.remove_contact(customer, acme(), *id, true).await.unwrap();

    house.invite(&hanna, acme(), NORA, Role::SubAccount).await;
    let invitations = house.desk.people(customer, acme()).await.unwrap().invitations;
    house.desk.withdraw_invitation(customer, acme(), invitations[0].id).await.unwrap();
    let link = house.invite(&hanna, acme(), NORA, Role::SubAccount).await;
    let nora = house.accept(&link).await;
    house.desk.change_role(customer, acme(), nora, Role::Holder).await.unwrap();
    house.desk.remove_person(customer, acme(), nora).await.unwrap();
}

async fn sign_in(house: &House) {
    let known = house.try_sign_in(SAM, PASSWORD, None).await.unwrap();
    let (password, origin) = (Password::new(PASSWORD.to_owned()), Origin::default());
    let visit = Visit { previous: None, browser: Some(&known.browser), origin: &origin };
    let tried = SignInTry { email: SAM, password: &password, visit };
    assert!(matches!(house.desk.sign_in(&tried).await, Ok(SignIn::Done(_))));
    house.try_sign_in(SAM, "wrong", None).await.unwrap_err();

    let sam = house.desk.who(&known.token, true).await.unwrap().unwrap();
    house.desk.keep_time_zone(&sam, Some("Europe/Berlin")).await.unwrap();
    let other = house.desk.own_sign_in(&sam).await.unwrap().sessions.pop().unwrap();
    house.desk.end_session(&sam, other.key.handle()).await.unwrap();
    house.desk.end_other_sessions(&sam).await.unwrap();
    house.desk.change_password(&sam, Password::new(ANOTHER.to_owned())).await.unwrap();

    house.desk.ask_for_reset(&SAM.parse().unwrap(), &origin).await.unwrap();
    let link = house.link_for(SAM).await;
    house.desk.reset_password(&link, Password::new(PASSWORD.to_owned())).await.unwrap();
}

async fn second_factor(house: &House) {
    let hanna = house.caller(HANNA).await;
    house.add_second_factor(&hanna).await;
    let codes = house.desk.renew_recovery_codes(&hanna).await.unwrap();
    let waiting = house.begin_sign_in(HANNA).await;
    let signed_in = house.enter_code(&waiting, &codes[0].reveal()).await.unwrap();
    let hanna = house.desk.who(&signed_in.token, true).await.unwrap().unwrap();
    house.desk.own_sign_in(&hanna).await.unwrap();
    reseal(house, &hanna).await;
    house.desk.remove_second_factor(&hanna).await.unwrap();
}

/// What a rotation does, without another key.
async fn reseal(house: &House, caller: &Caller) {
    let mut work = house.store.begin().await.unwrap();
    for key in [Some(1), None] {
        let factors = work.second_factors(key, PersonId(0), 10).await.unwrap();
        assert_eq!(factors.len(), 1);
    }
    let factor = work.second_factor(caller.person.id).await.unwrap().unwrap();
    let sealed = SealedCode { key_id: 1, bytes: factor.sealed.bytes };
    work.reseal_second_factor(factor.person, factor.created_at, &sealed).await.unwrap();
    work.commit().await.unwrap();
}

async fn mail(house: &House) {
    house.desk.ask_for_reset(&HANNA.parse().unwrap(), &Origin::default()).await.unwrap();
    let outgoing = house.desk.take_letters().await.unwrap();
    assert!(house.desk.letter_stays(&outgoing[0], false).await.unwrap());
    assert!(house.store.read().await.unwrap().account_version(acme()).await.unwrap().is_some());
}

async fn operator(house: &House) {
    let (desk, nora, sam) = (&house.desk, NORA.parse().unwrap(), SAM.parse().unwrap());
    let number = 10_003.try_into().unwrap();
    desk.create_account(number, &"Cedar".parse().unwrap()).await.unwrap();
    let agent = "nadia@support.example".parse().unwrap();
    desk.create_person(&agent, &"Nadia".parse().unwrap(), None).await.unwrap();
    desk.send_password_link(&AGENT.parse().unwrap()).await.unwrap();
    for email in [&nora, &sam] {
        desk.give_access(number, email, Role::Holder).await.unwrap();
    }
    desk.take_access(number, &nora).await.unwrap();
    desk.list_accounts(None, 10).await.unwrap();
    desk.list_people(PersonId(0), 10).await.unwrap();
    assert!(desk.disable_account(number).await.unwrap() && desk.enable_account(number).await.unwrap());
    assert!(desk.disable_person(&sam).await.unwrap() && desk.enable_person(&sam).await.unwrap());
    assert!(!desk.reset_second_factor(&sam).await.unwrap());
}
