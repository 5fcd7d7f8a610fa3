//! Which of the tries at the desk an address asks for.

use domain::{
    account::{AccountNumber, NotAnAccountNumber},
    desk::{TryFilter, TryResult},
    person::PersonId,
    ports::TryPlace,
    time::Timestamp,
    verification::AttemptId,
};

/// What is asked for. What an address says wrongly counts as not said, but for the account, which people type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedTries {
    /// The account's number as it was typed; all accounts, if empty.
    pub account: String,
    /// By whom.
    pub agent: Option<PersonId>,
    /// With which result.
    pub result: Option<TryResult>,
    /// With which ticket; any, if empty.
    pub ticket: String,
    /// Before which place; from the latest on, if `None`.
    pub before: Option<TryPlace>,
}

impl AskedTries {
    /// What the query of an address asks for, such as `account=10001&result=locked`.
    pub fn in_query(query: Option<&str>) -> Self {
        let mut asked = Self::default();
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default();
        for (name, value) in pairs {
            let value = value.trim();
            match name.as_str() {
                "account" => value.clone_into(&mut asked.account),
                "agent" => asked.agent = value.parse().ok().map(PersonId),
                "result" => asked.result = value.parse().ok(),
                "ticket" => value.clone_into(&mut asked.ticket),
                "before" => asked.before = place(value),
                _ => {}
            }
        }
        asked
    }

    /// Which tries these are.
    ///
    /// # Errors
    /// Where what was typed is no account's number.
    pub fn filter(&self) -> Result<TryFilter, NotAnAccountNumber> {
        let account = (!self.account.is_empty()).then(|| self.account.parse()).transpose()?;
        let ticket = (!self.ticket.is_empty()).then(|| self.ticket.clone());
        Ok(TryFilter { account, agent: self.agent, result: self.result, ticket })
    }

    /// The same from another place on.
    pub fn from(&self, before: Option<TryPlace>) -> Self {
        Self { before, ..self.clone() }
    }

    /// Whether some tries are looked for, and not all.
    pub fn is_search(&self) -> bool {
        self.from(None) != Self::default()
    }

    /// The query that asks for this, with its question mark; nothing, for the latest of all.
    pub fn to_query(&self) -> String {
        let agent = self.agent.map(|PersonId(agent)| agent.to_string());
        let result = self.result.map(|result| result.as_str().to_owned());
        let before = self.before.map(|(at, account, AttemptId(attempt))| {
            format!("{}-{}-{attempt}", at.as_millis(), account.as_i64())
        });
        let pairs: Vec<(&str, String)> = [
            ("account", Some(self.account.clone())),
            ("agent", agent),
            ("result", result),
            ("ticket", Some(self.ticket.clone())),
            ("before", before),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)))
        .collect();
        match serde_urlencoded::to_string(pairs) {
            Ok(query) if !query.is_empty() => format!("?{query}"),
            _ => String::new(),
        }
    }
}

/// A place as an address holds it: a moment in milliseconds, an account and a try. Tries on accounts that do not exist
/// stand under nobody's, which is 0.
fn place(text: &str) -> Option<TryPlace> {
    let numbers: Vec<i64> = text.split('-').map(|number| number.parse().ok()).collect::<Option<_>>()?;
    let &[at, account, attempt] = numbers.as_slice() else { return None };
    let account = match account {
        0 => AccountNumber::NOBODY,
        number => number.try_into().ok()?,
    };
    Some((Timestamp::from_millis(at), account, AttemptId(attempt)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> AskedTries {
        AskedTries::in_query(Some(query))
    }

    #[test]
    fn an_address_asks_for_an_account_someone_a_result_and_a_ticket() {
        let all = asked("account=+10001+&agent=7&result=locked&ticket=T%2D7+%26+more&before=5-10001-3&x=y");
        assert_eq!((all.account.as_str(), all.ticket.as_str()), ("10001", "T-7 & more"));
        let filter = all.filter().unwrap();
        assert_eq!(filter.account, Some(10001.try_into().unwrap()));
        assert_eq!((filter.agent, filter.result), (Some(PersonId(7)), Some(TryResult::Locked)));
        assert_eq!(filter.ticket.as_deref(), Some("T-7 & more"));
        let place = (Timestamp::from_millis(5), 10001.try_into().unwrap(), AttemptId(3));
        assert_eq!(all.before, Some(place));
        assert!(all.is_search() && !asked("before=5-0-3").is_search());
    }

    #[test]
    fn fields_that_were_left_empty_and_what_is_nonsense_ask_for_nothing() {
        let empty = "account=&agent=&result=&ticket=+&before=";
        let nonsense = "agent=x&result=wrong&before=1-2&account";
        for query in [
            "",
            empty,
            nonsense,
            "before=1-2-3-4",
            "before=1--2-3",
            "before=a-b-c",
            "before=1-9999999999999-1",
        ] {
            assert_eq!(asked(query), AskedTries::default(), "{query}");
        }
        assert_eq!(asked("before=99999999999999999999-1-1").before, None);
        assert_eq!(asked("ticket=%ff%00").filter().unwrap().account, None);
        assert_eq!(AskedTries::in_query(None), AskedTries::default());
    }

    #[test]
    fn what_is_typed_for_an_account_and_is_none_is_not_passed_over() {
        for typed in ["acme", "0", "010001", "1234567890123", "1 2"] {
            let asked = AskedTries { account: typed.into(), ..AskedTries::default() };
            assert!(asked.filter().is_err(), "{typed}");
        }
    }

    #[test]
    fn an_address_is_made_that_asks_for_the_same() {
        assert_eq!(AskedTries::default().to_query(), "");
        let place = (Timestamp::from_millis(5), AccountNumber::NOBODY, AttemptId(3));
        let made = AskedTries {
            account: "10001".into(),
            agent: Some(PersonId(7)),
            result: Some(TryResult::NoLivePin),
            ticket: "a&b=c ü".into(),
            before: Some(place),
        };
        let query = made.to_query();
        assert_eq!(query, "?account=10001&agent=7&result=no_live_pin&ticket=a%26b%3Dc+%C3%BC&before=5-0-3");
        assert_eq!(asked(query.strip_prefix('?').unwrap()), made);
        assert!(!made.from(None).to_query().contains("before"));
    }
}
