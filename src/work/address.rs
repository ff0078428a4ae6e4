//! Addresses that stand on paper or in a QR code: of a receipt, of a page where somebody writes for a kiosk.

use std::net::SocketAddr;

/// The link of a receipt, on the phone of whoever holds it.
pub fn receipt(token: &str) -> String {
    format!("/r/{token}")
}

/// The whole address of a receipt's link.
pub fn receipt_link(base_url: &str, token: &str) -> String {
    in_capitals(base_url, &receipt(token))
}

/// The whole address where somebody writes on a phone for a kiosk.
pub fn phone_page_link(base_url: &str, address: &str) -> String {
    in_capitals(base_url, &phone_page(address))
}

/// Where somebody writes on a phone for a kiosk.
pub fn phone_page(address: &str) -> String {
    format!("/w/{address}")
}

/// In capitals a QR code is a third smaller; where the site's address has a sign that such a code does not know, as an
/// address of IPv6 has, it stays as it is set.
fn in_capitals(base_url: &str, path: &str) -> String {
    let link = format!("{base_url}{path}");
    let harmless = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    if host(base_url).chars().all(harmless) { link.to_ascii_uppercase() } else { link }
}

/// The site's address may stand on paper. It may not where it is the address that is listened on and that is every address of
/// the machine: it leads nowhere.
pub fn leads_somewhere(base_url: &str) -> bool {
    let listened: Option<SocketAddr> = host(base_url).parse().ok();
    listened.is_none_or(|address| !address.ip().to_canonical().is_unspecified())
}

/// The site's address leads to it from this machine alone.
pub fn leads_here_only(base_url: &str) -> bool {
    let listened: Option<SocketAddr> = host(base_url).parse().ok();
    host(base_url) == "localhost" || listened.is_some_and(|address| address.ip().to_canonical().is_loopback())
}

fn host(base_url: &str) -> &str {
    base_url.split_once("://").map_or("", |(_, host)| host)
}

#[cfg(test)]
mod tests {
    use super::receipt_link;

    #[test]
    fn a_receipts_link_is_in_capitals_where_that_changes_nothing() {
        assert_eq!(receipt_link("https://hailong.example:8443", "0A"), "HTTPS://HAILONG.EXAMPLE:8443/R/0A");
        assert_eq!(receipt_link("https://example/hailong", "0A"), "https://example/hailong/r/0A");
        assert_eq!(receipt_link("http://[::1]:8080", "0A"), "http://[::1]:8080/r/0A");
    }
}
