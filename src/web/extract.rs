//! The parts that handlers take from a request.

use crate::domain::language::Lang;
use axum::http::{HeaderMap, Uri, header};

/// The language of a page: `?lang=`, then the first of Accept-Language that is known, then Vietnamese.
pub fn language(headers: &HeaderMap, query: Option<&str>) -> Lang {
    let asked = pairs(query.unwrap_or_default()).into_iter().find(|(name, _)| name == "lang");
    if let Some(lang) = asked.and_then(|(_, tag)| Lang::from_tag(&tag)) {
        return lang;
    }
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = accepted.split(',').find_map(|part| Lang::from_tag(part.trim().get(..2)?));
    first.unwrap_or_default()
}

/// The language of a staff page: `?lang=`, or Vietnamese.
pub fn staff_language(uri: &Uri) -> Lang {
    language(&HeaderMap::new(), uri.query())
}

/// The same address in another language.
pub fn in_language(uri: &Uri, lang: Lang) -> String {
    let query = pairs(uri.query().unwrap_or_default());
    let rest = query.iter().filter(|(name, _)| name != "lang").map(|(name, value)| (name.as_str(), value.as_str()));
    let query =
        form_urlencoded::Serializer::new(String::new()).extend_pairs(rest.chain([("lang", lang.tag())])).finish();
    format!("{}?{query}", uri.path())
}

/// Names and values of a query or form, decoded, in their order. Bytes that are no UTF-8 keep their place.
pub fn pairs(encoded: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded.as_bytes()).into_owned().collect()
}

/// Names and values of a posted form; `None` where it is not valid UTF-8 once decoded.
pub fn form_pairs(body: &[u8]) -> Option<Vec<(String, String)>> {
    let valid = std::str::from_utf8(&percent_decoded(body)).is_ok();
    valid.then(|| form_urlencoded::parse(body).into_owned().collect())
}

fn percent_decoded(body: &[u8]) -> Vec<u8> {
    percent_encoding::percent_decode(body).collect()
}
