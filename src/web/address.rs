//! The address that a request comes from: to slow down who guesses, never to know who somebody is.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// The header by which a reverse proxy on the same machine names its visitor.
const FORWARDED: &str = "x-forwarded-for";

/// The other end of a connection, put into its requests by the server.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// An IPv4 address, or the /64 of an IPv6 address: within it a visitor takes what address they like.
/// Held in memory only, and in no log.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Address(Ipv6Addr);

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Address(…)")
    }
}

impl From<IpAddr> for Address {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => address.to_ipv6_mapped(),
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)),
        })
    }
}

impl<S: Sync> FromRequestParts<S> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // Without a connection, as in tests, the request comes from this machine.
        let peer = parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0);
        Ok(of(peer, &parts.headers))
    }
}

/// The visitor's address: the peer's, or where that is a proxy on this machine, the last one in its header.
/// Earlier ones are the visitor's own words.
fn of(peer: IpAddr, headers: &HeaderMap) -> Address {
    if !peer.to_canonical().is_loopback() {
        return peer.into();
    }
    let said = headers.get_all(FORWARDED).iter().next_back().and_then(|value| value.to_str().ok());
    let last = said.and_then(|list| list.rsplit(',').next()).and_then(|address| address.trim().parse().ok());
    Address::from(last.unwrap_or(peer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> Address {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED, value.parse().unwrap());
        }
        of(peer.parse().unwrap(), &headers)
    }

    fn plain(address: &str) -> Address {
        Address::from(address.parse::<IpAddr>().unwrap())
    }

    #[test]
    fn only_a_proxy_on_this_machine_is_believed_and_only_its_own_word() {
        assert_eq!(seen("203.0.113.7", &["198.51.100.1"]), plain("203.0.113.7"));
        assert_eq!(seen("127.0.0.1", &["198.51.100.1, 198.51.100.2"]), plain("198.51.100.2"));
        assert_eq!(seen("::ffff:127.0.0.1", &["198.51.100.1", "198.51.100.3"]), plain("198.51.100.3"));
        assert_eq!(seen("::1", &["unknown"]), plain("::1"));
        assert_eq!(seen("127.0.0.1", &[]), plain("127.0.0.1"));
    }

    #[test]
    fn a_network_of_ipv6_is_one_address() {
        assert_eq!(plain("2001:db8:1:2::1"), plain("2001:db8:1:2:ffff::9"));
        assert_ne!(plain("2001:db8:1:2::1"), plain("2001:db8:1:3::1"));
        assert_eq!(plain("::ffff:203.0.113.7"), plain("203.0.113.7"));
        assert_ne!(plain("203.0.113.7"), plain("203.0.113.8"));
    }
}
