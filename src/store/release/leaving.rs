//! Submissions that leave, between their reading and their writing.

use crate::{
    domain::{batch::Batch, flags::Flags, inbox::Entry, submission::Stratum, survey::Kind},
    store::inbox::{Group, Inbox},
};
use std::collections::HashMap;

/// Rows of one INSERT; 10 columns stay below SQLite's 32,766 parameters.
pub(super) const INSERT_ROWS: usize = 1_000;

const HOUR: i64 = 3_600_000;

/// A desk, and a day since 1970.
pub(super) type DeskDay = (String, i64);

/// The part of a waiting submission that a release reads: neither its key nor its device. Its desk and its day are for the sums of
/// people who came together, and nothing else.
#[derive(Debug)]
pub(super) struct Leaving {
    /// `None` once it is stripped: then it keeps nobody company.
    pub desk_day: Option<DeskDay>,
    pub stratum: Stratum,
    pub kind: Kind,
    pub lang: String,
    pub answers: String,
    pub comment: Option<String>,
    pub flags: Flags,
}

impl Leaving {
    pub fn of(entry: &Entry<'_>) -> Self {
        Self {
            desk_day: entry.trace.map(|trace| (trace.desk.to_owned(), day(trace.received_at))),
            stratum: entry.stratum,
            kind: entry.kind,
            lang: entry.lang.to_owned(),
            answers: entry.answers.to_owned(),
            comment: entry.comment.map(str::to_owned),
            flags: entry.flags,
        }
    }
}

/// The day in Vietnam, which is seven hours ahead of UTC.
fn day(at: i64) -> i64 {
    (at + 7 * HOUR).div_euclid(24 * HOUR)
}

/// The places of what waits of a version, the oldest of each group first. Each is taken once.
pub(super) struct Queue(HashMap<Group, std::vec::IntoIter<(i64, i64)>>);

impl Queue {
    pub fn new(inbox: &Inbox, version: &str) -> Self {
        let sorted = |(group, places): (&Group, &Vec<(i64, i64)>)| {
            let mut places = places.clone();
            places.sort_unstable();
            (group.clone(), places.into_iter())
        };
        Self(inbox.groups().filter(|((survey, ..), _)| survey == version).map(sorted).collect())
    }

    /// The oldest places of each group of a batch, as many as it takes of them; fewer where fewer are there.
    pub fn take(&mut self, batch: &Batch) -> Vec<i64> {
        let mut taken = Vec::new();
        for take in &batch.takes {
            let group = (batch.survey.clone(), take.unit.clone(), take.month, take.single_use);
            let count = usize::try_from(take.count).unwrap_or(usize::MAX);
            taken.extend(self.0.get_mut(&group).into_iter().flatten().take(count).map(|(_, place)| place));
        }
        taken
    }
}

/// Batches with their rows.
pub(super) type Full<'b> = Vec<(&'b Batch, Vec<Leaving>)>;
