//! Who types, under what it is counted, and what there is to compare with.

use super::*;

#[test]
fn an_agent_is_counted_under_the_person_or_under_the_name_that_its_token_gives() {
    let token =
        |token, name: Option<&str>| Agent::Token { token: TokenId(token), name: name.map(ToOwned::to_owned) };
    let key = |agent: Agent| agent.key().map(|key| key.to_string());
    assert_eq!(key(Agent::Person(PersonId(7))).as_deref(), Some("person/7"));
    assert_eq!(key(token(7, Some("ada"))).as_deref(), Some("token/7/ada"));
    assert_ne!(key(token(7, Some("ada"))), key(token(8, Some("ada"))));
    assert_eq!(key(token(7, None)), None);
    assert_eq!(Agent::Person(PersonId(7)).key().unwrap().as_str(), "person/7");
    assert_eq!(token(7, None).token(), Some(TokenId(7)));
    assert_eq!(Agent::Person(PersonId(7)).token(), None);
}

#[test]
fn a_key_is_read_back_and_says_whose_it_is() {
    let named = |token, name: &str| Agent::Token { token: TokenId(token), name: Some(name.to_owned()) };
    for (text, agent) in [
        ("person/7", Agent::Person(PersonId(7))),
        ("token/7/ada", named(7, "ada")),
        ("token/12/Änne O'Hara", named(12, "Änne O'Hara")),
        ("token/7/first line/second", named(7, "first line/second")),
        ("token/7/person/7", named(7, "person/7")),
    ] {
        let key: AgentKey = text.parse().unwrap();
        assert_eq!((key.as_str(), key.to_string().as_str()), (text, text));
        assert_eq!((key.agent(), agent.key()), (Some(agent), Some(key)));
    }
}

#[test]
fn what_is_nobodys_key_is_refused_also_another_spelling_of_one() {
    for text in [
        "",
        "person",
        "person/",
        "person/ada",
        "person/07",
        "person/+7",
        "person/ 7",
        "person/7/",
        "Person/7",
        "token/7",
        "token/7/",
        "token//ada",
        "token/07/ada",
        "token/x/ada",
        "person/9223372036854775808",
        "phones/7/ada",
    ] {
        assert_eq!(text.parse::<AgentKey>(), Err(NotAnAgentKey), "{text:?}");
    }
    assert_eq!(AgentKey("token/7/".to_owned()).agent(), None, "a key that was damaged is nobody's");
}

#[test]
fn requests_of_a_token_are_known_under_the_token_whatever_agents_it_names() {
    let token = |name: Option<&str>| Agent::Token { token: TokenId(7), name: name.map(ToOwned::to_owned) };
    assert_eq!(token(Some("ada")).sender(), token(None).sender());
    assert_eq!(token(None).sender().to_string(), "token/7");
    assert_eq!(Agent::Person(PersonId(7)).sender().to_string(), "person/7");
}

#[test]
fn one_live_pin_of_either_kind_is_something_to_compare_with() {
    let has = |master: Option<i64>, one_time: Option<i64>| {
        let attempt = Attempt {
            id: AttemptId(1),
            at: Timestamp::from_millis(0),
            agent: Agent::Person(PersonId(7)),
            channel: Channel::Phone,
            contact: None,
            ticket: None,
            unknown_account: None,
            master: master.map(PinId),
            one_time: one_time.map(PinId),
        };
        attempt.has_candidates()
    };
    assert!(has(Some(1), Some(2)) && has(Some(1), None) && has(None, Some(2)));
    assert!(!has(None, None));
}
