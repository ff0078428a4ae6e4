//! Codes that people read, type and scan: Crockford's base 32, without I, L, O and U.

use data_encoding::{Encoding, Specification};
use std::sync::LazyLock;

/// Its tables take longer to make than a code to write.
static BASE32: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    // People write small letters, and letters that look like digits.
    specification.translate.from.push_str("abcdefghjkmnpqrstvwxyzOoIiLl");
    specification.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    specification.encoding().unwrap_or(data_encoding::BASE32_NOPAD)
});

/// The symbols of any bytes, five bits each.
pub fn write(bytes: &[u8]) -> String {
    BASE32.encode(bytes)
}

/// The bytes of symbols; small letters and `O`, `I`, `L` are taken for what they look like. `None` where
/// there is another character, or one too many.
pub fn read(text: &str) -> Option<Vec<u8>> {
    BASE32.decode(text.as_bytes()).ok()
}

/// So many symbols of a number, five bits each, the highest first.
pub fn write_number(number: u64, symbols: u32) -> String {
    let digits = BASE32.encode(&(number << (64 - 5 * symbols)).to_be_bytes());
    digits.chars().take(symbols as usize).collect()
}

/// The number of one to twelve symbols.
pub fn read_number(text: &str) -> Option<u64> {
    let missing = 13usize.checked_sub(text.chars().count()).filter(|missing| (1..13).contains(missing))?;
    // 13 symbols hold 65 bits: the last one's lowest bit is none.
    let bytes = read(&format!("{text}{}", "0".repeat(missing)))?;
    let number = u64::from_be_bytes(bytes.try_into().ok()?);
    Some(number >> (64 - 5 * text.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_bytes_come_back_however_they_are_typed() {
        for number in [0, 1, 31, 32, 0xFFFF_FFFF, (1 << 50) - 1] {
            let code = write_number(number, 10);
            assert_eq!((code.len(), read_number(&code)), (10, Some(number)));
        }
        assert_eq!(read_number("o1lI"), read_number("0111"));
        assert_eq!(read("2b"), read("2B"));
        assert_eq!(["U1", "1-2", "Đ1", "", "0123456789ABC"].map(read_number), [None; 5]);
        let bytes: Vec<u8> = (0..44).collect();
        assert_eq!((write(&bytes).len(), read(&write(&bytes))), (71, Some(bytes)));
    }
}
