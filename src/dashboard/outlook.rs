//! When figures can be expected where there are none yet: the rules of releases, and what waits by them.

use crate::dashboard::words;
use crate::domain::{
    batch::{Next, Rules},
    disclosure::LEAST,
    language::Lang,
};
use crate::ui::format;

/// All that a page without figures may tell.
#[derive(Clone, Copy, Debug)]
pub struct Outlook {
    pub rules: Rules,
    /// Submissions of the whole site that wait. `None` for an account that sees only a part of it.
    pub waiting: Option<u64>,
    /// When they are released; `None` where nobody has asked.
    pub next: Option<Next>,
}

impl Outlook {
    /// The responses that have come, and those that are missing.
    pub fn missing(&self, lang: Lang) -> String {
        match self.waiting {
            Some(0) => words::nothing_came(lang, self.least()),
            Some(waiting) => words::first_weeks(lang, format::count(waiting, lang), self.least()),
            None => words::may_wait(lang, self.least()),
        }
    }

    /// When there may be more, in one sentence: a time only where the rules give one.
    pub fn expected(&self, lang: Lang) -> String {
        let settle = length(self.rules.settle, lang);
        match self.next.filter(|_| self.waiting.is_some_and(|waiting| waiting > 0)) {
            Some(Next::Settling) => words::next_settling(lang, settle),
            Some(Next::Closes(period)) => words::next_closes(lang, format::time_period(period, lang)),
            Some(Next::NotEnough) => words::next_unknown(lang, self.rules.least),
            None => words::next_rule(lang, settle),
        }
    }

    /// A batch may be smaller than what may be shown of it.
    fn least(&self) -> u64 {
        self.rules.least.max(LEAST)
    }
}

/// A length of time in the largest unit of which it is at least two.
fn length(milliseconds: i64, lang: Lang) -> String {
    let minutes = milliseconds.unsigned_abs().div_ceil(60_000);
    match minutes {
        ..120 => words::minutes(lang, minutes),
        120..2_880 => words::hours(lang, minutes.div_ceil(60)),
        _ => words::days(lang, minutes.div_ceil(1_440)),
    }
}
