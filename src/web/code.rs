//! How things fail: one table of codes. A code has a status and words in both languages, or the program does not compile.

mod words;

pub use words::Code;

use axum::http::StatusCode;

impl Code {
    /// The usual status.
    pub const fn status(self) -> StatusCode {
        self.statuses()[0]
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::HashSet;

    #[test]
    fn every_code_has_a_key_of_its_own() {
        let keys: HashSet<&str> = Code::ALL.iter().map(|code| code.key()).collect();
        assert_eq!(keys.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| code.status().is_client_error() || code.status().is_server_error()));
    }
}
