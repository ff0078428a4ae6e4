//! The files that can be taken out, for the web and the command line alike: same question, same bytes.

use crate::{
    domain::{
        codebook::codebook,
        dialect::Dialect,
        figure::rows::{Source, figures, to_csv},
        lattice::NotCrossed,
        staff_log::Action,
    },
    export::responses,
    site::Site,
    store::{self, responses::ResponseFilter},
    ui::words::IN_FILES,
    work::questions::CheckedQuestion,
};
use bytes::Bytes;
use tokio::sync::mpsc;

/// The pieces of a file, in its order.
pub type Pieces = mpsc::Receiver<store::Result<Bytes>>;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Responses,
    Index,
    Codebook,
}

impl What {
    pub const ALL: [Self; 3] = [Self::Responses, Self::Index, Self::Codebook];

    pub fn key(self) -> &'static str {
        match self {
            Self::Responses => "responses",
            Self::Index => "index",
            Self::Codebook => "codebook",
        }
    }

    /// As the staff log tells that such a file was taken out.
    pub fn action(self) -> Action {
        match self {
            Self::Responses => Action::ExportResponses,
            Self::Index => Action::ExportIndex,
            Self::Codebook => Action::ExportCodebook,
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.key() == key)
    }
}

/// Why a file cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error(transparent)]
    NotCrossed(#[from] NotCrossed),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Starts making a file and gives its pieces.
///
/// # Errors
/// [`FileError`] for what is known before the first byte.
pub async fn make(site: &Site, what: What, asked: &CheckedQuestion<'_>) -> Result<Pieces, FileError> {
    let dialect = asked.dialect.unwrap_or(Dialect::Machine);
    match what {
        What::Responses => Ok(responses::stream(site.clone(), filter(site, asked), dialect)),
        What::Index => {
            let snapshot = site.store.tallies().await?;
            let source = Source {
                tallies: &snapshot.tallies,
                survey: asked.survey,
                catalogue: &site.catalogue,
                targets: &site.targets,
            };
            Ok(whole(to_csv(&figures(&source, &asked.question)?, dialect, &IN_FILES)))
        }
        What::Codebook => Ok(whole(codebook(asked.survey, dialect))),
    }
}

/// The responses that a question covers.
pub fn filter(site: &Site, asked: &CheckedQuestion<'_>) -> ResponseFilter {
    let question = &asked.question;
    let root = site.catalogue.root().is_some_and(|root| root.code == question.units.code());
    let everything = root && question.block.is_none();
    let units = site.catalogue.units().iter().filter(|unit| question.covers(&site.catalogue, &unit.code));
    ResponseFilter {
        survey: asked.survey.key.clone(),
        period: question.period,
        units: (!everything).then(|| units.map(|unit| unit.code.clone()).collect()),
    }
}

fn whole(bytes: Vec<u8>) -> Pieces {
    let (send, receive) = mpsc::channel(1);
    // The channel is new and has room for one.
    let _sent = send.try_send(Ok(bytes.into()));
    receive
}
