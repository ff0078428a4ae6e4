//! The half-filled form of a browser without JavaScript, sealed into a cookie of its own.
//!
//! So every page of it is the answer to a GET: Back and reload show it again and send nothing. The server keeps
//! nothing, every server with the same keys folder can read it, and neither an address nor a log tells an answer.
//! The cookie ends with the browser's session. The pages carry everything hidden besides: without cookies, or with
//! a text too long for one, a page is the answer to the POST itself, and nothing is lost either.

use crate::web::state::App;
use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use axum::http::{HeaderMap, HeaderValue, header};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use std::io::{Read, Write};

const NAME: &str = "phieu";
/// Bytes of a cookie that every browser takes, without its name and attributes.
const MOST: usize = 3_900;
/// Bytes of the fields themselves: more was never sealed.
const MOST_OPENED: u64 = 64 * 1024;
const NONCE: usize = 12;

pub(super) type Fields = Vec<(String, String)>;

/// The header that keeps these fields for the pages at `path`; `None` where they are too many for a cookie.
pub(super) fn cookie(app: &App, path: &str, fields: &[(String, String)]) -> Option<HeaderValue> {
    let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let value = seal(app.site.form_key.bytes(), path, &text)?;
    let secure = if app.base_url.starts_with("https://") { "; Secure" } else { "" };
    let scope = scope(path);
    let all = format!("{NAME}={value}; Path={scope}; HttpOnly; SameSite=Lax{secure}");
    (value.len() <= MOST).then(|| HeaderValue::from_str(&all).ok()).flatten()
}

/// What the browser keeps for the pages at `path`.
pub(super) fn fields(app: &App, path: &str, headers: &HeaderMap) -> Option<Fields> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut mine = all.flat_map(|value| value.split(';')).filter_map(|one| one.trim().split_once('='));
    let (_, value) = mine.find(|(name, _)| *name == NAME)?;
    let text = open(app.site.form_key.bytes(), path, value)?;
    Some(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
}

/// The first part of a path: a cookie's scope tells no desk and no receipt.
fn scope(path: &str) -> &str {
    path.get(1..).and_then(|rest| rest.find('/')).map_or("/", |end| &path[..=end])
}

fn seal(key: &[u8; 32], path: &str, text: &str) -> Option<String> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
    packer.write_all(text.as_bytes()).ok()?;
    let packed = packer.finish().ok()?;
    let nonce: [u8; NONCE] = rand::random();
    let cipher = Aes256Gcm::new_from_slice(key).ok()?;
    let sealed = cipher.encrypt(&nonce.into(), Payload { msg: &packed, aad: path.as_bytes() }).ok()?;
    Some(data_encoding::BASE64URL_NOPAD.encode(&[&nonce[..], &sealed].concat()))
}

fn open(key: &[u8; 32], path: &str, value: &str) -> Option<String> {
    let bytes = data_encoding::BASE64URL_NOPAD.decode(value.as_bytes()).ok()?;
    let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
    let nonce: [u8; NONCE] = nonce.try_into().ok()?;
    let cipher = Aes256Gcm::new_from_slice(key).ok()?;
    let packed = cipher.decrypt(&nonce.into(), Payload { msg: sealed, aad: path.as_bytes() }).ok()?;
    let mut text = String::new();
    DeflateDecoder::new(&packed[..]).take(MOST_OPENED).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_opens_for_its_place_and_its_key_alone_and_tells_nothing() {
        let text = format!("access.seats=4&comment={}", "Phòng chờ nóng. ".repeat(60));
        let sealed = seal(&[1; 32], "/q/MC.NT/pages", &text).unwrap();
        assert!(sealed.len() < MOST && !sealed.contains("access"), "{}", sealed.len());
        assert_eq!(open(&[1; 32], "/q/MC.NT/pages", &sealed).as_deref(), Some(text.as_str()));
        assert_eq!(open(&[1; 32], "/q/TTHCC/pages", &sealed), None);
        assert_eq!(open(&[2; 32], "/q/MC.NT/pages", &sealed), None);
        for odd in ["", "x", "AAAA", &sealed[1..]] {
            assert_eq!(open(&[1; 32], "/q/MC.NT/pages", odd), None);
        }
        assert_eq!((scope("/q/MC.NT/pages"), scope("/r/ABC/pages"), scope("/")), ("/q", "/r", "/"));
    }
}
