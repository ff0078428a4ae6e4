//! The rights of accounts.

/// The rights of an account. Everything else is denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Figures and exports of a subtree.
    Analyst,
    /// Figures of the own unit and those below it.
    Manager,
    /// Comments.
    Oversight,
    /// Accounts, devices, printing, the ledger of receipts; no answers.
    Administrator,
    /// The staff log.
    Auditor,
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Analyst, Self::Manager, Self::Oversight, Self::Administrator, Self::Auditor];

    pub fn key(self) -> &'static str {
        match self {
            Self::Analyst => "analyst",
            Self::Manager => "manager",
            Self::Oversight => "oversight",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// An account of this role belongs to one unit.
    pub fn needs_unit(self) -> bool {
        self == Self::Manager
    }
}
