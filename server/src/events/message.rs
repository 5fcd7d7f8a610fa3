//! How servers write news to each other: the name of the server that tells them, and what changed.

use std::{collections::BTreeSet, fmt};

use domain::{
    person::PersonId,
    ports::{Entropy, EntropyError, News},
};

/// How long a message may be. PostgreSQL takes a little less than 8,000 bytes.
const LONGEST: usize = 7_000;

/// Which server tells something. Each start draws another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ServerName(u64);

impl ServerName {
    pub(super) fn draw(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let mut bytes = [0; 8];
        entropy.fill(&mut bytes)?;
        Ok(Self(u64::from_be_bytes(bytes)))
    }
}

impl fmt::Display for ServerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// News that wait to be told. What is told twice meanwhile waits once.
#[derive(Debug, Default)]
pub(super) struct Waiting(BTreeSet<String>);

impl Waiting {
    pub(super) fn add(&mut self, news: News) {
        self.0.insert(match news {
            News::Account(account) => format!("account {account}"),
            News::Person(PersonId(person)) => format!("person {person}"),
        });
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// All of them, in as few messages as they fit in.
    pub(super) fn messages(&self, from: ServerName) -> Vec<String> {
        let mut messages: Vec<String> = Vec::new();
        for news in &self.0 {
            match messages.last_mut() {
                Some(message) if message.len() + news.len() < LONGEST => {
                    message.push_str(", ");
                    message.push_str(news);
                }
                _ => messages.push(format!("{from} {news}")),
            }
        }
        messages
    }
}

/// What another server told; `None`, where it cannot be read.
pub(super) fn read(message: &str) -> Option<(ServerName, Vec<News>)> {
    let (from, news) = message.split_once(' ')?;
    let from = ServerName(u64::from_str_radix(from, 16).ok()?);
    let news = news.split(", ").map(|news| {
        Some(match news.split_once(' ')? {
            ("account", account) => News::Account(account.parse().ok()?),
            ("person", person) => News::Person(PersonId(person.parse().ok()?)),
            _ => return None,
        })
    });
    Some((from, news.collect::<Option<_>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: ServerName = ServerName(0xabc);

    fn account(number: i64) -> News {
        News::Account(number.try_into().unwrap())
    }

    fn waiting(news: impl IntoIterator<Item = News>) -> Waiting {
        let mut waiting = Waiting::default();
        news.into_iter().for_each(|news| waiting.add(news));
        waiting
    }

    #[test]
    fn what_is_told_often_is_written_once_beside_everything_else() {
        let waiting = waiting([account(10001), News::Person(PersonId(7)), account(10001)]);
        assert_eq!(waiting.messages(SERVER), ["0000000000000abc account 10001, person 7"]);
    }

    #[test]
    fn however_many_there_are_all_are_read_as_they_were_told() {
        let told: Vec<_> = (10_001..12_001).map(account).collect();
        let messages = waiting(told.clone()).messages(SERVER);
        assert!(messages.len() > 1 && messages.iter().all(|message| message.len() <= LONGEST));
        let (servers, heard): (Vec<_>, Vec<_>) =
            messages.iter().map(|message| read(message).unwrap()).unzip();
        assert!(servers.iter().all(|server| *server == SERVER));
        assert_eq!(heard.concat(), told);
    }

    #[test]
    fn what_a_server_of_another_kind_tells_is_not_guessed() {
        for message in
            ["", "abc", "abc ", "xyz account 1", "abc account 01", "abc account 1, ticket 2", "abc person"]
        {
            assert_eq!(read(message), None, "{message:?}");
        }
    }
}
