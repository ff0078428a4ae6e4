//! The networks of the proxies that are believed when they say from where a visitor comes.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// This machine, and the networks or single addresses that are named, with commas between them. `None` for anything else, and for the
/// whole of the internet.
pub(super) fn networks(text: &str) -> Option<Vec<IpNet>> {
    let this: [IpNet; 2] = [
        Ipv4Net::new_assert(Ipv4Addr::LOCALHOST, 8).trunc().into(),
        Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128).into(),
    ];
    let named = text.split(',').map(str::trim).filter(|_| !text.is_empty()).map(network);
    this.into_iter().map(Some).chain(named).collect()
}

fn network(text: &str) -> Option<IpNet> {
    let alone = text.parse::<IpAddr>().ok().map(|address| IpNet::from(address.to_canonical()));
    let network = alone.or_else(|| text.parse().ok())?;
    // Addresses are compared in their own form.
    let is_of_v4 = matches!(network, IpNet::V6(network) if network.addr().to_ipv4_mapped().is_some());
    (network.prefix_len() > 0 && !is_of_v4).then_some(network)
}

#[cfg(test)]
mod tests {
    use super::networks;

    #[test]
    fn networks_and_addresses_are_read_and_the_whole_internet_is_refused() {
        let read = |text: &str| networks(text).map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>());
        let with = |more: &[&'static str]| [&["127.0.0.0/8", "::1/128"], more].concat();
        assert_eq!(read("").unwrap(), with(&[]));
        assert_eq!(read("10.0.0.0/8, 192.0.2.7").unwrap(), with(&["10.0.0.0/8", "192.0.2.7/32"]));
        assert_eq!(read("2001:db8::/32").unwrap(), with(&["2001:db8::/32"]));
        assert_eq!(read("::ffff:10.0.0.5").unwrap(), with(&["10.0.0.5/32"]));
        for bad in [
            "10.0.0.0/33",
            "0.0.0.0/0",
            "::/0",
            "::ffff:10.0.0.0/104",
            "proxy.example",
            "10.0.0.1,",
            "10.0.0.1 10.0.0.2",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
