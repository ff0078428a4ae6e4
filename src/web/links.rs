//! Links as they arrive: with a full stop behind them, in brackets, cut by a chat program, typed in small letters.
//!
//! A citizen's link is looked at once, before any page sees it. Where something in it cannot be part of a token or
//! code and the rest leads somewhere, the answer is a redirect to the address that was meant. An address that leads nowhere
//! stays as it is, so that its page counts it once and says so.

use crate::{
    domain::{
        receipt::{Register, ShortCode, TOKEN_LENGTH},
        unit::Catalogue,
    },
    web::{
        paths::{self, route},
        state::AppState,
    },
    work::address,
};
use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

/// Pages that have one address, whatever stands around it.
const PAGES: [&str; 5] =
    [route::RECEIPT_TYPED, route::RESULTS, route::RESULTS_RECEIPTS, route::ACCESSIBILITY, route::STAFF];
/// The paths that may follow a receipt's token.
const BEHIND_TOKEN: [&str; 2] = ["pages", "opened"];
/// The paths that may follow a desk's code.
const BEHIND_DESK: [&str; 6] = ["quick/pages", "quick", "pages", "shell.json", "manifest.webmanifest", "code.svg"];
/// Longest path that is looked at, in bytes: two whole links with room.
const LONGEST: usize = 2048;
/// Symbols in the address of a page on a phone.
const PHONE_PAGE_LENGTH: usize = 16;

/// The layer that leads a mangled link to the page that it means.
pub async fn mend(State(app): State<AppState>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let site = &app.site;
    let Some(meant) = meant(request.uri().path(), &site.catalogue, &site.register) else {
        return next.run(request).await;
    };
    // Not for ever: what is meant today may be the address of something else tomorrow.
    let query = request.uri().query().map(|query| (if meant.contains('?') { '&' } else { '?' }, query));
    let location = query.map_or_else(|| meant.clone(), |(mark, query)| format!("{meant}{mark}{query}"));
    Redirect::temporary(&location).into_response()
}

/// The address that a path means, where that is another one.
fn meant(path: &str, catalogue: &Catalogue, register: &Register) -> Option<String> {
    let own = path.starts_with("/api/") || path.starts_with("/assets/") || path == route::KIOSK_WORKER;
    if own || path.len() > LONGEST {
        return None;
    }
    let text = readable(path);
    let inner = text.trim_start_matches('/');
    let (door, rest) = inner.split_at_checked(1).unwrap_or_default();
    let rest = rest.strip_prefix('/').map(|rest| rest.trim_start_matches('/')).filter(|rest| !rest.is_empty());
    let meant = match (door, rest) {
        ("r" | "R", Some(rest)) => receipt(path, rest, register),
        ("q" | "Q", Some(rest)) => desk("q", rest, catalogue),
        ("k" | "K", Some(rest)) => desk("k", rest, catalogue),
        ("w" | "W", Some(rest)) => phone_page(path, rest),
        _ => page(inner),
    };
    meant.filter(|meant| meant != path)
}

/// A path as somebody would read it: decoded, full-width signs as plain ones, without signs that nobody sees.
fn readable(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    decoded.nfkc().filter(|c| !is_invisible(*c)).collect()
}

/// Marks of format, such as a zero-width space, a joiner, a byte order mark or a soft hyphen, and control characters.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{fffc}' | '\u{fffd}')
        || ('\u{200b}'..='\u{200f}').contains(&c)
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2060}'..='\u{206f}').contains(&c)
        || ('\u{fe00}'..='\u{fe0f}').contains(&c)
}

fn is_symbol(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// The link of a receipt: the first good token in what follows, or the page for typing with the code in it.
fn receipt(path: &str, rest: &str, register: &Register) -> Option<String> {
    // The usual case first: nothing to mend.
    let (token, behind) = rest.split_once('/').unwrap_or((rest, ""));
    let plain = token.len() == TOKEN_LENGTH && token.chars().all(is_symbol);
    if plain && (path.len() == "/r/".len() + TOKEN_LENGTH || path.ends_with(rest) && BEHIND_TOKEN.contains(&behind)) {
        return (!path.starts_with("/r/") && !path.starts_with("/R/")).then(|| address::receipt(token));
    }
    // A token that a programme broke over two lines is put together again.
    let joined: String = rest.chars().filter(|c| is_symbol(*c)).collect();
    let pieces = rest.split(|c| !is_symbol(c)).chain([joined.as_str()]);
    let good = pieces.filter_map(|piece| piece.get(..TOKEN_LENGTH)).find(|token| register.read(token).is_ok());
    if let Some(token) = good {
        let pages = rest.trim_end_matches('/') == format!("{token}/{}", BEHIND_TOKEN[0]);
        return Some(if pages { paths::receipt_pages(token) } else { address::receipt(token) });
    }
    let code = rest.trim_matches(|c| !is_symbol(c));
    if ShortCode::parse(code).is_some() {
        return Some(paths::receipt_typed(&code.split_whitespace().collect::<String>().to_ascii_uppercase()));
    }
    // No receipt's link, which its page is to say and count.
    let likeliest = rest.split(|c| !is_symbol(c)).max_by_key(|piece| piece.len()).filter(|piece| !piece.is_empty());
    likeliest.filter(|_| rest.contains('/') && !BEHIND_TOKEN.contains(&behind)).map(address::receipt)
}

/// A desk's link, on a phone (`q`) or kiosk (`k`).
fn desk(door: &str, rest: &str, catalogue: &Catalogue) -> Option<String> {
    let (written, behind) = rest.split_once('/').unwrap_or((rest, ""));
    let code = code_of(written, catalogue)?;
    let behind = behind.trim_end_matches(|c: char| !is_symbol(c)).to_ascii_lowercase();
    let behind = BEHIND_DESK.into_iter().find(|known| *known == behind);
    Some(behind.map_or_else(|| format!("/{door}/{code}"), |behind| format!("/{door}/{code}/{behind}")))
}

/// The desk that a text names: as written, cut where no code goes on, or the only one that reads so.
fn code_of<'c>(written: &str, catalogue: &'c Catalogue) -> Option<&'c str> {
    let fits = |c: char| is_symbol(c) || matches!(c, '.' | '-' | '_');
    let written = written.trim_start_matches(|c| !is_symbol(c));
    let whole = written.split(|c| !fits(c)).next().unwrap_or_default();
    let cut = whole.trim_end_matches(|c| !is_symbol(c));
    [whole, cut].into_iter().filter(|code| !code.is_empty()).find_map(|code| {
        let desks = catalogue.desks();
        let exact = desks.iter().find(|desk| desk.code == code);
        let mut alike = desks.iter().filter(|desk| desk.code.eq_ignore_ascii_case(code));
        let only = alike.next().filter(|_| alike.next().is_none());
        exact.or(only).map(|desk| desk.code.as_str())
    })
}

/// The address of a page on a phone, whose symbols are all that counts.
fn phone_page(path: &str, rest: &str) -> Option<String> {
    let symbols = rest.trim_start_matches(|c| !is_symbol(c)).split(|c| !is_symbol(c)).next().unwrap_or_default();
    let whole = symbols.len() == PHONE_PAGE_LENGTH;
    (whole && !rest.starts_with(&format!("{symbols}/code.svg")) && !path.ends_with(&format!("/{symbols}")))
        .then(|| address::phone_page(symbols))
}

/// A page of one address.
fn page(inner: &str) -> Option<String> {
    let inner = inner.trim_end_matches(|c| !is_symbol(c));
    PAGES.into_iter().find(|page| page[1..].eq_ignore_ascii_case(inner)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        receipt::{Event, KeyRing, Receipt, Tag, Week},
        unit::{desks_from_csv, units_from_csv},
    };
    use std::collections::BTreeMap;

    fn catalogue(codes: &[&str]) -> Catalogue {
        let units = "code,parent,name,level,block,valid_from,valid_to,note\nU,,Tên,department,,,,\n";
        let desks: String = codes.iter().map(|code| format!("{code},Tên,Name,U\n")).collect();
        let desks = format!("code,name,name_en,units\n{desks}");
        Catalogue::new(units_from_csv("u", units).unwrap(), desks_from_csv("d", &desks).unwrap()).unwrap()
    }

    #[test]
    fn desks_are_found_whatever_stands_around_their_code() {
        let catalogue = catalogue(&["MC.NT", "A-1", "b.2.", "same", "Same"]);
        for (written, code) in [
            ("mc.nt", Some("MC.NT")),
            ("MC.NT.", Some("MC.NT")),
            ("MC.NT)", Some("MC.NT")),
            ("\u{201c}MC.NT\u{201d},", Some("MC.NT")),
            ("a-1…", Some("A-1")),
            ("B.2.", Some("b.2.")),
            ("SAME", None),
            ("Same.", Some("Same")),
            ("MC", None),
            ("", None),
        ] {
            assert_eq!(code_of(written, &catalogue), code, "{written}");
        }
    }

    fn register() -> Register {
        let keys = KeyRing::new([0; 32], BTreeMap::from([(1, [7; 32])]));
        Register::new(keys, std::iter::once("U"), std::iter::once("s")).unwrap()
    }

    #[test]
    fn a_good_token_is_found_in_whatever_stands_around_it_and_a_bad_one_is_left() {
        let (register, catalogue) = (register(), catalogue(&["MC.NT"]));
        let week = Week::of(jiff::civil::date(2026, 11, 23));
        let (survey, unit) = (Tag::of("s"), Tag::of("U"));
        let receipt = Receipt { number: 9, key: 1, survey, unit, event: Event::Returned, week };
        let token = register.keys().token(&receipt).unwrap();
        let (half, rest) = token.split_at(30);
        let around = |token: &str, half: &str, rest: &str| {
            [
                format!("/r/{token}."),
                format!("/R/{token}%22"),
                format!("/r/%E2%80%9C{token}%E2%80%9D"),
                format!("/r/{half}%E2%80%8B{rest}"),
                format!("/r/{half}=%0D%0A{rest}"),
                format!("/r/{token}HTTPS://HAILONG.EXAMPLE/R/{token}"),
                format!("/r/https://hailong.example/R/{token}"),
                format!("/r/{token}%3Ffbclid=1"),
                format!("/r/{token}/"),
                format!("//r/{token}"),
            ]
        };
        for path in around(&token, half, rest) {
            assert_eq!(meant(&path, &catalogue, &register), Some(format!("/r/{token}")), "{path}");
        }
        assert_eq!(meant(&format!("/r/{token}/pages/"), &catalogue, &register), Some(format!("/r/{token}/pages")));
        for path in
            [format!("/r/{token}"), format!("/R/{token}"), format!("/r/{token}/pages"), format!("/r/{token}/opened")]
        {
            assert_eq!(meant(&path, &catalogue, &register), None, "{path}");
        }
        let forged = format!("{}{}", &token[..70], if token.ends_with('0') { '1' } else { '0' });
        for path in &around(&forged, &forged[..30], &forged[30..])[..6] {
            let left = meant(path, &catalogue, &register);
            assert!(left.is_none() || path.contains("//"), "{path}: {left:?}");
        }
        let cut = meant(&format!("/r/{forged}/"), &catalogue, &register);
        assert_eq!(cut, Some(format!("/r/{forged}")), "so that the page of an unknown receipt says it");
    }

    #[test]
    fn what_is_meant_is_an_address_of_its_own_and_never_another_host() {
        let catalogue = catalogue(&["MC.NT"]);
        for (path, expected) in [
            ("/q/MC%2ENT", "/q/MC.NT"),
            ("/Q/mc.nt/quick/", "/q/MC.NT/quick"),
            ("//q//MC.NT", "/q/MC.NT"),
            ("/k/MC.NT/Shell.json", "/k/MC.NT/shell.json"),
            ("/q/%EF%BC%AD%EF%BC%A3.NT", "/q/MC.NT"),
            ("/q/MC.NT%3Flang=en", "/q/MC.NT"),
            ("/results/", "/results"),
            ("/Results%E2%80%8B.", "/results"),
            ("//results", "/results"),
            ("/r/", "/r"),
            ("/staff/", "/staff"),
        ] {
            assert_eq!(meant(path, &catalogue, &register()).as_deref(), Some(expected), "{path}");
            assert_eq!(meant(expected, &catalogue, &register()), None, "{expected} is what it is");
        }
        for path in ["/", "//", "//evil.example/", "/q/MC.NT", "/q/MC.NT/pages", "/staff/units/X.", "/r/NOPE.", "/q/"] {
            assert_eq!(meant(path, &catalogue, &register()), None, "{path}");
        }
    }
}
