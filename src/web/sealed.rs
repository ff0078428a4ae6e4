//! Fields of a form, sealed so that a browser may hold them and cannot read them.
//!
//! Every server with the same `form.key` opens what another one sealed, for the place that it was sealed for alone.

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use axum::http::{HeaderMap, header};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use std::io::{Read, Write};

/// Bytes of a cookie that every browser takes, without its name and attributes.
const MOST: usize = 3_900;
/// Bytes of the fields themselves: more was never sealed.
const MOST_OPENED: u64 = 64 * 1024;
const NONCE: usize = 12;

/// Names and values, in their order.
pub type Fields = Vec<(String, String)>;

/// The value of a cookie; `None` where the fields are too many for one.
pub fn seal(key: &[u8; 32], place: &str, fields: &[(String, String)]) -> Option<String> {
    let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
    packer.write_all(text.as_bytes()).ok()?;
    let packed = packer.finish().ok()?;
    let nonce: [u8; NONCE] = rand::random();
    let cipher = Aes256Gcm::new_from_slice(key).ok()?;
    let sealed = cipher.encrypt(&nonce.into(), Payload { msg: &packed, aad: place.as_bytes() }).ok()?;
    let value = data_encoding::BASE64URL_NOPAD.encode(&[&nonce[..], &sealed].concat());
    (value.len() <= MOST).then_some(value)
}

/// The fields that were sealed for this place; `None` for anything else.
pub fn open(key: &[u8; 32], place: &str, value: &str) -> Option<Fields> {
    let bytes = data_encoding::BASE64URL_NOPAD.decode(value.as_bytes()).ok()?;
    let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
    let nonce: [u8; NONCE] = nonce.try_into().ok()?;
    let cipher = Aes256Gcm::new_from_slice(key).ok()?;
    let packed = cipher.decrypt(&nonce.into(), Payload { msg: sealed, aad: place.as_bytes() }).ok()?;
    let mut text = String::new();
    DeflateDecoder::new(&packed[..]).take(MOST_OPENED).read_to_string(&mut text).ok()?;
    Some(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
}

/// The value of a request's cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut each = all.flat_map(|value| value.split(';')).filter_map(|one| one.trim().split_once('='));
    each.find(|(own, _)| *own == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_place_and_its_key_alone_and_tells_nothing() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = [field("access.seats", "4"), field("comment", &"Phòng chờ nóng. ".repeat(60))];
        let sealed = seal(&[1; 32], "/q/MC.NT/pages", &fields).unwrap();
        assert!(!sealed.contains("access"), "{}", sealed.len());
        assert_eq!(open(&[1; 32], "/q/MC.NT/pages", &sealed).as_deref(), Some(&fields[..]));
        assert_eq!(open(&[1; 32], "/q/TTHCC/pages", &sealed), None);
        assert_eq!(open(&[2; 32], "/q/MC.NT/pages", &sealed), None);
        for odd in ["", "x", "AAAA", &sealed[1..]] {
            assert_eq!(open(&[1; 32], "/q/MC.NT/pages", odd), None);
        }
    }

    #[test]
    fn what_no_cookie_could_hold_is_not_sealed() {
        let random: String = (0..6_000).map(|_| char::from(rand::random_range(b'!'..=b'~'))).collect();
        assert_eq!(seal(&[1; 32], "/", &[("comment".to_owned(), random)]), None);
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=1; phieu=x=y".parse().unwrap());
        headers.append(header::COOKIE, "b=2".parse().unwrap());
        assert_eq!((cookie(&headers, "phieu"), cookie(&headers, "b")), (Some("x=y"), Some("2")));
        assert_eq!((cookie(&headers, "phie"), cookie(&HeaderMap::new(), "b")), (None, None));
    }
}
