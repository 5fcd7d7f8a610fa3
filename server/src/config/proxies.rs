//! Which proxies are believed about who asks.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
    str::FromStr,
    sync::Arc,
};

use ipnet::IpNet;
use thiserror::Error;

/// The addresses of proxies that are believed when they name whom they ask for. Whoever else names someone is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Arc<[IpNet]>);

/// The text is no list of addresses that could be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a list of IP addresses and nets")]
pub struct NotProxies;

impl Proxies {
    /// Whether a proxy at this address is believed.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|net| net.contains(&address))
    }
}

impl FromStr for Proxies {
    type Err = NotProxies;

    /// Addresses and nets between commas. Nothing is nobody.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        text.split(',').map(|part| net(part.trim())).collect::<Option<_>>().map(Self).ok_or(NotProxies)
    }
}

/// The net of this text. A net of everyone would believe everyone, and one of IPv4 addresses that are written as
/// IPv6 would meet no address, so neither is taken.
fn net(text: &str) -> Option<IpNet> {
    let net: IpNet = text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))?;
    let is_mapped = match net.addr() {
        IpAddr::V6(address) => Ipv6Addr::to_ipv4_mapped(&address).is_some(),
        IpAddr::V4(_) => false,
    };
    (net.prefix_len() > 0 && !is_mapped).then(|| net.trunc())
}

impl fmt::Display for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        for net in &*self.0 {
            write!(f, "{between}{net}")?;
            between = ", ";
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_nets_are_taken_and_print_as_they_are_read() {
        for (text, printed) in [
            ("", ""),
            (" ", ""),
            ("192.0.2.1", "192.0.2.1/32"),
            ("::1", "::1/128"),
            ("10.0.0.0/8,192.0.2.1 , 2001:db8::/32", "10.0.0.0/8, 192.0.2.1/32, 2001:db8::/32"),
            ("10.1.2.3/8", "10.0.0.0/8"),
        ] {
            let proxies: Proxies = text.parse().unwrap();
            assert_eq!(proxies.to_string(), printed);
            assert_eq!(printed.parse(), Ok(proxies));
        }
    }

    #[test]
    fn what_is_no_address_or_everyones_is_refused() {
        for text in [
            "proxy.example.com",
            "10.0.0.0/33",
            "10.0.0.1,",
            "10.0.0.1;10.0.0.2",
            "0.0.0.0/0",
            "::/0",
            "::ffff:10.0.0.1",
            "::ffff:10.0.0.0/104",
            "192.0.2.1:80",
        ] {
            assert_eq!(text.parse::<Proxies>(), Err(NotProxies), "{text:?}");
        }
    }

    #[test]
    fn an_address_is_believed_if_a_net_holds_it() {
        let proxies: Proxies = "10.0.0.0/8, 192.0.2.1, 2001:db8::/32".parse().unwrap();
        for (address, believed) in [
            ("10.255.0.1", true),
            ("11.0.0.1", false),
            ("192.0.2.1", true),
            ("192.0.2.2", false),
            ("2001:db8::7", true),
            ("2001:db9::7", false),
        ] {
            assert_eq!(proxies.contains(address.parse().unwrap()), believed, "{address}");
        }
        assert!(!Proxies::default().contains("127.0.0.1".parse().unwrap()));
    }
}
