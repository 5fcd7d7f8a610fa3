//! Which settings win, which are refused, and what is said about them.

use std::{collections::HashMap, fs, path::PathBuf};

use super::{ConfigError, Flags, Proxies, Settings, Source};

mod passwords;
mod policy;

fn load(flags: &Flags, environment: &[(&str, &str)]) -> Result<Settings, ConfigError> {
    let environment: HashMap<&str, &str> = environment.iter().copied().collect();
    Settings::load(flags, &|name| environment.get(name).map(|value| (*value).to_owned()))
}

fn refusal(environment: &[(&str, &str)]) -> String {
    load(&Flags::default(), environment).unwrap_err().to_string()
}

struct SettingsFile {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn settings_file(text: &str) -> SettingsFile {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.toml");
    fs::write(&path, text).unwrap();
    SettingsFile { _folder: folder, path }
}

#[test]
fn without_any_choice_the_defaults_hold() {
    let settings = load(&Flags::default(), &[]).unwrap();
    assert_eq!(settings.http.listen.value.to_string(), "127.0.0.1:3000");
    assert_eq!(settings.http.public_url_at(settings.http.listen.value).origin(), "http://127.0.0.1:3000");
    assert_eq!(settings.database.url.value.to_string(), "sqlite://data/security-pins.db");
    assert_eq!(settings.keys.file.value, PathBuf::from("data/keys.toml"));
    assert_eq!(settings.http.trusted_proxies.value, Proxies::default());
    assert!(!settings.demo.enabled.value);
    assert!(settings.mail.smtp_url.is_none());
    assert_eq!(settings.mail_folder(), PathBuf::from("data/mail"));
    assert_eq!(settings.log.filter.value, "info");
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let file = settings_file("[http]\nlisten = \"127.0.0.1:1\"\n");
    let path = file.path.to_str().unwrap();
    let mut flags = Flags::default();
    let listen = |flags: &Flags, environment: &[(&str, &str)]| {
        let listen = load(flags, environment).unwrap().http.listen;
        (listen.value.port(), listen.source)
    };
    assert_eq!(listen(&flags, &[("PINS_CONFIG", path)]), (1, Source::File));
    let environment = [("PINS_CONFIG", path), ("PINS_LISTEN", "127.0.0.1:2")];
    assert_eq!(listen(&flags, &environment), (2, Source::Environment));
    flags.listen = Some("127.0.0.1:3".into());
    assert_eq!(listen(&flags, &environment), (3, Source::Flag));
}

#[test]
fn an_empty_variable_is_as_good_as_none() {
    let settings = load(&Flags::default(), &[("PINS_LISTEN", ""), ("PINS_DEMO", "")]).unwrap();
    assert_eq!(settings.http.listen.source, Source::Default);
    assert!(!settings.demo.enabled.value);
}

#[test]
fn a_wrong_value_is_refused_by_the_name_under_which_it_stands() {
    for (name, value) in [
        ("PINS_LISTEN", "localhost"),
        ("PINS_LISTEN", "127.0.0.1:99999"),
        ("PINS_PUBLIC_URL", "pins.example.com"),
        ("PINS_TRUSTED_PROXIES", "proxy.example.com"),
        ("PINS_TRUSTED_PROXIES", "0.0.0.0/0"),
        ("PINS_DATABASE_URL", "mysql://x"),
        ("PINS_DATABASE_URL", "sqlite://"),
        ("PINS_DATABASE_URL", "sqlite::memory:"),
        ("PINS_DATABASE_URL", "sqlite://a.db?mode=ro"),
        ("PINS_DEMO", "maybe"),
        ("PINS_MAIL_SMTP_URL", "mail.example.com"),
        ("PINS_MAIL_SMTP_URL", "smtp://user@mail.example.com"),
        ("PINS_MAIL_FROM", "Control panel"),
        ("RUST_LOG", "server=loud"),
    ] {
        let sentence = refusal(&[(name, value)]);
        assert!(sentence.starts_with(&format!("{name} should be ")), "{sentence}");
        assert!(sentence.ends_with('.'), "{sentence}");
    }
    let wrong = Flags { listen: Some("x".into()), ..Flags::default() };
    let error = load(&wrong, &[]).unwrap_err();
    assert!(error.to_string().starts_with("--listen should be "), "{error}");
    assert!(error.is_wrong_usage());
}

#[test]
fn a_postgresql_address_is_taken_and_its_password_never_printed() {
    for url in ["postgres://pins:hunter2@db/pins", "postgresql:///pins?password=hunter2"] {
        let settings = load(&Flags::default(), &[("PINS_DATABASE_URL", url)]).unwrap();
        assert!(settings.database.url.value.file().is_none());
        for printed in [settings.to_string(), format!("{settings:?}")] {
            assert!(!printed.contains("hunter2"), "{printed}");
        }
    }
}

#[test]
fn a_mail_server_is_taken_and_its_password_never_printed() {
    let environment = [("PINS_MAIL_SMTP_URL", "smtps://pins:hunter2@mail.example.com")];
    let settings = load(&Flags::default(), &environment).unwrap();
    for printed in [settings.to_string(), format!("{settings:?}")] {
        assert!(printed.contains("smtps://pins:hidden@mail.example.com"), "{printed}");
        assert!(!printed.contains("hunter2"), "{printed}");
    }
    let sentence = refusal(&[("PINS_MAIL_SMTP_URL", "smtp://pins:hunter2@mail.example.com/path")]);
    assert!(!sentence.contains("hunter2"), "{sentence}");
}

#[test]
fn mails_are_written_beside_the_database_or_else_the_key_file() {
    let folder = |environment: &[(&str, &str)]| load(&Flags::default(), environment).unwrap().mail_folder();
    assert_eq!(folder(&[("PINS_DATABASE_URL", "sqlite:///srv/pins.db")]), PathBuf::from("/srv/mail"));
    let postgres = ("PINS_DATABASE_URL", "postgres://db/pins");
    assert_eq!(
        folder(&[postgres, ("PINS_KEY_FILE", "/etc/pins/keys.toml")]),
        PathBuf::from("/etc/pins/mail")
    );
    assert_eq!(folder(&[postgres, ("PINS_MAIL_FOLDER", "/srv/mails")]), PathBuf::from("/srv/mails"));
}

#[test]
fn a_settings_file_with_an_unknown_key_is_refused() {
    for (text, key) in [
        ("[http]\nlisten_on = \"127.0.0.1:1\"\n", "http.listen_on"),
        ("listen = \"127.0.0.1:1\"\n", "listen"),
        ("[htpp]\nlisten = \"127.0.0.1:1\"\n", "htpp"),
        ("http = 1\n", "http"),
    ] {
        let file = settings_file(text);
        let sentence = refusal(&[("PINS_CONFIG", file.path.to_str().unwrap())]);
        assert!(sentence.contains(&format!("`{key}`")), "{sentence}");
    }
}

#[test]
fn a_settings_file_that_is_no_toml_or_not_there_is_refused_without_its_content() {
    let file = settings_file("[demo]\npassword = hunter2\n");
    let sentence = refusal(&[("PINS_CONFIG", file.path.to_str().unwrap())]);
    assert!(sentence.ends_with("is not TOML from line 2 on."), "{sentence}");
    assert!(!sentence.contains("hunter2"));
    let sentence = refusal(&[("PINS_CONFIG", "/nowhere/settings.toml")]);
    assert!(sentence.contains("/nowhere/settings.toml cannot be read"), "{sentence}");
}

#[test]
fn beyond_this_machine_it_takes_https_and_never_demo_data() {
    for listen in ["0.0.0.0:3000", "[::]:3000", "192.0.2.1:80"] {
        let sentence = refusal(&[("PINS_LISTEN", listen)]);
        assert!(sentence.contains("https"), "{sentence}");
        let http = [("PINS_LISTEN", listen), ("PINS_PUBLIC_URL", "http://pins.example.com")];
        assert!(refusal(&http).contains("https"));
        let mut https = vec![("PINS_LISTEN", listen), ("PINS_PUBLIC_URL", "https://pins.example.com")];
        assert!(load(&Flags::default(), &https).is_ok());
        https.push(("PINS_DEMO", "1"));
        assert!(refusal(&https).starts_with("Demo mode"), "{}", refusal(&https));
    }
}

#[test]
fn what_is_printed_is_a_settings_file_without_secrets() {
    let environment = [
        ("PINS_DEMO", "1"),
        ("PINS_DEMO_PASSWORD", "hunter2-hunter2"),
        ("PINS_KEY_FILE", "k\"e\\y.toml"),
        ("PINS_TRUSTED_PROXIES", "10.0.0.0/8,::1"),
        ("PINS_MAIL_SMTP_URL", "smtp://mail.example.com:2525"),
        ("PINS_MAIL_FROM", "\"Pins, \\\"the\\\" panel\" <pins@example.com>"),
        ("PINS_MAIL_FOLDER", "m\"ail"),
    ];
    let settings = load(&Flags::default(), &environment).unwrap();
    let printed = settings.to_string();
    assert!(!printed.contains("hunter2") && !format!("{settings:?}").contains("hunter2"), "{printed}");
    assert!(printed.contains("enabled = true # environment"), "{printed}");
    let file = settings_file(&printed);
    let again = load(&Flags::default(), &[("PINS_CONFIG", file.path.to_str().unwrap())]).unwrap();
    assert_eq!(again.keys.file.value, settings.keys.file.value);
    assert_eq!(again.http.listen.value, settings.http.listen.value);
    assert_eq!(again.http.trusted_proxies.value, settings.http.trusted_proxies.value);
    assert!(again.demo.enabled.value);
    let smtp_url = |settings: &Settings| settings.mail.smtp_url.as_ref().map(|url| url.value.clone());
    assert_eq!(smtp_url(&again), smtp_url(&settings));
    let public_url = settings.http.public_url_at(settings.http.listen.value);
    assert_eq!(again.mail.from_at(&public_url), settings.mail.from_at(&public_url));
    assert_eq!(settings.mail.from_at(&public_url).name.unwrap(), "Pins, \"the\" panel");
    assert_eq!(again.mail_folder(), settings.mail_folder());
    assert_eq!(again.policy(), settings.policy());
}
