//! The address that a request comes from: to slow down who guesses, never to know who somebody is.

use axum::http::{HeaderMap, HeaderName, header::FORWARDED, request::Parts};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

static FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The other end of a connection, put into its requests by the server.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// A visitor's address: one of IPv4, or the /64 of one of IPv6, because within it a visitor takes what address they like.
/// Held in memory only, and in no log.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Address {
    network: Ipv6Addr,
    /// It is a proxy's, which does not say whose request it passes on: everybody has this address.
    is_shared: bool,
}

impl Address {
    /// Everybody behind a proxy has this address.
    pub fn is_shared(self) -> bool {
        self.is_shared
    }

    /// The visitor of a request.
    pub fn of(proxies: &[IpNet], parts: &Parts) -> Self {
        // Without a connection, as in tests, the request comes from this machine.
        let peer = parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0);
        Self::seen(proxies, peer, &parts.headers)
    }

    /// The visitor: the peer, or where that is a trusted proxy, the last one in the header that is none. Addresses before that
    /// one are the visitor's own words.
    fn seen(proxies: &[IpNet], peer: IpAddr, headers: &HeaderMap) -> Self {
        let trust = |address: IpAddr| proxies.iter().any(|network| network.contains(&address.to_canonical()));
        if !trust(peer) {
            return peer.into();
        }
        let said = said(headers);
        let mut hops = said.iter().rev().map_while(|hop| *hop).skip_while(|hop| trust(*hop));
        hops.next().map_or(Self { is_shared: true, ..peer.into() }, Self::from)
    }
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Address(…)")
    }
}

impl From<IpAddr> for Address {
    fn from(address: IpAddr) -> Self {
        let network = match address.to_canonical() {
            IpAddr::V4(address) => address.to_ipv6_mapped(),
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)),
        };
        Self { network, is_shared: false }
    }
}

/// The addresses that a request is said to have passed, the visitor's first; `None` for one that cannot be read. A proxy that writes
/// `X-Forwarded-For` passes on a `Forwarded` that a visitor made up, so that the first one counts where there are both.
fn said(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let texts = |name: &HeaderName| {
        headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    if headers.contains_key(&FORWARDED_FOR) {
        return texts(&FORWARDED_FOR).iter().flat_map(|text| text.split(',')).map(address).collect();
    }
    let elements = texts(&FORWARDED);
    elements.iter().flat_map(|text| split(text, ',')).map(forwarded_for).collect()
}

/// The node of `for=` in an element of `Forwarded` (RFC 7239).
fn forwarded_for(element: &str) -> Option<IpAddr> {
    split(element, ';').into_iter().find_map(|pair| {
        let (name, node) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then(|| address(node.trim().trim_matches('"')))?
    })
}

/// An address, with a port or without one.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let with_port = || text.parse().ok().map(|it: SocketAddr| it.ip());
    let in_brackets = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    text.parse().ok().or_else(with_port).or_else(in_brackets)
}

/// The parts between the separators that stand in no quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut is_quoted = false;
    text.split(|sign| {
        is_quoted ^= sign == '"';
        sign == separator && !is_quoted
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seen_by(proxies: &str, peer: &str, headers: &[(&HeaderName, &str)]) -> Address {
        let mut all = HeaderMap::new();
        for (name, value) in headers {
            all.append(*name, value.parse().unwrap());
        }
        let proxies: Vec<IpNet> = proxies.split(", ").map(|one| one.parse().unwrap()).collect();
        Address::seen(&proxies, peer.parse().unwrap(), &all)
    }

    fn seen(peer: &str, forwarded: &[&str]) -> Address {
        let headers: Vec<_> = forwarded.iter().map(|value| (&FORWARDED_FOR, *value)).collect();
        seen_by("127.0.0.0/8, ::1/128, 10.1.0.0/16", peer, &headers)
    }

    fn plain(address: &str) -> Address {
        Address::from(address.parse::<IpAddr>().unwrap())
    }

    fn shared(address: &str) -> Address {
        Address { is_shared: true, ..plain(address) }
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_its_own_word() {
        assert_eq!(seen("203.0.113.7", &["198.51.100.1"]), plain("203.0.113.7"));
        assert_eq!(seen("127.0.0.1", &["198.51.100.1, 198.51.100.2"]), plain("198.51.100.2"));
        assert_eq!(seen("::ffff:127.0.0.1", &["198.51.100.1", "198.51.100.3"]), plain("198.51.100.3"));
        assert_eq!(seen("10.1.2.3", &["198.51.100.2:4711"]), plain("198.51.100.2"));
        assert_eq!(seen("10.2.0.1", &["198.51.100.2"]), plain("10.2.0.1"));
    }

    #[test]
    fn proxies_behind_each_other_are_passed_over() {
        assert_eq!(seen("127.0.0.1", &["198.51.100.2, 10.1.0.9"]), plain("198.51.100.2"));
        assert_eq!(seen("127.0.0.1", &["203.0.113.1, 198.51.100.2, 10.1.0.9, 10.1.0.8"]), plain("198.51.100.2"));
        assert_eq!(seen("127.0.0.1", &["198.51.100.2, 10.2.0.9"]), plain("10.2.0.9"), "not one of ours");
    }

    #[test]
    fn a_proxy_that_says_nothing_of_its_visitors_has_one_address_for_all() {
        for said in [&[][..], &["unknown"], &["198.51.100.1, unknown"], &["198.51.100.1, "], &["10.1.0.9"]] {
            assert_eq!(seen("127.0.0.1", said), shared("127.0.0.1"), "{said:?}");
        }
        assert_ne!(shared("127.0.0.1"), plain("127.0.0.1"));
    }

    #[test]
    fn the_header_of_the_standard_is_read_where_the_other_is_missing() {
        let seen = |headers: &[(&HeaderName, &str)]| seen_by("127.0.0.1/32", "127.0.0.1", headers);
        assert_eq!(seen(&[(&FORWARDED, "for=198.51.100.1;proto=https, For=198.51.100.2")]), plain("198.51.100.2"));
        assert_eq!(seen(&[(&FORWARDED, "for=\"[2001:db8:1:2::7]:4711\"")]), plain("2001:db8:1:2::9"));
        assert_eq!(seen(&[(&FORWARDED, "proto=https;for=\"198.51.100.2:80\";by=\"_a,b;c\"")]), plain("198.51.100.2"));
        assert_eq!(seen(&[(&FORWARDED, "for=198.51.100.1, for=_hidden")]), shared("127.0.0.1"));
        let both = [(&FORWARDED, "for=203.0.113.66"), (&FORWARDED_FOR, "198.51.100.2")];
        assert_eq!(seen(&both), plain("198.51.100.2"));
    }

    #[test]
    fn a_network_of_ipv6_is_one_address() {
        assert_eq!(plain("2001:db8:1:2::1"), plain("2001:db8:1:2:ffff::9"));
        assert_ne!(plain("2001:db8:1:2::1"), plain("2001:db8:1:3::1"));
        assert_eq!(plain("::ffff:203.0.113.7"), plain("203.0.113.7"));
        assert_ne!(plain("203.0.113.7"), plain("203.0.113.8"));
    }

    proptest! {
        #[test]
        fn nothing_that_a_visitor_makes_up_changes_the_address(own in "[ -~]{0,80}", last in any::<[u8; 4]>()) {
            let last = IpAddr::from(last);
            prop_assume!(!last.is_loopback());
            let said = format!("{own},{last}");
            prop_assert_eq!(seen_by("127.0.0.1/32", "127.0.0.1", &[(&FORWARDED_FOR, &said)]), Address::from(last));
        }

        #[test]
        fn no_header_makes_the_reader_fall(text in "[ -~]{0,200}") {
            seen_by("127.0.0.1/32", "127.0.0.1", &[(&FORWARDED, &text)]);
        }
    }
}
