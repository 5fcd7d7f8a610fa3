//! Whom events name, which PINs they end, and how those of the desk are kept.

use super::*;

#[test]
fn a_pin_ends_by_its_own_end_and_by_a_newer_one_of_its_kind() {
    let (master, one_time) = (PinKind::Master, PinKind::OneTime);
    let generated = Event::Generated { kind: master, pin: 7, person: 1 };
    assert!(generated.ends(master, 6));
    assert!(!generated.ends(master, 7) && !generated.ends(master, 8) && !generated.ends(one_time, 6));
    let ends = [
        Event::Cleared { kind: one_time, pin: 7, person: 1 },
        Event::Expired { pin: 7 },
        Event::WornOut { pin: 7 },
        Event::Voided { pin: 7 },
        Event::ClearedWithAccess { kind: one_time, pin: 7 },
    ];
    for event in ends {
        assert!(event.ends(one_time, 7) && !event.ends(one_time, 8), "{event:?}");
    }
    let channel = Channel::Phone;
    let verified = |kind| Event::Verified { kind, pin: 7, attempt: 9, channel };
    assert!(verified(one_time).ends(one_time, 7) && !verified(one_time).ends(one_time, 8));
    assert!(!verified(master).ends(master, 7), "a Master PIN goes on");
    assert!(!Event::Locked.ends(master, 7));
}

#[test]
fn what_people_of_the_account_do_names_them_and_what_happens_by_itself_names_nobody() {
    let (kind, pin, person) = (PinKind::Master, 1, 7);
    for event in [
        Event::Generated { kind, pin, person },
        Event::Cleared { kind, pin, person },
        Event::Reported { person },
        Event::Invitation { change: ListChange::Added, invitation: 1, person },
        Event::Contact { change: ListChange::Changed, contact: 1, person },
        Event::AccessGiven { person: 8, role: Role::Holder, by: Some(7) },
        Event::RoleChanged { person: 8, role: Role::Holder, by: Some(7) },
        Event::AccessEnded { person: 8, by: Some(7) },
    ] {
        assert_eq!(event.person(), Some(PersonId(7)));
    }
    assert_eq!(Event::Expired { pin }.person(), None);
    assert_eq!(Event::Locked.person(), None);
    assert_eq!(Event::AccessEnded { person: 8, by: None }.person(), None, "the operator is nobody of theirs");
}
#[test]
fn what_the_desks_people_do_names_them_and_nobody_of_the_account() {
    let agent = "person/9".to_owned();
    for event in [
        Event::ReceiptOpened { attempt: 1, staff: 7 },
        Event::DailyLockLifted { staff: 7, account: None },
        Event::SuspensionLifted { agent: agent.clone(), staff: Some(7) },
    ] {
        assert_eq!((event.staff(), event.person()), (Some(PersonId(7)), None), "{event:?}");
    }
    for event in [
        Event::SuspensionLifted { agent: agent.clone(), staff: None },
        Event::AgentSuspended { agent },
        Event::Alarm { wrong: 51, accounts: 31 },
        Event::Reported { person: 7 },
    ] {
        assert_eq!(event.staff(), None, "{event:?}");
    }
}

#[test]
fn what_is_done_to_an_agent_names_the_agent_unless_the_key_was_damaged() {
    let done_to = |agent: &str| {
        let agent = agent.to_owned();
        let events =
            [Event::AgentSuspended { agent: agent.clone() }, Event::SuspensionLifted { agent, staff: None }];
        events.map(|event| event.agent())
    };
    let key: AgentKey = "token/7/ada".parse().unwrap();
    assert_eq!(done_to("token/7/ada"), [Some(key.clone()), Some(key)]);
    assert_eq!(done_to("ada"), [None, None]);
    assert_eq!(Event::ReceiptOpened { attempt: 1, staff: 7 }.agent(), None);
}

#[test]
fn what_happens_at_the_desk_is_kept_under_these_names() {
    let agent = || "person/9".to_owned();
    for (event, kept) in [
        (
            Event::ReceiptOpened { attempt: 1, staff: 7 },
            r#"{"event":"receipt_opened","attempt":1,"staff":7}"#,
        ),
        (Event::DailyLockLifted { staff: 7, account: None }, r#"{"event":"daily_lock_lifted","staff":7}"#),
        (
            Event::SuspensionLifted { agent: agent(), staff: None },
            r#"{"event":"suspension_lifted","agent":"person/9","staff":null}"#,
        ),
        (Event::Alarm { wrong: 51, accounts: 31 }, r#"{"event":"alarm","wrong":51,"accounts":31}"#),
    ] {
        assert_eq!(serde_json::to_string(&event).unwrap(), kept);
        assert_eq!(serde_json::from_str::<Event>(kept).unwrap(), event);
    }
}
