//! What two people do at once, through two servers, is done once, and nothing of it is lost.

use domain::{
    desk::{AcceptError, SignInError},
    mail::LetterId,
    person::{Password, Role},
    policy::SignInRules,
    ports::Store as _,
    session::Origin,
};
use tokio::task::JoinSet;

use crate::{
    shared::{
        house::{SAM, Server, birch, sign_in},
        household::{ANOTHER, newcomer},
    },
    support::{Desk, HANNA, House, NOON, On, PASSWORD, acme},
};

const NORA: &str = "nora@new.example";

on_both!(
    an_invitation_that_two_accept_is_accepted_once,
    whoever_loses_two_accounts_at_once_is_signed_out,
    of_fifty_wrong_sign_ins_at_once_the_free_ones_are_compared,
    a_reset_link_that_two_use_works_once,
    a_code_that_two_type_signs_one_in,
    failures_that_are_counted_at_once_are_all_counted,
    letters_that_many_claim_are_claimed_once,
);

async fn two_servers(on: On) -> (House, Server) {
    let house = House::on(on).await;
    let second = house.second_server().await;
    (house, second)
}

async fn an_invitation_that_two_accept_is_accepted_once(on: On) {
    let (house, second) = two_servers(on).await;
    let hanna = house.caller(HANNA).await;
    let link = house.invite(&hanna, acme(), NORA, Role::SubAccount).await;
    let (one, other) = tokio::join!(
        house.desk.accept_invitation(&link, Some(newcomer())),
        second.desk.accept_invitation(&link, Some(newcomer()))
    );
    let (accepted, refused) = if one.is_ok() { (one, other) } else { (other, one) };
    assert_eq!(accepted.unwrap().number, acme());
    assert!(matches!(refused, Err(AcceptError::NoSuchLink)), "{refused:?}");
    assert_eq!(house.count("select count(*) from memberships where account_id = 10001").await, 3);
}

async fn whoever_loses_two_accounts_at_once_is_signed_out(on: On) {
    let (house, second) = two_servers(on).await;
    let email = SAM.parse().unwrap();
    for _ in 0..10 {
        let session = house.sign_in(SAM).await;
        let (one, other) =
            tokio::join!(house.desk.take_access(acme(), &email), second.desk.take_access(birch(), &email));
        one.unwrap();
        other.unwrap();
        assert!(!house.holds(&session).await);
        assert_eq!(house.count("select count(*) from sessions where person_id = 3").await, 0);
        for account in [acme(), birch()] {
            house.desk.give_access(account, &email, Role::SubAccount).await.unwrap();
        }
    }
}

async fn of_fifty_wrong_sign_ins_at_once_the_free_ones_are_compared(on: On) {
    let (house, second) = two_servers(on).await;
    let free = SignInRules::default().failures_of_name as usize;
    let mut tries = JoinSet::new();
    for number in 0..50 {
        let desk: Desk = if number % 2 == 0 { house.desk.clone() } else { second.desk.clone() };
        tries.spawn(async move { sign_in(&desk, SAM, "wrong", None).await });
    }
    let answers = tries.join_all().await;
    let compared = answers.iter().filter(|answer| matches!(answer, Err(SignInError::Wrong))).count();
    let too_many = answers.iter().filter(|answer| matches!(answer, Err(SignInError::TooMany { .. }))).count();
    assert_eq!((compared, too_many), (free, 50 - free), "{answers:?}");
    let right = sign_in(&house.desk, SAM, PASSWORD, None).await;
    assert!(matches!(right, Err(SignInError::TooMany { .. })), "{right:?}");
    sign_in(&house.desk, HANNA, PASSWORD, None).await.unwrap();
}

async fn a_reset_link_that_two_use_works_once(on: On) {
    let (house, second) = two_servers(on).await;
    let session = house.sign_in(SAM).await;
    house.desk.ask_for_reset(&SAM.parse().unwrap(), &Origin::default()).await.unwrap();
    let link = house.link_for(SAM).await;
    let chosen = [ANOTHER, "a third pass phrase"];
    let (one, other) = tokio::join!(
        house.desk.reset_password(&link, Password::new(chosen[0].to_owned())),
        second.desk.reset_password(&link, Password::new(chosen[1].to_owned()))
    );
    assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
    for (password, works) in chosen.into_iter().zip([one.is_ok(), other.is_ok()]) {
        assert_eq!(sign_in(&house.desk, SAM, password, None).await.is_ok(), works);
    }
    assert!(!house.holds(&session).await);
}

async fn a_code_that_two_type_signs_one_in(on: On) {
    let (house, second) = two_servers(on).await;
    let hanna = house.caller(HANNA).await;
    let (_, codes) = house.add_second_factor(&hanna).await;
    let (first, last) = (house.begin_sign_in(HANNA).await, house.begin_sign_in(HANNA).await);
    let visit = domain::desk::Visit { previous: None, browser: None, origin: &Origin::default() };
    let code = codes[0].reveal();
    let (one, other) = tokio::join!(
        house.desk.enter_code(&first, &code, &visit),
        second.desk.enter_code(&last, &code, &visit)
    );
    assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
    assert_eq!(house.count("select count(*) from recovery_codes").await, 9);
}

async fn failures_that_are_counted_at_once_are_all_counted(on: On) {
    let (house, second) = two_servers(on).await;
    let rule = SignInRules::default().name();
    let mut counters = JoinSet::new();
    for number in 0..20 {
        let store = if number % 2 == 0 { house.store.clone() } else { second.store.clone() };
        counters.spawn(async move {
            let mut work = store.begin().await.unwrap();
            let throttle = work.take_throttle(&[7; 32]).await.unwrap();
            work.keep_throttle(&[7; 32], throttle.counted(&rule, NOON)).await.unwrap();
            work.commit().await.unwrap();
        });
    }
    counters.join_all().await;
    let mut work = house.store.begin().await.unwrap();
    let throttle = work.take_throttle(&[7; 32]).await.unwrap();
    assert_eq!(throttle.failures, 20);
    work.keep_throttle(&[7; 32], domain::throttle::Throttle::none()).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(house.count("select count(*) from throttles where failures > 0").await, 0);
}

async fn letters_that_many_claim_are_claimed_once(on: On) {
    let (house, second) = two_servers(on).await;
    let mut work = house.store.begin().await.unwrap();
    for _ in 0..60 {
        work.insert_letter(&HANNA.parse().unwrap(), "{}", NOON).await.unwrap();
    }
    work.commit().await.unwrap();
    let mut claimers = JoinSet::new();
    for number in 0..6 {
        let store = if number % 2 == 0 { house.store.clone() } else { second.store.clone() };
        claimers.spawn(async move {
            let mut claimed: Vec<LetterId> = Vec::new();
            for _ in 0..12 {
                let mut work = store.begin().await.unwrap();
                let again = NOON.after(std::time::Duration::from_secs(60));
                let letters = work.claim_letters(NOON, again, 7).await.unwrap();
                work.commit().await.unwrap();
                assert!(letters.iter().all(|letter| letter.tries == 1));
                claimed.extend(letters.iter().map(|letter| letter.id));
            }
            claimed
        });
    }
    let mut claimed = claimers.join_all().await.concat();
    claimed.sort_unstable();
    let all: Vec<LetterId> = (1..=60).map(LetterId).collect();
    assert_eq!(claimed, all);
}
