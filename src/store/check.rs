//! The finding of `verify` on an invariant.

/// One invariant, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name in the documentation, such as `I1 no lost acknowledgement`.
    pub name: &'static str,
    pub holds: bool,
    /// The counts.
    pub figures: String,
}

impl std::fmt::Display for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:4} {}: {}", if self.holds { "ok" } else { "FAIL" }, self.name, self.figures)
    }
}
