//! Synthetic tallies for tests: a few units, two years, one small unit that must stay hidden. And the pages of them.

use crate::dashboard::{
    filter::{Filter, Misread, NAMES},
    outlook::Outlook,
    overview::Overview,
    parts::{Choices, Links},
    unit_page::UnitPage,
    unit_view, view,
};
use crate::domain::{
    answers::Answers,
    batch::Rules,
    figure::{Data, outside::Outside, ranking::UnitRow},
    lattice::{Rounds, Sight, Tallies, TallyRow},
    month::Month,
    question::Askable,
    submission::Stratum,
    survey::{Kind, Survey},
    tally::Tally,
    target::{Reference, Target, references_from_csv, targets_from_csv},
    time_period::TimePeriod,
    unit::{Catalogue, units_from_csv},
};

/// As a site has them that sets none.
pub const RULES: Rules =
    Rules { least: 10, settle: 15 * 60_000, max_age: 7 * 24 * 3_600_000, close_after: 7 * 24 * 3_600_000 };

pub const OUTLOOK: Outlook = Outlook { rules: RULES, waiting: Some(1204), next: None };

pub struct Site {
    pub survey: Survey,
    pub catalogue: Catalogue,
    pub targets: Vec<Target>,
    pub references: Vec<Reference>,
    pub tallies: Tallies,
    pub outside: Outside,
}

/// Unit, responses a month, share of satisfied answers in per cent: in 2023, in 2024.
const UNITS: [(&str, usize, [u32; 2]); 4] =
    [("KH.NT", 40, [90, 97]), ("KH.SNGV", 1, [70, 70]), ("KH.STP", 30, [95, 75]), ("KH.SYT", 2, [90, 90])];

pub fn site() -> Site {
    site_with(|_| {})
}

/// A site with other tallies.
pub fn site_with(change: impl Fn(&mut TallyRow)) -> Site {
    of(include_str!("../../surveys/one-stop-2024.toml"), change)
}

/// A site with one question.
pub fn quick_site() -> Site {
    of(include_str!("../../surveys/quick-2024.toml"), |_| {})
}

fn of(toml: &str, change: impl Fn(&mut TallyRow)) -> Site {
    let survey = Survey::from_toml("s", toml).unwrap();
    let units = units_from_csv("u", include_str!("../../surveys/units-2024.csv")).unwrap();
    let mut rows = Vec::new();
    for (unit, count, share) in UNITS {
        for place in 0..24 {
            // The small unit answers in four months of each year only.
            if count > 1 || place % 3 == 0 {
                rows.push(row(&survey, unit, place, count, share[place / 12]));
            }
        }
    }
    rows.iter_mut().for_each(change);
    // Too little for a month of its own is released under its year.
    for row in rows.iter_mut().filter(|row| row.responses < 10) {
        row.period = TimePeriod::year_of(row.period.last());
    }
    Site {
        catalogue: Catalogue::new(units, Vec::new()).unwrap(),
        targets: targets_from_csv("t", include_str!("../../surveys/targets.csv")).unwrap(),
        references: references_from_csv("r", include_str!("../../surveys/series.csv")).unwrap(),
        tallies: Tallies::new(rows, Rounds::all()),
        outside: Outside::default(),
        survey,
    }
}

fn row(survey: &Survey, unit: &str, place: usize, count: usize, share: u32) -> TallyRow {
    let mut tally = Tally::empty(survey);
    for person in 0..count {
        let items = (0..survey.items.len()).map(|item| {
            let lot = (item * 37 + person * 61 + place * 13) % 100;
            if (lot as u32) < share { if item % 2 == 0 { '5' } else { '4' } } else { ['3', '2', '1'][lot % 3] }
        });
        let packed: String = items.chain(std::iter::repeat('.')).take(survey.packed_len()).collect();
        tally.add(survey, &Answers::parse(survey, packed).unwrap());
    }
    TallyRow {
        survey: survey.key.as_str().into(),
        unit: unit.into(),
        late: 0,
        round: None,
        period: TimePeriod::month(Month::new(2023 + (place / 12) as i16, (place % 12) as u8 + 1).unwrap()),
        stratum: Some(if place.is_multiple_of(2) { Stratum::Kiosk } else { Stratum::Receipt }),
        kind: Some(Kind::Citizen),
        flagged: false,
        responses: tally.responses,
        groups: tally.groups.clone().into(),
        counts: tally.pack_counts().into(),
        shown: None,
    }
}

impl Site {
    pub fn data(&self) -> Data<'_> {
        Data {
            tallies: &self.tallies,
            survey: &self.survey,
            catalogue: &self.catalogue,
            targets: &self.targets,
            references: &self.references,
            sight: Sight::all(),
            outside: &self.outside,
            now: jiff::civil::date(2025, 1, 5).at(14, 5, 0, 0),
        }
    }

    pub fn filter(&self, pairs: &[(&str, &str)]) -> Filter {
        let (filter, problems) = self.read(pairs);
        assert_eq!(problems, []);
        filter
    }

    /// As a page of the whole province reads its address.
    pub fn read(&self, pairs: &[(&str, &str)]) -> (Filter, Vec<Misread>) {
        let known = Askable {
            surveys: &[&self.survey],
            catalogue: &self.catalogue,
            top: "KH",
            year: &|_| 2024,
            answered: &|_, _| true,
            names: &NAMES,
            others: &[],
        };
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Filter::read(&pairs, &known)
    }
}

pub const NO_CHOICES: Choices = Choices {
    blocks: Vec::new(),
    surveys: Vec::new(),
    channels: std::collections::BTreeSet::new(),
    years: Vec::new(),
    with_block: true,
    problems: &[],
};

pub fn with_links<T>(then: impl FnOnce(&Links) -> T) -> T {
    then(&Links {
        overview: "/staff",
        page: "/staff",
        unit: &|code| format!("/staff/units/{code}"),
        csv: &|name| format!("/staff/figures/{name}"),
    })
}

pub fn overview(site: &Site, pairs: &[(&str, &str)]) -> (Overview, String) {
    let overview = Overview::compute(&site.filter(pairs), &site.data(), OUTLOOK);
    let html = with_links(|links| view::overview(&overview, links, &NO_CHOICES).into_string());
    (overview, html)
}

pub fn unit(site: &Site, code: &str, pairs: &[(&str, &str)]) -> (UnitPage, String) {
    let page = UnitPage::compute(&site.filter(pairs), &site.data(), OUTLOOK, code).unwrap();
    let html = with_links(|links| unit_view::unit(&page, links, &NO_CHOICES).into_string());
    (page, html)
}

/// The text of a page, without tags and attributes.
pub fn text(html: &str) -> String {
    let mut inside = false;
    html.chars()
        .filter_map(|letter| match letter {
            '<' => {
                inside = true;
                Some(' ')
            }
            '>' => {
                inside = false;
                None
            }
            letter => (!inside).then_some(letter),
        })
        .collect()
}

pub fn row_of<'o>(overview: &'o Overview, code: &str) -> &'o UnitRow {
    overview.figures.units.iter().find(|row| row.code == code).unwrap()
}
