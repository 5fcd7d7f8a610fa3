//! What two of the desk do at the same moment, through two servers, is done once.

use domain::{
    account::AccountNumber,
    attempts::{NotLifted, Reason, TokenKind},
    desk::{LiftError, Lifter},
    person::{DeskRole, PasswordHash, Person},
    pin::{
        PinCode,
        PinKind::{Master, OneTime},
    },
    ports::Store as _,
    session::Caller,
    verification::{Idempotency, TokenId},
};

use crate::{
    shared::house::{LEAD, Server},
    support::{
        Agent, Answer, HANNA, House, NOON, On, Outcome, Try, VerifyError, all_at_once, is_verified, try_by,
        wrong_code,
    },
};

const ROUNDS: i64 = 20;

on_both!(
    a_lock_of_the_day_that_two_supervisors_lift_is_lifted_once,
    a_suspension_that_two_supervisors_lift_is_lifted_once,
    a_form_that_is_sent_many_times_at_once_counts_once,
);

/// Two servers and two supervisors; one wrong try locks an account for the day, and suspends whoever typed it.
struct Desks {
    house: House,
    second: Server,
    lena: Caller,
    max: Caller,
}

impl Desks {
    async fn on(on: On) -> Self {
        let mut house = House::on(on).await;
        let mut second = house.second_server().await;
        for desk in [&mut house.desk, &mut second.desk] {
            (desk.policy.limits.wrong_a_day, desk.policy.limits.agent_accounts) = (1, 1);
        }
        let lena = house.caller(LEAD).await;
        let email = "max@support.example".parse().unwrap();
        let (desk, name) = (Some(DeskRole::Supervisor), "Max".to_owned());
        let mut work = house.store.begin().await.unwrap();
        let id =
            work.insert_person(&email, &name, desk, &PasswordHash::new("none".into()), NOON).await.unwrap();
        work.commit().await.unwrap();
        let max = Caller { person: Person { id, email, name, desk }, ..lena.clone() };
        Self { house, second, lena, max }
    }

    /// Has someone of a helpdesk type a wrong PIN for the account.
    async fn wrong_try(&self, token: TokenId, account: AccountNumber) -> Agent {
        let hanna = self.house.caller(HANNA).await;
        let (_, code) = self.house.generate(&hanna, account, Master).await;
        let agent = Agent::Token { token, name: Some(format!("agent of {account}")) };
        let attempt = try_by(agent.clone(), account, &wrong_code(&[&code]));
        let told = self.house.desk.verify(&attempt).await.unwrap();
        assert_eq!(told, Outcome::NotVerified { tries_left: 0 });
        agent
    }

    async fn token(&self) -> TokenId {
        let mut work = self.house.store.begin().await.unwrap();
        let token = work.insert_token("helpdesk", TokenKind::Helpdesk, &[9; 32], NOON).await.unwrap();
        work.commit().await.unwrap();
        token
    }
}

fn reason(by: &str) -> Reason {
    format!("{by} knows why").parse().unwrap()
}

/// The one error, where one of two did it and the other did not.
fn the_other<T: std::fmt::Debug>(one: Result<T, LiftError>, other: Result<T, LiftError>) -> LiftError {
    match (one, other) {
        (Ok(_), Err(error)) | (Err(error), Ok(_)) => error,
        both => panic!("{both:?}"),
    }
}

async fn a_lock_of_the_day_that_two_supervisors_lift_is_lifted_once(on: On) {
    let desks = Desks::on(on).await;
    let token = desks.token().await;
    for account in desks.house.accounts(ROUNDS).await {
        desks.wrong_try(token, account).await;
        let (lena, max) = (reason("Lena"), reason("Max"));
        let (one, other) = tokio::join!(
            desks.house.desk.lift_daily_lock(desks.lena.staff().unwrap(), account, &lena),
            desks.second.desk.lift_daily_lock(desks.max.staff().unwrap(), account, &max)
        );
        let refused = the_other(one, other);
        assert!(matches!(refused, LiftError::NotLifted(NotLifted::LiftedBefore)), "{refused:?}");
    }
    assert_eq!(desks.house.count("select count(*) from reasons").await, ROUNDS);
    desks.house.desk.verify_history(None).await.unwrap();
}

async fn a_suspension_that_two_supervisors_lift_is_lifted_once(on: On) {
    let desks = Desks::on(on).await;
    let token = desks.token().await;
    for account in desks.house.accounts(ROUNDS).await {
        let agent = desks.wrong_try(token, account).await.key().unwrap();
        let (lena, max) = (reason("Lena"), reason("Max"));
        let lifters = [&desks.lena, &desks.max].map(|caller| Lifter::Staff(caller.staff().unwrap()));
        let (one, other) = tokio::join!(
            desks.house.desk.lift_suspension(lifters[0], &agent, Some(&lena)),
            desks.second.desk.lift_suspension(lifters[1], &agent, Some(&max))
        );
        let refused = the_other(one, other);
        assert!(matches!(refused, LiftError::NotSuspended), "{refused:?}");
    }
    assert_eq!(desks.house.count("select count(*) from reasons").await, ROUNDS);
    assert_eq!(desks.house.count("select count(*) from agents where suspended_at is not null").await, 0);
    desks.house.desk.verify_history(None).await.unwrap();
}

async fn a_form_that_is_sent_many_times_at_once_counts_once(on: On) {
    let house = House::on(on).await;
    let second = house.second_server().await;
    let (hanna, ada) = (house.caller(HANNA).await, house.agent().await);
    for (round, account) in house.accounts(ROUNDS).await.into_iter().enumerate() {
        let (_, code) = house.generate(&hanna, account, OneTime).await;
        let sent = if round % 5 == 4 { wrong_code(&[&code]) } else { code };
        let desks = [&house.desk, &second.desk].into_iter().cycle().take(4);
        let form = form(&ada, account, &sent);
        let answers = all_at_once(desks.map(|desk| (desk.clone(), form.clone()))).await;
        let verdict = house.desk.verify(&form).await.unwrap();
        assert_eq!(matches!(verdict, Outcome::Verified { .. }), round % 5 != 4, "{account}: {verdict:?}");
        for answer in &answers {
            assert!(is_that_or_under_way(answer, &verdict), "{account}: {answer:?} and {verdict:?}");
        }
        assert!(answers.iter().any(Result::is_ok), "{account}: {answers:?}");
        let counted = format!("select count(*) from attempts where account_id = {account}");
        assert_eq!(house.count(&counted).await, 1, "{account}");
        let spent = format!("select count(*) from receipts where account_id = {account}");
        assert_eq!(house.count(&spent).await, i64::from(is_verified(&Ok(verdict))), "{account}");
    }
}

/// What the page sends each time that the button is pressed.
fn form(agent: &Agent, account: AccountNumber, code: &PinCode) -> Try {
    let idempotency = Some(Idempotency { key: format!("form of {account}"), fingerprint: [1; 32] });
    Try { idempotency, ..try_by(agent.clone(), account, code) }
}

fn is_that_or_under_way(answer: &Answer, verdict: &Outcome) -> bool {
    match answer {
        Ok(outcome) => outcome == verdict,
        Err(error) => matches!(error, VerifyError::InFlight),
    }
}
