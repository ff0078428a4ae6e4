//! One response, added up by group.

use crate::domain::{
    answers::{Answers, Rating},
    survey::Survey,
};

/// Valid answers of one person, satisfied ones among them and the sum of their levels: of all items, then of each factor.
pub(super) fn of_person(survey: &Survey, answers: &Answers) -> Vec<(u64, u64, u64)> {
    let mut groups = vec![(0, 0, 0); survey.factors.len() + 1];
    for (place, rating) in answers.ratings(survey).enumerate() {
        let Rating::Level(level) = rating else { continue };
        for group in [0, survey.items[place].factor + 1] {
            let (v, s, t) = &mut groups[group];
            *v += 1;
            *s += u64::from(level >= survey.satisfied_from);
            *t += u64::from(level);
        }
    }
    groups
}
