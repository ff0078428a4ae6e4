//! A questionnaire: factors, items, facts, expectations and questions about the respondent, as data.
//!
//! A published version never changes; its [`Survey::digest`] is kept beside it. Nothing in the
//! program knows how many items there are or what they say. The submodule `model` has the parts, `load` goes through the
//! TOML, `read` takes its single values, `length` says how long it is.

mod length;
mod load;
mod model;
mod read;

pub use length::{Further, Length};
pub use model::{Choice, Factor, Item, Kind, Level, Mode, Openness, Question, Slot, Survey};
pub use read::{LoadError, Mistake};
