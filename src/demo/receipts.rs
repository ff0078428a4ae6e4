//! Receipts of the demonstration: each office mints some for each month, and a third of them is answered.

use crate::{
    clock,
    domain::{
        month::Month,
        receipt::{Event, Mark, Week},
        submission::{Draft, DraftSource},
        survey::Survey,
    },
    site::Site,
    store::receipts::Minting,
};
use anyhow::Context;
use std::{collections::HashMap, ops::Range};

/// Receipts of a run, and which of them are answered.
const RUN: u32 = 120;
const ANSWERED: usize = 3;

/// The rest of the runs of a version, by unit and month.
pub struct Receipts<'s> {
    site: &'s Site,
    survey: &'s Survey,
    runs: HashMap<(String, Month), (Minting, Numbers)>,
}

type Numbers = std::iter::StepBy<Range<u32>>;

impl<'s> Receipts<'s> {
    pub fn new(site: &'s Site, survey: &'s Survey) -> Self {
        Self { site, survey, runs: HashMap::new() }
    }

    /// Makes a draft for a desk the answer to a receipt of its unit.
    pub async fn answer(&mut self, draft: &mut Draft, at: i64) -> anyhow::Result<()> {
        let DraftSource { desk, unit, .. } = &draft.source;
        let desk = desk.as_ref().and_then(|code| self.site.catalogue.desk(code)).context("a desk of the site")?;
        let unit = unit.as_ref().or(desk.units.first()).context("a desk with a unit")?.clone();
        let receipt = Some(self.mark(unit, at).await?);
        // At a kiosk the desk is known besides; at home nothing but the receipt.
        let kiosk = draft.source.through_device;
        let source = if kiosk { std::mem::take(&mut draft.source) } else { DraftSource::default() };
        draft.source = DraftSource { receipt, ..source };
        Ok(())
    }

    async fn mark(&mut self, unit: String, at: i64) -> anyhow::Result<Mark> {
        let day = clock::local(at).date();
        let place = (unit.clone(), Month::of(day)?);
        loop {
            if let Some((run, numbers)) = self.runs.get_mut(&place)
                && let Some(number) = numbers.next()
            {
                return Ok(self.site.register.issued(run.receipt(number)).context("a receipt of the site")?.mark);
            }
            // Of the month's first day, so that one run does for all who come in it.
            let week = Week::of(day.first_of_month());
            let key = self.site.register.keys().newest().context("a key of receipts")?;
            let survey = self.survey.key.clone();
            let run = Minting { key, survey, unit: unit.clone(), event: Event::Returned, week };
            let first = self
                .site
                .store
                .mint(&run, RUN, self.site.by("demo", at))
                .await?
                .context("numbers for the demonstration's receipts")?;
            self.runs.insert(place.clone(), (run, (first..first + RUN).step_by(ANSWERED)));
        }
    }
}
