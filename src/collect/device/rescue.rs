//! A rescue file: the queue of a kiosk, brought by hand.

use super::take::take;
use crate::{
    collect::{acknowledgement::Acknowledged, batch::MOST, waited::Sent},
    domain::{
        device::{Device, Rescue},
        language::Lang,
    },
    web::{problem::Problem, state::App},
};
use axum::http::StatusCode;
use futures_util::future::join_all;

/// The fate of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    Stored,
    /// It was there before.
    Known,
    /// It may be brought again, and why.
    Later(String),
    /// For ever, and why.
    Refused(String),
}

/// Takes the items of a file and says of each line what became of it.
pub async fn take_all(app: &App, device: &Device, rescue: &Rescue<'_>, lang: Lang) -> Vec<(usize, Taken)> {
    let mut taken = Vec::with_capacity(rescue.items.len());
    for lines in rescue.items.chunks(MOST) {
        // Nobody knows how long the file was carried: the time until it was made counts as waited.
        let told = lines.iter().map(|(_, item)| take(app, device, item, Sent::InFile(rescue.made), lang));
        let told = join_all(told).await.into_iter().map(|told| fate(told, lang));
        taken.extend(lines.iter().map(|(line, _)| *line).zip(told));
    }
    taken
}

fn fate(told: Result<Acknowledged, Problem>, lang: Lang) -> Taken {
    match told {
        Ok((StatusCode::CREATED, _)) => Taken::Stored,
        Ok(_) => Taken::Known,
        Err(problem) if problem.status == StatusCode::SERVICE_UNAVAILABLE => Taken::Later(describe(&problem, lang)),
        Err(problem) => Taken::Refused(describe(&problem, lang)),
    }
}

/// The code, the sentence, and every field.
fn describe(problem: &Problem, lang: Lang) -> String {
    let fields = problem.errors.iter().map(|error| format!("; {}: {}", error.field, error.message));
    format!("{}: {}{}", problem.code.key(), problem.code.detail(lang), fields.collect::<String>())
}
