//! A fault with what it came from, on one line.

use std::{error::Error, fmt};

/// Shows a fault and its causes, each once: many faults repeat their cause in their own words.
#[derive(Clone, Copy, Debug)]
pub struct Causes<'e>(pub &'e dyn Error);

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = self.0.to_string();
        let mut cause = self.0.source();
        while let Some(error) = cause {
            let words = error.to_string();
            if !said.ends_with(&words) {
                said.push_str(": ");
                said.push_str(&words);
            }
            cause = error.source();
        }
        f.write_str(&said)
    }
}

#[cfg(test)]
mod tests {
    use super::Causes;
    use std::io;

    #[derive(Debug, thiserror::Error)]
    enum Fault {
        #[error("outer")]
        Outer(#[source] Box<Self>),
        #[error("middle: {0}")]
        Middle(#[source] io::Error),
    }

    #[test]
    fn each_cause_is_said_once() {
        let fault = Fault::Outer(Box::new(Fault::Middle(io::Error::other("inner"))));
        assert_eq!(Causes(&fault).to_string(), "outer: middle: inner");
    }
}
