//! Lists of the site as CSV: every broken line is said, with file and number.

use serde::Deserialize;

/// Reads rows under a head; `build` turns a row into a value or says what it expected.
pub(super) fn read<R, T>(file: &str, csv: &str, build: impl Fn(R) -> Result<T, String>) -> Result<Vec<T>, Vec<String>>
where
    R: for<'de> Deserialize<'de>,
{
    let csv = csv.trim_start_matches('\u{feff}').as_bytes();
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv);
    let (mut built, mut mistakes) = (Vec::new(), Vec::new());
    for (n, row) in reader.deserialize::<R>().enumerate() {
        match row.map_err(|error| error.to_string()).and_then(&build) {
            Ok(value) => built.push(value),
            Err(mistake) => mistakes.push(format!("{file}: line {}: {mistake}", n + 2)),
        }
    }
    if mistakes.is_empty() { Ok(built) } else { Err(mistakes) }
}
