//! Where the server listens, where browsers reach it, and through whom.

use std::net::{Ipv4Addr, SocketAddr};

use super::{
    ConfigError, Proxies, PublicUrl, Sourced,
    source::{Setting, Sources},
};

pub(super) const LISTEN: Setting = Setting {
    variable: "PINS_LISTEN",
    section: "http",
    key: "listen",
    flag: |flags| flags.listen.clone(),
    flag_name: "--listen",
};

pub(super) const PUBLIC_URL: Setting = Setting {
    variable: "PINS_PUBLIC_URL",
    section: "http",
    key: "public_url",
    flag: |flags| flags.public_url.clone(),
    flag_name: "--public-url",
};

pub(super) const TRUSTED_PROXIES: Setting =
    Setting::without_flag("PINS_TRUSTED_PROXIES", "http", "trusted_proxies");

const DEFAULT_LISTEN: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 3000);

/// The section `http`.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// The address to listen on.
    pub listen: Sourced<SocketAddr>,
    /// The address that browsers know; where none was chosen, it follows from the listening address.
    pub public_url: Option<Sourced<PublicUrl>>,
    /// The proxies that are believed about whom they ask for.
    pub trusted_proxies: Sourced<Proxies>,
}

impl HttpSettings {
    pub(super) fn load(sources: &Sources<'_>) -> Result<Self, ConfigError> {
        Ok(Self {
            listen: sources
                .parsed(&LISTEN, "an IP address and a port such as 127.0.0.1:3000 or [::1]:3000", |text| {
                    text.parse().ok()
                })?
                .unwrap_or_else(|| Sourced::by_default(DEFAULT_LISTEN.into())),
            public_url: sources.parsed(
                &PUBLIC_URL,
                "an http or https address without a path, such as https://pins.example.com",
                |text| text.parse().ok(),
            )?,
            trusted_proxies: sources
                .parsed(
                    &TRUSTED_PROXIES,
                    "IP addresses and nets between commas, such as 192.0.2.1,10.0.0.0/8, that do not hold everyone",
                    |text| text.parse().ok(),
                )?
                .unwrap_or_else(|| Sourced::by_default(Proxies::default())),
        })
    }

    /// The address that browsers know, if the server listens on this one.
    pub fn public_url_at(&self, listening: SocketAddr) -> PublicUrl {
        self.public_url.as_ref().map_or_else(|| PublicUrl::of_address(listening), |url| url.value.clone())
    }
}
