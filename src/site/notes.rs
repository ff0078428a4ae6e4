//! The notes of a start for the staff log: the questionnaires, the lists of figures that others set, the settings.

use super::lists::Lists;
use crate::{
    config::Config,
    domain::{staff_log::Action, survey::Survey},
    store::Note,
};
use sha2::{Digest, Sha256};

/// Versions by the day they open, lists by a digest of their content, settings as they are.
pub(super) fn notes(lists: &Lists, config: &Config) -> Vec<Note> {
    let note = |action, subject: &str, value| Note { action, subject: subject.to_owned(), value };
    let mut surveys: Vec<&Survey> = lists.surveys.values().collect();
    surveys.sort_by_key(|survey| &survey.key);
    let published =
        surveys.into_iter().map(|survey| note(Action::SurveyPublish, &survey.key, survey.opens.to_string()));
    let digest = |content: &[u8]| format!("SHA-256 {}", data_encoding::HEXLOWER.encode(&Sha256::digest(content)[..8]));
    let files = lists.files.iter().map(|(file, content)| note(Action::ListChange, file, digest(content)));
    let minutes = |milliseconds: i64| format!("{} min", milliseconds / 60_000);
    let settings = [
        ("base_url", config.base_url.clone().unwrap_or_else(|| config.listen.to_string())),
        ("release_batch", config.release.least.to_string()),
        ("release_settle", minutes(config.release.settle)),
        ("release_max_age", minutes(config.release.max_age)),
        ("close_after", minutes(config.release.close_after)),
    ];
    let settings = settings.into_iter().map(|(name, value)| note(Action::SettingChange, name, value));
    published.chain(files).chain(settings).collect()
}
