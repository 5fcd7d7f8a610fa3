//! What a key file says, as text and back. What is wrong with it is told without a word of what it holds, since
//! that may be a key.

use std::{collections::BTreeMap, fmt::Write as _};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use toml::Value;
use zeroize::{Zeroize as _, Zeroizing};

use super::keyring::{Key, KeyId, Keyring, Secret};

const EXPLANATION: &str = "\
# The keys that Security Pins seals PINs and their history with. Without this file the PINs in the database are lost
# and their history cannot be checked; with it and the database, the PINs can be read. So back it up, but apart from
# the database, and let nobody else read it.
";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    current: KeyId,
    /// Earlier versions wrote none.
    history: Option<HistoryEntry>,
    keys: Vec<KeyEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HistoryEntry {
    created: String,
    secret: SecretText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyEntry {
    id: KeyId,
    created: String,
    secret: SecretText,
}

#[derive(Deserialize)]
struct SecretText(String);

impl SecretText {
    fn read(&self) -> Result<Secret, &'static str> {
        let bytes = STANDARD.decode(&self.0).map(Zeroizing::new).ok();
        bytes.and_then(|bytes| Secret::from_bytes(&bytes)).ok_or("a secret is 32 bytes in base64")
    }
}

impl Drop for SecretText {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

pub(super) fn parse(text: &str) -> Result<Keyring, &'static str> {
    let file: KeyFile = toml::from_str(text).map_err(
        |_| "it should hold `current`, `[history]` with `created` and `secret`, and `[[keys]]` with `id` as well",
    )?;
    let mut keys = BTreeMap::new();
    for KeyEntry { id, created, secret } in file.keys {
        if id < 1 {
            return Err("the number of a key is 1 or more");
        }
        let key = Key { created, secret: secret.read()? };
        if keys.insert(id, key).is_some() {
            return Err("two keys have the same number");
        }
    }
    if !keys.contains_key(&file.current) {
        return Err("its `current` names none of its keys");
    }
    let history = match file.history {
        Some(HistoryEntry { created, secret }) => Some(Key { created, secret: secret.read()? }),
        None => None,
    };
    Ok(Keyring { keys, current: file.current, history })
}

pub(super) fn write(keyring: &Keyring) -> Zeroizing<String> {
    let mut text = Zeroizing::new(format!("{EXPLANATION}\ncurrent = {}\n", keyring.current));
    if let Some(history) = &keyring.history {
        text.push_str("\n[history]\n");
        write_key(&mut text, history);
    }
    for (id, key) in &keyring.keys {
        write!(text, "\n[[keys]]\nid = {id}\n").ok();
        write_key(&mut text, key);
    }
    text
}

fn write_key(text: &mut String, Key { created, secret }: &Key) {
    // When a key was made may have been written by hand, with quotes in it.
    write!(text, "created = {}\nsecret = \"", Value::from(created.as_str())).ok();
    text.push_str(&Zeroizing::new(STANDARD.encode(secret.reveal())));
    text.push_str("\"\n");
}

#[cfg(test)]
mod tests {
    use domain::testing::SeededEntropy;

    use super::*;

    fn keyring() -> Keyring {
        Keyring::generate(3, "2026-11-23T10:00:00Z".into(), &SeededEntropy::new(1)).unwrap()
    }

    fn in_base64(key: &Key) -> String {
        STANDARD.encode(key.secret.reveal())
    }

    #[test]
    fn a_keyring_survives_its_text() {
        let mut keyring = keyring();
        keyring.add(7, "by hand: \"last\\week\"\n'''".into(), &SeededEntropy::new(2)).unwrap();
        let read = parse(&write(&keyring)).unwrap();
        assert_eq!(read.current(), 3);
        assert_eq!(read.ids().collect::<Vec<_>>(), [3, 7]);
        for (id, key) in &keyring.keys {
            assert_eq!(read.keys[id].created, key.created);
            assert_eq!(read.keys[id].secret.reveal(), key.secret.reveal());
        }
        let (read, written) = (read.history.unwrap(), keyring.history.unwrap());
        assert_eq!(read.created, "2026-11-23T10:00:00Z");
        assert_eq!(read.secret.reveal(), written.secret.reveal());
    }

    #[test]
    fn a_text_of_a_version_that_kept_no_history_is_read() {
        let secret = in_base64(&keyring().keys[&3]);
        let text = format!("current = 3\n\n[[keys]]\nid = 3\ncreated = \"2026\"\nsecret = \"{secret}\"\n");
        let mut read = parse(&text).unwrap();
        assert!(!read.has_history());
        assert!(!write(&read).contains("[history]"));
        read.add_history("2027".into(), &SeededEntropy::new(2)).unwrap();
        assert!(parse(&write(&read)).unwrap().has_history());
    }

    #[test]
    fn what_holds_no_keys_is_refused_without_a_word_of_what_it_holds() {
        let good = write(&keyring());
        let secret = in_base64(&keyring().keys[&3]);
        let history = in_base64(&keyring().history.unwrap());
        let twice = format!("{}{}", *good, &good[good.find("\n[[keys]]").unwrap()..]);
        for text in [
            String::new(),
            "\0\u{1}".into(),
            "current = 3\nkeys = []\n".into(),
            good.replace("current = 3", "current = 4"),
            good.replace("id = 3", "id = 0"),
            good.replace("secret", "secrets"),
            good.replace(&secret, &secret[..40]),
            good.replace(&secret, &format!("{secret}!")),
            good.replace(&history, &history[..40]),
            good.replace(&history, &format!("{history}!")),
            good.replace(&history, ""),
            good.replace("[history]\ncreated", "[history]\nid = 3\ncreated"),
            good.replace("[history]", "[[history]]"),
            good.replace("[history]", "[histories]"),
            good.replace("created = ", "created = 1 #"),
            twice,
        ] {
            let problem = parse(&text).unwrap_err();
            assert!(!problem.contains(&secret[..8]) && !problem.contains(&history[..8]), "{problem}");
        }
        assert!(parse(&good).is_ok());
    }
}
