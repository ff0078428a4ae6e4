//! The size of a test: `HAILONG_TESTS` is `small` (the default, minutes for all), `usual` (as CI runs it) or `full`.

/// The size that was asked for, of these three.
///
/// # Panics
/// Where `HAILONG_TESTS` is another word: a typing error must not shrink a test.
pub fn size(small: usize, usual: usize, full: usize) -> usize {
    match std::env::var("HAILONG_TESTS").as_deref() {
        Err(_) | Ok("small") => small,
        Ok("usual") => usual,
        Ok("full") => full,
        Ok(other) => panic!("HAILONG_TESTS is small, usual or full, not `{other}`"),
    }
}
