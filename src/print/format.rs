//! On what is printed, and how it leaves.

/// The paper of a poster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    A4,
    A5,
}

impl Size {
    pub const ALL: [Self; 2] = [Self::A4, Self::A5];

    pub fn key(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A5 => "a5",
        }
    }
}

/// The form in which receipts leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A4, ten to a page, to cut apart.
    Sheet,
    /// A page of 80 mm for each.
    Strips,
    Csv,
}

impl Layout {
    pub const ALL: [Self; 3] = [Self::Sheet, Self::Strips, Self::Csv];

    pub fn key(self) -> &'static str {
        match self {
            Self::Sheet => "sheet",
            Self::Strips => "strips",
            Self::Csv => "csv",
        }
    }
}
