//! The axis of per cents that charts of indices share.

use super::Px;
use maud::{Markup, html};

/// From hundredths of a per cent to a place in the drawing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// Hundredths at the left or bottom end.
    pub low: i64,
    pub from: f64,
    pub to: f64,
}

const TOP: i64 = 10_000;

impl Scale {
    /// Begins at 70 %, or at the ten below the least value: dots need not start at nought.
    pub(super) fn over(values: impl Iterator<Item = i64>, from: f64, to: f64) -> Self {
        let least = values.min().unwrap_or(7_000).clamp(0, 7_000);
        Self { low: least / 1_000 * 1_000, from, to }
    }

    pub(super) fn at(&self, hundredths: i64) -> f64 {
        let share = (hundredths.clamp(self.low, TOP) - self.low) as f64 / (TOP - self.low) as f64;
        self.from + share * (self.to - self.from)
    }

    /// Whole per cents: every 5 or every 10 or every 20, at most `most` of them.
    pub(super) fn ticks(&self, most: i64) -> impl Iterator<Item = i64> + use<> {
        let span = (TOP - self.low) / 100;
        let step = [5, 10, 20, 25, 50].into_iter().find(|step| span / step < most).unwrap_or(50);
        let low = self.low / 100;
        (0..=100 / step).map(move |n| 100 - n * step).filter(move |tick| *tick >= low)
    }
}

/// Grid lines with their per cents beneath.
pub(super) fn grid(scale: &Scale, top: f64, bottom: f64, most: i64) -> Markup {
    html! {
        @for tick in scale.ticks(most) {
            @let x = scale.at(tick * 100);
            path.grid d={ "M" (Px(x)) " " (Px(top)) "V" (Px(bottom)) } {}
            text.tick x=(Px(x)) y=(Px(bottom + 20.0)) { (tick) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_starts_at_seventy_or_lower() {
        let scale = Scale::over([8_860, 9_100].into_iter(), 100.0, 400.0);
        assert_eq!((scale.low, scale.at(7_000), scale.at(8_500), scale.at(10_000)), (7_000, 100.0, 250.0, 400.0));
        assert_eq!(Scale::over([4_321].into_iter(), 0.0, 1.0).low, 4_000);
        assert_eq!(Scale::over(std::iter::empty(), 0.0, 1.0).low, 7_000);
        assert_eq!(scale.ticks(7).collect::<Vec<_>>(), [100, 95, 90, 85, 80, 75, 70]);
        assert_eq!(scale.ticks(4).collect::<Vec<_>>(), [100, 90, 80, 70]);
    }
}
