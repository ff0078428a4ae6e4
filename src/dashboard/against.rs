//! The other figures that a call of the API holds its own against: of another unit, of other months, or both.

use crate::web::problem::FieldMessage;
use crate::work::questions::CheckedQuestion;

type Pairs = Vec<(String, String)>;

const PREFIX: &str = "against_";
/// The parts of a question that may be others.
const PARTS: [&str; 3] = ["unit", "from", "to"];

/// The other question, and the parts that were given for it.
pub(super) struct Other {
    pub pairs: Pairs,
    given: Vec<String>,
}

/// A call's own question, and the other one where there is any: it is the same in all that is not said.
pub(super) fn split(pairs: Pairs) -> (Pairs, Option<Other>) {
    let part = |name: &str| name.strip_prefix(PREFIX).filter(|name| PARTS.contains(name)).map(str::to_owned);
    let (against, own): (Pairs, Pairs) = pairs.into_iter().partition(|(name, _)| part(name).is_some());
    let named = |(name, value): (String, String)| Some((part(&name)?, value));
    let against: Pairs = against.into_iter().filter_map(named).filter(|(_, value)| !value.trim().is_empty()).collect();
    let given: Vec<String> = against.iter().map(|(name, _)| name.clone()).collect();
    let months = given.iter().any(|name| name != "unit");
    let replaced = |name: &str| match name {
        "unit" => given.iter().any(|name| name == "unit"),
        "from" | "to" | "year" => months,
        _ => false,
    };
    let kept = own.iter().filter(|(name, _)| !replaced(name)).cloned();
    let other = (!given.is_empty()).then(|| Other { pairs: kept.chain(against).collect(), given: given.clone() });
    (own, other)
}

impl Other {
    /// Mistakes of the other question alone, under the names that were given.
    pub fn mistakes(&self, all: Vec<FieldMessage>) -> impl Iterator<Item = FieldMessage> {
        let own = all.into_iter().filter(|mistake| self.given.contains(&mistake.field));
        own.map(|mistake| FieldMessage { field: format!("{PREFIX}{}", mistake.field), ..mistake })
    }
}

type Read<'s> = Result<CheckedQuestion<'s>, Vec<FieldMessage>>;

/// Both questions, or all mistakes of both.
pub(super) fn both<'s>(
    own: Read<'s>,
    other: Option<(Read<'s>, Other)>,
) -> Result<(CheckedQuestion<'s>, Option<CheckedQuestion<'s>>), Vec<FieldMessage>> {
    let (other, mistakes) = match other {
        None => (None, Vec::new()),
        Some((Ok(other), _)) => (Some(other), Vec::new()),
        Some((Err(all), other)) => (None, other.mistakes(all).collect()),
    };
    match own {
        Ok(own) if mistakes.is_empty() => Ok((own, other)),
        own => Err(own.err().unwrap_or_default().into_iter().chain(mistakes).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Pairs {
        form_urlencoded::parse(text.as_bytes()).into_owned().collect()
    }

    #[test]
    fn the_other_question_is_the_same_in_all_that_is_not_said() {
        let (own, other) = split(pairs("year=2024&unit=KH&group_by=unit&against_unit=KH.STP"));
        assert_eq!(own, pairs("year=2024&unit=KH&group_by=unit"));
        assert_eq!(other.unwrap().pairs, pairs("year=2024&group_by=unit&unit=KH.STP"));
        let (_, other) = split(pairs("year=2024&unit=KH&against_from=2023-01&against_to=2023-12"));
        assert_eq!(other.unwrap().pairs, pairs("unit=KH&from=2023-01&to=2023-12"));
        let (own, other) = split(pairs("against_unit=&against_x=1"));
        assert!(own == pairs("against_x=1") && other.is_none(), "another name stays a mistake");
    }
}
