//! The settings as a settings file, but for the secrets, which are hidden: what `security-pins config` prints.

use std::fmt::{self, Display};

use super::{
    Settings, Source, database, demo, http, keys, log, mail, passwords,
    policy::ChosenPolicy,
    source::{Setting, Sourced},
};

impl Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "[http]")?;
        chosen(f, &http::LISTEN, &self.http.listen)?;
        match &self.http.public_url {
            Some(url) => chosen(f, &http::PUBLIC_URL, url)?,
            None => line(
                f,
                &http::PUBLIC_URL,
                &quoted(&self.http.public_url_at(self.http.listen.value)),
                Source::Default,
            )?,
        }
        chosen(f, &http::TRUSTED_PROXIES, &self.http.trusted_proxies)?;
        writeln!(f, "\n[database]")?;
        chosen(f, &database::URL, &self.database.url)?;
        writeln!(f, "\n[keys]")?;
        line(f, &keys::FILE, &quoted(&self.keys.file.value.display()), self.keys.file.source)?;
        writeln!(f, "\n[passwords]")?;
        count(f, &passwords::MEMORY, &self.passwords.memory)?;
        count(f, &passwords::ITERATIONS, &self.passwords.iterations)?;
        count(f, &passwords::LANES, &self.passwords.lanes)?;
        count(f, &passwords::WAITING, &self.passwords.waiting)?;
        writeln!(f, "\n[demo]")?;
        line(f, &demo::ENABLED, &self.demo.enabled.value.to_string(), self.demo.enabled.source)?;
        match &self.demo.password {
            Some(password) => writeln!(f, "# password is set and hidden: {}", password.source)?,
            None => writeln!(
                f,
                "# password is not set: a random one is kept beside the database or the key file"
            )?,
        }
        mails(f, self)?;
        writeln!(f, "\n[log]")?;
        chosen(f, &log::FILTER, &self.log.filter)?;
        numbers(f, &self.policy)
    }
}

fn chosen(f: &mut fmt::Formatter<'_>, setting: &Setting, chosen: &Sourced<impl Display>) -> fmt::Result {
    line(f, setting, &quoted(&chosen.value), chosen.source)
}

fn count(f: &mut fmt::Formatter<'_>, setting: &Setting, chosen: &Sourced<impl Display>) -> fmt::Result {
    line(f, setting, &chosen.value.to_string(), chosen.source)
}

fn line(f: &mut fmt::Formatter<'_>, setting: &Setting, value: &str, source: Source) -> fmt::Result {
    writeln!(f, "{} = {value} # {source}", setting.key)
}

fn quoted(value: &impl Display) -> String {
    toml::Value::String(value.to_string()).to_string()
}

/// How mails leave. Where there is no mail server, the folder is what matters, and the other way round.
fn mails(f: &mut fmt::Formatter<'_>, settings: &Settings) -> fmt::Result {
    writeln!(f, "\n[mail]")?;
    match &settings.mail.smtp_url {
        Some(url) => chosen(f, &mail::SMTP_URL, url)?,
        None => writeln!(f, "# smtp_url is not set: mails are written to the folder")?,
    }
    let public_url = settings.http.public_url_at(settings.http.listen.value);
    let from = settings.mail.from_at(&public_url);
    line(f, &mail::FROM, &quoted(&from), source_of(settings.mail.from.as_ref()))?;
    let folder = settings.mail_folder();
    line(f, &mail::FOLDER, &quoted(&folder.display()), source_of(settings.mail.folder.as_ref()))
}

fn source_of<T>(chosen: Option<&Sourced<T>>) -> Source {
    chosen.map_or(Source::Default, |chosen| chosen.source)
}

/// The numbers that hold for every account.
fn numbers(f: &mut fmt::Formatter<'_>, chosen: &ChosenPolicy) -> fmt::Result {
    let mut section = "";
    for (number, source) in &chosen.numbers {
        if number.setting.section != section {
            section = number.setting.section;
            writeln!(f, "\n[{section}]")?;
        }
        line(f, &number.setting, &number.written(chosen.policy), *source)?;
    }
    Ok(())
}
