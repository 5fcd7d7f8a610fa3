//! Which part of an account's activity an address asks for.

use domain::history::Subject;

/// What is asked for. What an address says wrongly counts as not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AskedActivity {
    /// About what.
    pub subject: Subject,
    /// Before which entry; from the latest on, if `None`.
    pub before: Option<i64>,
}

impl AskedActivity {
    /// What the query of an address asks for, such as `show=support&before=57`.
    pub fn in_query(query: Option<&str>) -> Self {
        let mut asked = Self::default();
        for (name, value) in query.unwrap_or_default().split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "show" => asked.subject = value.parse().unwrap_or(asked.subject),
                "before" => asked.before = value.parse().ok().filter(|number| *number > 0).or(asked.before),
                _ => {}
            }
        }
        asked
    }

    /// The query that asks for this, with its question mark; nothing, for the latest of everything.
    pub fn to_query(self) -> String {
        let show = (self.subject != Subject::All).then(|| format!("show={}", self.subject));
        let before = self.before.map(|number| format!("before={number}"));
        let pairs: Vec<String> = show.into_iter().chain(before).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> (Subject, Option<i64>) {
        let AskedActivity { subject, before } = AskedActivity::in_query(Some(query));
        (subject, before)
    }

    #[test]
    fn an_address_asks_for_a_subject_and_a_place() {
        assert_eq!(AskedActivity::in_query(None), AskedActivity::default());
        assert_eq!(asked("show=support&before=57"), (Subject::Support, Some(57)));
        assert_eq!(asked("before=57&show=pins&x=y"), (Subject::Pins, Some(57)));
    }

    #[test]
    fn what_it_says_wrongly_counts_as_not_said() {
        for query in ["", "show", "show=", "show=everything", "before=", "before=-1", "before=0", "before=x"]
        {
            assert_eq!(asked(query), (Subject::All, None), "{query}");
        }
        assert_eq!(asked("show=people&before=99999999999999999999"), (Subject::People, None));
    }

    #[test]
    fn an_address_is_made_that_asks_for_the_same() {
        for (query, subject, before) in [
            ("", Subject::All, None),
            ("?show=pins", Subject::Pins, None),
            ("?before=7", Subject::All, Some(7)),
            ("?show=people&before=7", Subject::People, Some(7)),
        ] {
            let made = AskedActivity { subject, before };
            assert_eq!(made.to_query(), query);
            assert_eq!(AskedActivity::in_query(query.strip_prefix('?')), made);
        }
    }
}
