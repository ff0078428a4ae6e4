//! A submission: one filled-in questionnaire as it arrives, and the only door it comes through.
//!
//! A [`Draft`] is untrusted and may hold anything; [`Submission::parse`] turns it into a
//! [`Submission`] or into every mistake at once, by field.

mod id;
mod parse;
#[cfg(test)]
mod parse_tests;

pub use id::SubmissionId;

use crate::domain::{answers::Answers, language::Lang, receipt::Mark, survey::Kind};

/// Most characters of a comment.
pub const COMMENT_LIMIT: usize = 1000;
/// A form left open longer than this was not being answered.
const SECONDS_LIMIT: i64 = 86_400;

/// The path by which an answer came; strata are never mixed silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stratum {
    Receipt,
    Kiosk,
    KioskReceipt,
    Poster,
    Paper,
    Invited,
    /// Not kept at the release: too few of a unit came by the same path.
    Withheld,
}

impl Stratum {
    pub const ALL: [Self; 7] =
        [Self::Receipt, Self::Kiosk, Self::KioskReceipt, Self::Poster, Self::Paper, Self::Invited, Self::Withheld];

    pub fn key(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Kiosk => "kiosk",
            Self::KioskReceipt => "kiosk-receipt",
            Self::Poster => "poster",
            Self::Paper => "paper",
            Self::Invited => "invited",
            Self::Withheld => "withheld",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stratum| stratum.key() == key)
    }

    /// Each answer spent a right of its own. It is known that somebody's right was spent. So such answers are released among
    /// their like, or one of them would stand alone in a crowd of others.
    pub fn is_single_use(self) -> bool {
        matches!(self, Self::Receipt | Self::KioskReceipt | Self::Invited)
    }
}

/// The answer for one key.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    Level(i64),
    Word(String),
    /// Anything that is neither a whole number nor a text.
    Other,
}

/// Where the answer says it comes from.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct DraftSource {
    pub desk: Option<String>,
    /// Only where the desk receives for several.
    pub unit: Option<String>,
    /// The receipt, read and found good.
    pub receipt: Option<Mark>,
    /// Where it says that it was shown. Anybody can say `kiosk`: it is believed of nobody.
    pub screen: Option<String>,
    /// A paired device has brought it.
    pub through_device: bool,
}

/// A submission as sent, unchecked.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Draft {
    pub id: Option<String>,
    pub source: DraftSource,
    pub kind: Option<String>,
    pub about: Vec<(String, Given)>,
    pub answers: Vec<(String, Given)>,
    pub expectations: Vec<String>,
    pub comment: Option<String>,
    pub language: Option<String>,
    pub seconds: Option<i64>,
}

/// One mistake of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The path in the JSON, such as `answers.access.seats`.
    pub field: String,
    pub problem: FieldProblem,
}

/// A mistake in a field. Its words, in each language, are in `collect::words`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    Missing,
    UnknownSurvey,
    /// Not 32 hex digits.
    BadId,
    UnknownKey,
    UnknownDesk,
    UnknownUnit,
    /// The receipt was handed out for another unit.
    NotTheReceipts,
    /// A quick version spends no receipt: it would take the right to answer the full one.
    NoReceiptHere,
    /// The desk does not receive for this unit, or for several and none was named.
    UnitNotAtDesk,
    UnknownKind,
    /// Asked only of the other kind of respondent.
    NotAsked,
    NotALevel {
        highest: u8,
    },
    NotApplicableNotOffered,
    NotAChoice {
        choices: Vec<String>,
    },
    TooMany {
        limit: usize,
    },
    Twice,
    TooLong {
        limit: usize,
        length: usize,
    },
    Control,
    UnknownLanguage,
    OutOfRange,
    WrongType,
    NothingAnswered,
    /// Nothing is wrong with it, but it could not be stored now.
    NotStored,
}

/// A checked submission: it fits its version, its desk and unit exist, its text is clean.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    pub id: SubmissionId,
    pub survey: String,
    /// Empty where a receipt was answered elsewhere.
    pub desk: String,
    pub unit: String,
    /// Spent with this submission, once for ever.
    pub receipt: Option<Mark>,
    pub stratum: Stratum,
    pub kind: Kind,
    pub lang: Lang,
    pub answers: Answers,
    pub comment: Option<String>,
    /// From the start until the last statement was rated.
    pub seconds: Option<i32>,
}

impl Submission {
    /// A digest of everything that was said, keyed by the id: a holder of the database alone can
    /// neither turn it back nor try contents against it.
    pub fn content_digest(&self) -> [u8; 16] {
        let mut content = Vec::with_capacity(256);
        let seconds = self.seconds.map(|n| n.to_string()).unwrap_or_default();
        for part in [
            &self.survey,
            &self.desk,
            &self.unit,
            self.stratum.key(),
            self.kind.key(),
            self.lang.tag(),
            self.answers.as_str(),
            self.comment.as_deref().unwrap_or_default(),
            &seconds,
        ] {
            content.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
            content.extend_from_slice(part.as_bytes());
        }
        content.extend(self.receipt.iter().flat_map(|mark| mark.nullifier.0));
        self.id.digest(b"hailong content", &content)
    }
}
