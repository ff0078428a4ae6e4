//! Rules about answers that come one after the other at one screen or by one link. All take presses by screen, then by time, and say
//! which of them they find.

use std::num::NonZeroU32;

/// This many at one screen within [`BURST_TIME`] are a burst: a person takes two minutes.
const BURST: usize = 5;
/// Milliseconds.
const BURST_TIME: i64 = 300_000;
/// Five people one after the other take longer, in milliseconds for each rated statement …
const RUSH: i64 = 2_000;
/// … also those who are content, of whom four of five give the best throughout. An officer who presses for others does.
const CONTENT_RUSH: i64 = 2_500;
const CONTENT: usize = 4;
/// Also one question is not answered in less.
const SHORTEST: i64 = 3_000;
/// Answers by a desk's open link come together within this time, in milliseconds …
const TOGETHER: i64 = 300_000;
/// … and half as many, but five at the least, at once within this.
const AT_ONCE: i64 = 20_000;

/// An answer that was given at a screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Press {
    pub screen: u32,
    /// Milliseconds since 1970, UTC.
    pub at: i64,
    pub rated: usize,
    /// The best, or nearly, throughout.
    pub top: bool,
}

pub(super) fn bursts(presses: &[Press]) -> Vec<bool> {
    within(presses, BURST, |window| last(window) - window[0].at <= BURST_TIME)
}

pub(super) fn rushes(presses: &[Press]) -> Vec<bool> {
    within(presses, BURST, |window| {
        let content = window.iter().filter(|press| press.top).count() >= CONTENT;
        let pace = if content { CONTENT_RUSH } else { RUSH };
        // From the end of the first to the end of the last, in which all but the first were answered.
        let least = |press: &Press| i64::try_from(press.rated).unwrap_or(i64::MAX).saturating_mul(pace).max(SHORTEST);
        last(window) - window[0].at < window[1..].iter().map(least).sum()
    })
}

/// More than `most` together, or half of them at once, all of them: nobody knows which of them were people.
pub(super) fn crowds(presses: &[Press], most: NonZeroU32) -> Vec<bool> {
    let most = usize::try_from(most.get()).unwrap_or(usize::MAX);
    let together = within(presses, most.saturating_add(1), |window| last(window) - window[0].at <= TOGETHER);
    let at_once = within(presses, BURST.max(most / 2), |window| last(window) - window[0].at <= AT_ONCE);
    together.into_iter().zip(at_once).map(|(together, at_once)| together || at_once).collect()
}

fn last(window: &[Press]) -> i64 {
    window[window.len() - 1].at
}

/// Those in any window of so many at one screen of which this is true.
fn within(presses: &[Press], count: usize, is_found: impl Fn(&[Press]) -> bool) -> Vec<bool> {
    let (mut found, mut marked) = (vec![false; presses.len()], 0);
    for (first, window) in presses.windows(count).enumerate() {
        if window[0].screen == window[count - 1].screen && is_found(window) {
            // The window before has marked the others.
            found[first.max(marked)..first + count].fill(true);
            marked = first + count;
        }
    }
    found
}
