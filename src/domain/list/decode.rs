//! Bytes as text.

use super::Cause;
use std::borrow::Cow;

/// Beginnings of files that are no text: a workbook of today (a ZIP archive), and one of before 2007.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// Text in UTF-8, with or without a mark at its beginning, or in UTF-16 with one, as Excel's “Unicode text” is.
///
/// # Errors
/// The cause why it is no such text, and the line from which it cannot be read.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, (Cause, Option<usize>)> {
    if WORKBOOKS.iter().any(|beginning| bytes.starts_with(beginning)) {
        return Err((Cause::Workbook, None));
    }
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        _ => Cow::Borrowed(utf8(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes))?),
    };
    match text.find('\0') {
        Some(place) => Err((Cause::Encoding, Some(line_of(&text.as_bytes()[..place])))),
        None => Ok(text),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, (Cause, Option<usize>)> {
    std::str::from_utf8(bytes).map_err(|error| (Cause::Encoding, Some(line_of(&bytes[..error.valid_up_to()]))))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, (Cause, Option<usize>)> {
    let (pairs, rest) = bytes.as_chunks();
    let text: String = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).map_while(Result::ok).collect();
    let is_whole = rest.is_empty() && text.encode_utf16().count() == pairs.len();
    if is_whole { Ok(text) } else { Err((Cause::Encoding, Some(line_of(text.as_bytes())))) }
}

/// The number of the line that stands after so much text.
fn line_of(before: &[u8]) -> usize {
    let ends = |(n, byte): &(usize, &u8)| **byte == b'\n' || (**byte == b'\r' && before.get(n + 1) != Some(&b'\n'));
    before.iter().enumerate().filter(ends).count() + 1
}
