//! Further editions of a closed period: why they are made, and what they say of the one before.

use std::{collections::BTreeMap, fmt::Write as _};

/// The way in which this version of the program computes and withholds figures. A change that shows other figures of the same
/// answers raises it: closings of another way are kept and not computed again.
pub(super) const WAY: &str = "figures-1";

/// Marks of a line, before its first tab.
pub(super) const SHOWN: &str = "shown";
pub(super) const WITHHELD: &str = "withheld";
/// In place of a unit: all units together.
pub(super) const WHOLE: &str = "*";

/// Why there is another edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Responses came late, or still waited for others when the period closed.
    Responses,
    /// Targets were set or changed while their year was not closed.
    Targets,
    /// The program computes or withholds in another way.
    Way,
}

impl Reason {
    pub const ALL: [Self; 3] = [Self::Responses, Self::Targets, Self::Way];

    /// It stands in the database and in the API and never changes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Responses => "responses",
            Self::Targets => "targets",
            Self::Way => "way",
        }
    }
}

/// The parts in which a kept text is another one than is made now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differences {
    /// It was made in another way: nothing else is compared.
    pub way: bool,
    /// Targets, rules or method.
    pub terms: bool,
    pub figures: bool,
}

impl Differences {
    pub fn between(kept: &str, now: &str) -> Self {
        let is_of_way = kept.lines().any(|line| line.split_once('\t') == Some(("way", WAY)));
        if !is_of_way {
            return Self { way: true, terms: false, figures: false };
        }
        let terms = terms(kept, &responses(now)) != terms(now, &responses(kept));
        Self { way: false, terms, figures: figures(kept) != figures(now) }
    }

    pub fn any(self) -> bool {
        self.way || self.terms || self.figures
    }

    /// Why these differences make another edition, where more was released into the period or not, and while its year is closed or
    /// not. None where they make none.
    pub fn reasons(self, has_grown: bool, year_is_closed: bool) -> Vec<Reason> {
        if self.terms && year_is_closed {
            return Vec::new();
        }
        let mut reasons = Vec::new();
        if has_grown && self.any() {
            reasons.push(Reason::Responses);
        }
        if self.terms {
            reasons.push(Reason::Targets);
        }
        if self.way && has_grown {
            reasons.push(Reason::Way);
        }
        reasons
    }
}

fn figures(text: &str) -> Vec<&str> {
    text.lines().filter(|line| responses_of(line).is_some()).collect()
}

/// The terms, without those of versions and units that the other text does not name: these came or went with figures.
fn terms<'t>(text: &'t str, named: &BTreeMap<(&str, &str), Option<u64>>) -> Vec<&'t str> {
    let is_common = |line: &&str| match line.split('\t').collect::<Vec<_>>()[..] {
        [SHOWN | WITHHELD, ..] => false,
        ["target", survey, unit, ..] => named.contains_key(&(survey, unit)),
        ["method", survey, ..] => named.keys().any(|(other, _)| *other == survey),
        _ => true,
    };
    text.lines().filter(is_common).collect()
}

/// Responses of each version and unit that the text names; `None` where they are withheld.
fn responses(text: &str) -> BTreeMap<(&str, &str), Option<u64>> {
    text.lines().filter_map(responses_of).collect()
}

fn responses_of(line: &str) -> Option<((&str, &str), Option<u64>)> {
    match line.split('\t').collect::<Vec<_>>()[..] {
        [SHOWN, survey, unit, responses, ..] => Some(((survey, unit), responses.parse().ok())),
        [WITHHELD, survey, unit] => Some(((survey, unit), None)),
        _ => None,
    }
}

/// A unit that has another number of responses than in the edition before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change<'t> {
    pub survey: &'t str,
    /// `None` for all units together.
    pub unit: Option<&'t str>,
    /// `None` where they are withheld or were not there.
    pub before: Option<u64>,
    pub after: Option<u64>,
}

/// The reasons for an edition and the units that changed since the one before, a line each.
pub fn write_changes(reasons: &[Reason], before: &str, after: &str) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    for reason in reasons {
        let _ = writeln!(text, "why\t{}", reason.key());
    }
    let old = responses(before);
    let shown = |count: Option<u64>| count.map_or("-".to_owned(), |count| count.to_string());
    for ((survey, unit), count) in responses(after) {
        let before = old.get(&(survey, unit)).copied().flatten();
        if before != count {
            let _ = writeln!(text, "changed\t{survey}\t{unit}\t{}\t{}", shown(before), shown(count));
        }
    }
    text
}

/// Reads what [`write_changes`] wrote.
pub fn read_changes(text: &str) -> (Vec<Reason>, Vec<Change<'_>>) {
    let count = |text: &str| text.parse().ok();
    let (mut reasons, mut changes) = (Vec::new(), Vec::new());
    for line in text.lines() {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["why", key] => reasons.extend(Reason::ALL.into_iter().find(|reason| reason.key() == key)),
            ["changed", survey, unit, before, after] => {
                let unit = Some(unit).filter(|unit| *unit != WHOLE);
                changes.push(Change { survey, unit, before: count(before), after: count(after) });
            }
            _ => {}
        }
    }
    (reasons, changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: &str = "period\t2024-05\nway\tfigures-1\nrules\tburst-1\nmethod\ts\ttop2\n\
        target\ts\tA\t2024-05\tabove 8700\nshown\ts\t*\t14\t28\t20\nshown\ts\tA\t14\t28\t20\nwithheld\ts\tB\n";
    const NONE: Differences = Differences { way: false, terms: false, figures: false };
    const FIGURES: Differences = Differences { figures: true, ..NONE };

    fn between(now: &str) -> Differences {
        Differences::between(KEPT, now)
    }

    #[test]
    fn terms_and_figures_are_told_apart() {
        let with = |from: &str, to: &str| KEPT.replace(from, to);
        assert!(!between(KEPT).any());
        assert_eq!(between(&with("withheld\ts\tB", "shown\ts\tB\t11\t22\t20")), FIGURES);
        // Answers to another version bring its terms along.
        let other = format!("{}method\tt\ttop2\ntarget\tt\tA\t2024-05\tabove 8700\n", KEPT.replace("14\t28", "24\t48"));
        assert_eq!(between(&other), FIGURES);
        // A unit that is gone took its terms along.
        assert_eq!(Differences::between(&other, KEPT), FIGURES);
        let gone = "period\t2024-05\nway\tfigures-1\nrules\tburst-1\nmethod\ts\ttop2\nwithheld\ts\tB\n";
        assert_eq!(between(gone), FIGURES);
        for terms in [
            with("8700", "8000"),
            with("target\ts\tA\t2024-05\tabove 8700\n", ""),
            with("burst-1", "burst-2"),
            with("top2", "mean5"),
            format!("{KEPT}target\ts\tB\t2024-05\tabove 8700\n"),
        ] {
            assert_eq!(between(&terms), Differences { terms: true, ..NONE }, "{terms}");
        }
        let of_before = with("figures-1", "figures-0");
        assert_eq!(Differences::between(&of_before, KEPT), Differences { way: true, ..NONE });
    }

    /// A period that grew has another edition, and one whose targets changed before its year closed. Nothing else makes one: what
    /// somebody wrote into the database or into the list of a closed year is no edition of it.
    #[test]
    fn only_what_may_happen_makes_another_edition() {
        let (terms, way) = (Differences { terms: true, ..FIGURES }, Differences { way: true, ..NONE });
        for (differences, has_grown, year_is_closed, reasons) in [
            (NONE, true, false, &[][..]),
            (FIGURES, true, false, &[Reason::Responses]),
            (FIGURES, true, true, &[Reason::Responses]),
            (FIGURES, false, false, &[]),
            (terms, false, false, &[Reason::Targets]),
            (terms, true, false, &[Reason::Responses, Reason::Targets]),
            (terms, true, true, &[]),
            (way, false, false, &[]),
            (way, true, true, &[Reason::Responses, Reason::Way]),
        ] {
            assert_eq!(differences.reasons(has_grown, year_is_closed), reasons, "{differences:?}");
        }
    }

    #[test]
    fn an_edition_names_the_units_that_changed_and_why() {
        let after = KEPT.replace("withheld\ts\tB", "shown\ts\tB\t11\t22\t20").replace("*\t14", "*\t25");
        let text = write_changes(&[Reason::Responses, Reason::Targets], KEPT, &after);
        assert_eq!(text, "why\tresponses\nwhy\ttargets\nchanged\ts\t*\t14\t25\nchanged\ts\tB\t-\t11\n");
        let (reasons, changes) = read_changes(&text);
        assert_eq!(reasons, [Reason::Responses, Reason::Targets]);
        assert_eq!(
            changes,
            [
                Change { survey: "s", unit: None, before: Some(14), after: Some(25) },
                Change { survey: "s", unit: Some("B"), before: None, after: Some(11) },
            ]
        );
        assert_eq!(write_changes(&[], KEPT, KEPT), "");
    }
}
