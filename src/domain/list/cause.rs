//! The causes of mistakes, and the cells in which they are found.

/// A kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// An .xlsx or .xls under another name.
    Workbook,
    /// Neither UTF-8 nor UTF-16 with its mark.
    Encoding,
    /// `?` where letters with marks were.
    LostLetters,
    Empty,
    /// A head and nothing below it.
    NoRows,
    /// A column is missing that may also be called so.
    NoColumn(&'static [&'static str]),
    /// Two columns mean the same.
    DoubledColumn,
    OpenQuote,
    TooManyCells,
    /// An empty cell where such a value is expected.
    Missing(&'static str),
    NotACode,
    NotAName,
    NotADay,
    NotAPercentage,
    /// A target begins with a month of its year.
    NotAFirstDay,
    NotYesOrNo,
    NotAYear,
    NotANumber,
    NotADossier,
    UnknownUnit,
    /// A dossier without a unit, and none for the whole list.
    NoUnit,
    UnknownEvent,
    /// A second target of a unit from the same month on; found is the line of the first.
    SameTarget,
    /// A unit or desk with the code of another; found is the line of that.
    SameCode,
    /// A unit or desk with a code of another list; found is where that stands.
    CodeElsewhere,
    /// A unit that stands above itself.
    AboveItself,
    /// A last day before the first.
    EndsFirst,
    /// A predecessor that is there when its successor begins.
    StillThere,
    /// Not a mistake: the dossier was minted once. Found is the line of the first.
    SameDossier,
}

impl Cause {
    /// A value as it should be, empty where there is none to show.
    pub fn example(self) -> &'static str {
        match self {
            Self::Missing(example) => example,
            Self::NotACode | Self::UnknownUnit | Self::NoUnit => "KH.STP",
            Self::NotAName => "Sở Tư pháp",
            Self::NotADay => "2025-06-30, 30/06/2025",
            Self::AboveItself => "KH",
            Self::EndsFirst => "01/07/2025 → 30/06/2030",
            Self::StillThere => "30/06/2025 → 01/07/2025",
            Self::NotAPercentage => "87,00",
            Self::NotAFirstDay => "2024-07-01, 01/07/2024",
            Self::NotYesOrNo => "TRUE, FALSE",
            Self::NotAYear => "2025",
            Self::NotANumber => "43",
            Self::NotADossier => "H32.15-240530-0007",
            Self::UnknownEvent => "received",
            _ => "",
        }
    }
}

/// A mistake in a row.
pub(super) struct Fault {
    pub cause: Cause,
    /// As the file calls it; empty where it is about the whole row.
    pub column: String,
    /// The text of the cell.
    pub found: String,
}
