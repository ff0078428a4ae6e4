//! The methods by name and version; [`crate::domain::index`] computes by them.

/// The method by which answers become an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Share of the satisfied levels among valid answers.
    Top2,
    /// Mean level over the highest level.
    Mean5,
    /// Mean level above the lowest over the range of levels.
    Mean4,
}

impl Method {
    pub const ALL: [Self; 3] = [Self::Top2, Self::Mean5, Self::Mean4];

    pub fn key(self) -> &'static str {
        match self {
            Self::Top2 => "top2",
            Self::Mean5 => "mean5",
            Self::Mean4 => "mean4",
        }
    }

    /// Name and version, as printed beside every figure.
    pub fn versioned(self) -> &'static str {
        match self {
            Self::Top2 => "top2/1",
            Self::Mean5 => "mean5/1",
            Self::Mean4 => "mean4/1",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.key() == key)
    }
}
