//! Periods that close: month, quarter and year, when they are over and settled, and again when they have grown since.

use crate::{
    clock::{self, Clock},
    domain::{
        batch::Rules,
        closing::{self, Differences},
        figure::rows::Source,
        lattice::{Readers, Tallies, TallyRow, closed_to},
        month::{Month, Period},
        time_period::TimePeriod,
    },
    site::{Site, SiteError},
    store::{self, Check, Closing, Edition, Round, Snapshot},
    work::{chains, releases},
};
use data_encoding::HEXLOWER;
use std::collections::{BTreeMap, BTreeSet};

/// The latest edition of the months that somebody asks for.
#[derive(Clone, Debug)]
pub struct Closed {
    pub closing: Closing,
    /// More was released since; the next edition has it.
    pub has_grown: bool,
}

impl Closed {
    /// `2024-05; edition=1; sha256=…`, and `; grown` where more was released since.
    pub fn said(&self) -> String {
        let Closing { period, edition, .. } = &self.closing;
        let digest = HEXLOWER.encode(&self.closing.digest());
        let grown = if self.has_grown { "; grown" } else { "" };
        format!("{period}; edition={edition}; sha256={digest}{grown}")
    }
}

/// `None` where these months are no closed month, quarter or year.
pub async fn of(site: &Site, months: Period) -> store::Result<Option<Closed>> {
    let Some(period) = closing::time_period(months) else { return Ok(None) };
    let Some(closing) = site.store.closing(period).await? else { return Ok(None) };
    let has_grown = site.store.has_grown(period, closing.edition).await?;
    Ok(Some(Closed { closing, has_grown }))
}

/// Makes a round of closing where a month is due: it tells what was released into all periods that are over and settled, and seals the
/// ends of the chains. Periods that have changed since their last edition get another one. `at_once` waits for nothing. The caller has
/// released what is due. Says how many editions are new.
///
/// # Errors
/// [`SiteError`].
pub async fn run(site: &Site, rules: &Rules, clock: &Clock, at_once: bool) -> Result<u64, SiteError> {
    chains::begin(site, clock).await?;
    let Snapshot { revision, tallies } = site.store.tallies().await?;
    let ago = if at_once { 0 } else { rules.close_after };
    let Some(closed_to) = closed_to(clock::local(clock.now().saturating_sub(ago)).date()) else { return Ok(0) };
    let before = tallies.rounds();
    let is_turn = before.closed_to().is_none_or(|last| last < closed_to);
    if !(is_turn || at_once) {
        return Ok(0);
    }
    let mut rounds = before.clone();
    rounds.add(closed_to);
    let told = tallies.after(rounds);
    let made = site.store.editions().await?;
    // A clock that was set back closes nothing earlier than what is closed.
    let closed_at = made.values().map(|edition| edition.closed_at + 1).max().unwrap_or(0).max(clock.now());
    let closings = editions(site, &told, (&made, due(&told, closed_to)), closed_at).await?;
    let is_new = |(told, before): (&TallyRow, &TallyRow)| told.round != before.round;
    let tells = is_turn || !closings.is_empty() || told.rows().iter().zip(tallies.rows()).any(is_new);
    // Another server may still be releasing what is due.
    if !tells || !(at_once || releases::is_done(site, rules, clock).await?) {
        return Ok(0);
    }
    let new = closings.len() as u64;
    let round = Round { closed_to, closed_at, closings, revision, before: before.count() };
    if !site.store.close_round(round, &site.log_key).await? {
        return Ok(0);
    }
    chains::seal(site, clock).await?;
    Ok(new)
}

type Made<'m> = (&'m BTreeMap<TimePeriod, Edition>, BTreeSet<TimePeriod>);

/// The next edition of each of these periods that has one.
async fn editions(
    site: &Site,
    tallies: &Tallies,
    (made, periods): Made<'_>,
    closed_at: i64,
) -> store::Result<Vec<Closing>> {
    let mut editions = Vec::new();
    for period in periods {
        let text = || closing::text(period, &sources(site, tallies, period));
        let Some(last) = made.get(&period) else {
            editions.push(Closing { period, edition: 1, closed_at, text: text(), changes: String::new() });
            continue;
        };
        let has_grown = site.store.has_grown(period, last.number).await?;
        let year_is_closed = made.contains_key(&year(period));
        if !has_grown && year_is_closed {
            continue;
        }
        let Some(last) = site.store.closing(period).await? else { continue };
        let text = text();
        let differences = Differences::between(&last.text, &text);
        let reasons = differences.reasons(has_grown, year_is_closed);
        if !reasons.is_empty() {
            let changes = closing::write_changes(&reasons, &last.text, &text);
            editions.push(Closing { period, edition: last.edition + 1, closed_at, text, changes });
        } else if differences.terms {
            tracing::error!(%period, "targets or rules of a closed year were changed; it keeps its figures, and verify fails");
        }
    }
    Ok(editions)
}

fn year(period: TimePeriod) -> TimePeriod {
    TimePeriod::year_of(period.last())
}

/// The periods with answers that a round closes, as they close.
fn due(tallies: &Tallies, closed_to: Month) -> BTreeSet<TimePeriod> {
    let answered = tallies.rows().iter().filter(|row| row.responses > 0).map(|row| row.period).collect::<BTreeSet<_>>();
    let periods = answered.into_iter().flat_map(closing::holding);
    periods.filter(|period| period.last() <= closed_to).collect()
}

/// The versions with answers in a period, by their keys.
fn sources<'s>(site: &'s Site, tallies: &'s Tallies, period: TimePeriod) -> Vec<Source<'s>> {
    let months = closing::months(period);
    let mut surveys: Vec<_> = site.surveys.values().collect();
    surveys.sort_by_key(|survey| &survey.key);
    let is_answered =
        |key: &str| tallies.version(key).iter().any(|row| row.responses > 0 && row.period.lies_in(months));
    let answered = surveys.into_iter().filter(|survey| is_answered(&survey.key));
    let sight = tallies.sight(Readers::Everybody);
    let source = |survey| Source { tallies, survey, catalogue: &site.catalogue, targets: &site.targets, sight };
    answered.map(source).collect()
}

/// The latest edition of each closed period against the figures of the tallies and the targets of the lists.
pub async fn verify(site: &Site) -> store::Result<Check> {
    // Before the tallies, which only grow: what another server closes meanwhile is not held against older ones.
    let kept = site.store.closings().await?;
    let tallies = site.store.stored_tallies().await?;
    let (mut same, mut waiting, mut of_before, mut other) = (0u64, 0u64, 0u64, Vec::new());
    for (period, closing) in &kept {
        let now = closing::text(*period, &sources(site, &tallies, *period));
        let differences = Differences::between(&closing.text, &now);
        if !differences.any() {
            same += 1;
        } else if differences.way {
            of_before += 1;
        } else if differences.terms && !kept.contains_key(&year(*period)) {
            waiting += 1;
        } else {
            let which = if differences.terms { "targets, rules or method" } else { "figures" };
            other.push(format!("{period} ({which})"));
        }
    }
    let figures = match &other[..] {
        [] => format!(
            "{same} closed periods have their figures, {waiting} wait for the next edition, {of_before} were closed by another way of computing"
        ),
        other => format!("not as they were closed: {}", other.join(", ")),
    };
    Ok(Check { name: "I7 closed periods", holds: other.is_empty(), figures })
}
