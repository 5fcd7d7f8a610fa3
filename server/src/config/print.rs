//! The settings as TOML, with secrets hidden: what `security-pins config` prints. Without the comments it would
//! be a settings file.

use std::fmt::{self, Display};

use domain::policy::Policy;

use super::{
    Settings, Source, database, demo, http, keys, log,
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
        writeln!(f, "\n[database]")?;
        chosen(f, &database::URL, &self.database.url)?;
        writeln!(f, "\n[keys]")?;
        line(f, &keys::FILE, &quoted(&self.keys.file.value.display()), self.keys.file.source)?;
        writeln!(f, "\n[demo]")?;
        line(f, &demo::ENABLED, &self.demo.enabled.value.to_string(), self.demo.enabled.source)?;
        match &self.demo.password {
            Some(password) => writeln!(f, "# password is set and hidden: {}", password.source)?,
            None => writeln!(f, "# password is not set: a random one is kept beside the database")?,
        }
        writeln!(f, "\n[log]")?;
        chosen(f, &log::FILTER, &self.log.filter)?;
        limits(f, &Policy::default())
    }
}

fn chosen(f: &mut fmt::Formatter<'_>, setting: &Setting, chosen: &Sourced<impl Display>) -> fmt::Result {
    line(f, setting, &quoted(&chosen.value), chosen.source)
}

fn line(f: &mut fmt::Formatter<'_>, setting: &Setting, value: &str, source: Source) -> fmt::Result {
    writeln!(f, "{} = {value} # {source}", setting.key)
}

fn quoted(value: &impl Display) -> String {
    toml::Value::String(value.to_string()).to_string()
}

/// The numbers that hold for every account. They cannot be chosen yet.
fn limits(f: &mut fmt::Formatter<'_>, policy: &Policy) -> fmt::Result {
    writeln!(f, "\n# Limits of this version:")?;
    writeln!(f, "# a PIN has {} digits", policy.code_length.digits())?;
    writeln!(f, "# a One-Time PIN works for {} s", policy.one_time_lifetime.as_secs())?;
    writeln!(f, "# an account generates {} PINs an hour", policy.generates_an_hour)?;
    writeln!(f, "# a session lasts {} s without a request", policy.session_idle.as_secs())?;
    writeln!(f, "# a session lasts {} s at most", policy.session_absolute.as_secs())
}
