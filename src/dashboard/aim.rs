//! A target as a page says it.

use crate::dashboard::words;
use crate::domain::{
    language::Lang,
    target::{Target, Threshold},
};
use crate::ui::format;

/// The target that judges a page's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// Hundredths of a per cent.
    pub hundredths: u32,
    pub strict: bool,
    /// Nobody has set it.
    pub example: bool,
}

impl Aim {
    pub fn of(target: &Target) -> Self {
        Self { hundredths: target.hundredths, strict: target.strict, example: target.is_example() }
    }

    pub fn threshold(self) -> Threshold {
        Threshold { hundredths: self.hundredths, strict: self.strict }
    }

    /// `trên 87%` or `từ 87%`, and that it is an example where it is one.
    pub fn words(self, lang: Lang) -> String {
        let value = format::target(self.hundredths, lang);
        let aim = if self.strict { words::above(lang, value) } else { words::at_least(lang, value) };
        if self.example { words::example_of(lang, aim) } else { aim }
    }

    /// The label of its line.
    pub fn label(self, lang: Lang) -> String {
        words::target_label(lang, self.words(lang))
    }
}
