//! What is not done, and the sentence that says why and what to do instead.

use super::{JO, live_pins};
use crate::{
    commands::{done, failed, with_a_pin},
    shared::house::{AGENT, BRUNO, HANNA, House, On, SAM},
};

#[tokio::test]
async fn what_cannot_be_done_is_refused_in_a_sentence_that_says_what_to_do() {
    let house = House::on(On::Sqlite).await;
    for (arguments, sentence) in [
        (
            &["account", "create", "10001", "Other"][..],
            "There is an account 10001 already; choose another number.",
        ),
        (&["person", "create", SAM, "Other"], "Someone signs in with sam@shared.example already; "),
        (
            &["desk", "create", HANNA, "Other", "--role", "agent"],
            "Someone signs in with holder@acme.example already",
        ),
        (&["account", "disable", "10009"], "There is no account 10009; `security-pins account list`"),
        (&["account", "give-access", "10009", SAM, "--role", "holder"], "There is no account 10009; "),
        (&["account", "give-access", "10001", AGENT, "--role", "holder"], "belongs to the support desk"),
        (
            &["account", "take-access", "10001", BRUNO],
            "has no access to account 10001; `security-pins person list",
        ),
        (
            &["account", "take-access", "10001", JO],
            "Nobody signs in with jo@cedar.example; `security-pins person",
        ),
        (&["person", "list", "--account", "10009"], "There is no account 10009; "),
        (&["person", "disable", JO], "Nobody signs in with jo@cedar.example"),
        (&["person", "reset-second-factor", JO], "Nobody signs in with jo@cedar.example"),
        (&["person", "send-link", JO], "Nobody signs in with jo@cedar.example"),
    ] {
        let (printed, said) = failed(&house.place, arguments);
        assert!(printed.is_empty() && said.contains(sentence), "{arguments:?}: {said}");
    }
    assert_eq!(house.count("select count(*) from letters").await, 0);
}

#[tokio::test]
async fn nobody_is_made_for_an_account_that_is_not_there() {
    let house = House::on(On::Sqlite).await;
    let (_, said) = failed(&house.place, &["person", "create", JO, "Jo Cedar", "--account", "10009"]);
    assert!(said.contains("There is no account 10009"), "{said}");
    assert_eq!(house.count("select count(*) from people").await, 5);
}

#[tokio::test]
async fn the_last_holder_stays_and_so_do_the_pins() {
    let house = House::on(On::Sqlite).await;
    with_a_pin(&house).await;
    for arguments in [
        &["account", "take-access", "10001", HANNA][..],
        &["account", "give-access", "10001", HANNA, "--role", "sub-account"],
    ] {
        let (_, said) = failed(&house.place, arguments);
        assert!(said.starts_with("Account 10001 needs a holder who can sign in; "), "{said}");
    }
    assert_eq!(live_pins(&house).await, 1);
    done(&house.place, &["account", "give-access", "10001", SAM, "--role", "holder"]);
    done(&house.place, &["account", "take-access", "10001", HANNA]);
    assert_eq!(live_pins(&house).await, 0);
}
