//! Receipts for the tests, minted by the binary as an office does.

use super::{Folder, server::Start};
use hailong::domain::submission::SubmissionId;
use rand::{Rng, RngExt};
use std::sync::Arc;

/// The unit of the desk that the tests submit to.
const UNIT: &str = "KH.NHATRANG";

/// More than a load uses before a fault ends it.
pub const MANY: usize = 20_000;

/// So many tokens.
pub fn mint(start: &Start, count: usize) -> Vec<String> {
    let folder = Folder::new();
    let file = folder.path().join("receipts.csv");
    let (count, file) = (count.to_string(), file.to_str().unwrap());
    let made = start.command(&["migrate"]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let done = start.command(&["receipts", "mint", "--unit", UNIT, "--count", &count, "--out", file]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut rows = csv::Reader::from_path(file).unwrap();
    let url = rows.headers().unwrap().iter().position(|name| name == "url").unwrap();
    rows.records().map(|row| row.unwrap()[url].rsplit('/').next().unwrap().to_owned()).collect()
}

/// A submission with a new id that spends a receipt.
pub fn submission(token: &str, rng: &mut impl Rng) -> (SubmissionId, Arc<str>) {
    let id = SubmissionId::from_bytes(rng.random());
    let level = rng.random_range(1..=5);
    let body = format!(
        "{{\"id\":\"{}\",\"survey\":\"one-stop-2024\",\"source\":{{\"receipt\":\"{token}\"}},\"respondent\":{{\"kind\":\"citizen\"}},\
         \"answers\":{{\"access.seats\":{level},\"officer.polite\":4}},\"language\":\"vi\",\"seconds\":90}}",
        id.to_hex()
    );
    (id, body.into())
}
