//! The parts of an answer that are never added up: versions of the questionnaire, and the spans of a period that have targets of
//! their own. Each gets a line.

use super::rows::{IndexRow, Source, figures};
use crate::domain::{
    lattice::{Sight, Tallies},
    month::Period,
    question::Question,
    survey::Survey,
    target::{Judge, Target, Unjudged},
    unit::Catalogue,
};

/// The data from which lines are made.
#[derive(Clone, Copy)]
pub struct LineSource<'s> {
    pub tallies: &'s Tallies,
    /// The versions of the site, in the order in which they are told.
    pub surveys: &'s [&'s Survey],
    pub catalogue: &'s Catalogue,
    pub targets: &'s [Target],
    pub sight: Sight,
}

/// One version in one span.
#[derive(Clone, Debug)]
pub struct Line<'s> {
    pub survey: &'s Survey,
    pub period: Period,
    /// Everything that is asked for, of this version and span.
    pub row: IndexRow,
    /// Responses of which only a quarter or year is known that lies in the span only in part: they are in no line.
    pub across: u64,
    pub target: Result<&'s Target, Unjudged>,
}

/// The full versions that have answers, each by spans of one target. None where there is a single one: the figure itself then
/// says it all.
pub fn lines<'s>(source: &LineSource<'s>, question: &Question) -> Vec<Line<'s>> {
    let answered =
        |period| source.tallies.versions(period, source.sight, |code| question.covers(source.catalogue, code));
    let in_period = answered(question.period);
    let is_told = |survey: &&&Survey| !survey.is_quick() && in_period.contains_key(survey.key.as_str());
    let told: Vec<&'s Survey> = source.surveys.iter().filter(is_told).copied().collect();
    let asked_for_quick = source.surveys.iter().any(|it| it.is_quick() && it.key == question.survey);
    let judge = |survey: &'s Survey| Judge::new(source.targets, source.catalogue, survey, question.method);
    let top = question.units.code();
    let spans = |survey: &'s Survey| judge(survey).spans(top, question.period);
    let is_one = |survey: &&'s Survey| judge(survey).of(top, question.period).is_ok() || spans(survey).len() < 2;
    if asked_for_quick || (told.len() < 2 && told.iter().all(is_one)) {
        return Vec::new();
    }
    let each = told.into_iter().flat_map(|survey| spans(survey).into_iter().map(move |span| (survey, span)));
    let each = each.filter(|(survey, (period, _))| answered(*period).contains_key(survey.key.as_str()));
    each.filter_map(|(survey, (period, target))| {
        let LineSource { tallies, catalogue, targets, sight, .. } = *source;
        let of = Source { tallies, survey, catalogue, targets, sight };
        let asked = question.but(|it| {
            (it.survey, it.period, it.group_by) = (survey.key.clone(), period, None);
        });
        let across = tallies.across(&survey.key, (period, sight), |code| question.covers(catalogue, code));
        Some(Line { survey, period, row: figures(&of, &asked).ok()?.total, across, target })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        answers::Answers,
        index::Verdict,
        lattice::{Rounds, TallyRow},
        method::Method,
        month::Month,
        question::Units,
        submission::Stratum,
        survey::Kind,
        tally::Tally,
        target::targets_from_csv,
        time_period::TimePeriod,
        unit::units_from_csv,
    };

    /// Forty responses, of which so many give the highest level throughout.
    fn row(survey: &Survey, year: i16, month: u8, satisfied: usize) -> TallyRow {
        let mut tally = Tally::empty(survey);
        for person in 0..40 {
            let level = if person < satisfied { '5' } else { '2' };
            let items = std::iter::repeat_n(level, survey.items.len());
            let packed = items.chain(std::iter::repeat('.')).take(survey.packed_len()).collect();
            tally.add(survey, &Answers::parse(survey, packed).unwrap());
        }
        TallyRow {
            survey: survey.key.as_str().into(),
            unit: "KH.STP".into(),
            period: TimePeriod::month(Month::new(year, month).unwrap()),
            late: 0,
            round: None,
            stratum: Some(Stratum::Kiosk),
            kind: Some(Kind::Citizen),
            flagged: false,
            responses: tally.responses,
            groups: tally.groups.clone().into(),
            counts: tally.pack_counts().into(),
            shown: None,
        }
    }

    #[test]
    fn versions_and_targets_stand_apart_and_are_never_added_up() {
        let [old, new, quick] = [
            include_str!("../../../surveys/one-stop-2024.toml"),
            include_str!("../../../tests/surveys/short-2025.toml"),
            include_str!("../../../surveys/quick-2024.toml"),
        ]
        .map(|toml| Survey::from_toml("s", toml).unwrap());
        let catalogue = units_from_csv("u", include_str!("../../../surveys/units-2024.csv")).unwrap();
        let catalogue = Catalogue::new(catalogue, Vec::new()).unwrap();
        let targets =
            "unit,year,value,strict,valid_from\nKH,2024,87,true,\nKH,2024,60,true,2024-07-01\nKH,2025,60,true,\n";
        let targets = targets_from_csv("t", targets).unwrap();
        let rest = TallyRow { period: "2024".parse().unwrap(), responses: 12, ..row(&old, 2024, 12, 35) };
        let rows = vec![
            row(&old, 2024, 3, 30),
            row(&old, 2024, 9, 35),
            rest,
            row(&quick, 2024, 9, 35),
            row(&new, 2025, 2, 39),
        ];
        let tallies = Tallies::new(rows, Rounds::all());
        let surveys = [&new, &old, &quick];
        let (surveys, catalogue, targets, sight) = (&surveys, &catalogue, &targets, Sight::all());
        let source = LineSource { tallies: &tallies, surveys, catalogue, targets, sight };
        let question = |survey: &Survey, from: &str, to: &str| Question {
            survey: survey.key.clone(),
            period: Period { from: from.parse().unwrap(), to: to.parse().unwrap() },
            units: Units::Within("KH".into()),
            block: None,
            stratum: None,
            method: Method::Top2,
            group_by: None,
        };
        let told = |survey: &Survey, from, to| -> Vec<(String, String, u64, Option<Verdict>)> {
            let lines = lines(&source, &question(survey, from, to));
            let told = lines.iter().map(|line| {
                let figures = line.row.figures.as_ref().unwrap();
                (line.survey.key.clone(), line.period.from.to_string(), figures.responses, figures.verdict)
            });
            told.collect()
        };
        let text = str::to_owned;
        assert_eq!(
            told(&new, "2024-01", "2025-12"),
            [
                (text("short-2025"), text("2025-01"), 40, Some(Verdict::Met)),
                (text("one-stop-2024"), text("2024-01"), 40, Some(Verdict::NotMetUncertain)),
                (text("one-stop-2024"), text("2024-07"), 40, Some(Verdict::Met)),
            ]
        );
        let without_new = LineSource { surveys: &[&old, &quick], ..source };
        let of_old = |from, to| lines(&without_new, &question(&old, from, to)).len();
        assert_eq!(
            (of_old("2024-07", "2025-12"), of_old("2024-01", "2025-12")),
            (0, 2),
            "years with one target, and with two"
        );
        let across = lines(&source, &question(&new, "2024-01", "2025-12"));
        assert_eq!(across.iter().map(|line| line.across).collect::<Vec<_>>(), [0, 12, 12], "the year's rest");
        assert_eq!(told(&old, "2024-01", "2024-06"), [], "one version and one target: the figure says it all");
        assert_eq!(told(&quick, "2024-01", "2025-12"), [], "a quick version is no part of any other");
    }
}
