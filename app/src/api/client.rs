//! What asks: a machine and a program on it, whoever sits before it.

use std::net::IpAddr;

/// Where a request comes from. The server finds out before a page or server function runs, and puts it among the
/// request's extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The address of the machine, as far as it can be believed: what a proxy says counts only if the operator
    /// trusts that proxy. Never an IPv4 address that is written as IPv6.
    pub address: IpAddr,
    /// The browser in words for people, such as `Firefox on Windows`. It is what the browser claims to be, in
    /// words of ours: at most forty characters, and none that the request chose.
    pub browser: String,
}
