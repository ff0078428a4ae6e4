//! The size of one transaction of a release.

use std::time::Duration;

/// The longest that one transaction shall keep the writer, and with it the people who are answering, waiting.
const HOLD: Duration = Duration::from_millis(500);
const LEAST: u64 = 1_000;
/// Each transaction touches nearly all pages of the inbox and of the responses, whose ids are random: larger ones are
/// faster, up to about here.
const MOST: u64 = 16_000;

/// Submissions of the next transaction, as many as this machine moved lately in [`HOLD`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace(pub u64);

impl Default for Pace {
    fn default() -> Self {
        Self(4_000)
    }
}

impl Pace {
    /// Learns from a transaction: the rows that it moved and its time. A small one says little: its commit is most of it.
    pub fn learn(&mut self, moved: u64, took: Duration) {
        if moved >= self.0 / 2 {
            let next = u128::from(moved) * HOLD.as_micros() / took.as_micros().max(1);
            self.0 = u64::try_from(next).unwrap_or(MOST).clamp(LEAST, MOST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_machine_moves_less_at_a_time() {
        let mut pace = Pace::default();
        pace.learn(4_000, Duration::from_millis(200));
        assert_eq!(pace.0, 10_000);
        pace.learn(10, Duration::from_secs(9));
        assert_eq!(pace.0, 10_000, "ten say nothing");
        pace.learn(9_000, Duration::from_secs(3));
        assert_eq!(pace.0, 1_500);
        pace.learn(1_500, Duration::ZERO);
        assert_eq!(pace.0, MOST);
        pace.learn(MOST, Duration::MAX);
        assert_eq!(pace.0, LEAST);
    }
}
