//! The networks of the proxies that are believed when they say from where a visitor comes.

use ipnet::IpNet;
use std::net::IpAddr;

/// Networks or single addresses with commas between them; `None` for anything else, and for the whole of the internet.
pub(super) fn networks(text: &str) -> Option<Vec<IpNet>> {
    let network = |one: &str| {
        let alone = || one.parse::<IpAddr>().ok().map(IpNet::from);
        one.parse().ok().or_else(alone).filter(|network: &IpNet| network.prefix_len() > 0)
    };
    text.split(',').map(|one| network(one.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::networks;

    #[test]
    fn networks_and_addresses_are_read_and_the_whole_internet_is_refused() {
        let read = |text: &str| networks(text).map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(read("10.0.0.0/8, 192.0.2.7").unwrap(), ["10.0.0.0/8", "192.0.2.7/32"]);
        assert_eq!(read("2001:db8::/32,::1").unwrap(), ["2001:db8::/32", "::1/128"]);
        for bad in ["", "10.0.0.0/33", "0.0.0.0/0", "::/0", "proxy.example", "10.0.0.1,", "10.0.0.1 10.0.0.2"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
