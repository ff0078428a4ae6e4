//! The domain: surveys, answers, and the figures of many answers.
//!
//! Pure. Nothing here knows a database, HTTP, HTML, a clock or a file. Begin with [`survey`] (the
//! questionnaire as data), follow a submission through [`submission`] into packed [`answers`], then
//! [`tally`] (sums of many answers), [`index`] and [`interval`] (the figure of the sums) and
//! [`disclosure`] (the part of it that may be shown). A [`question`] asks for some of it, and
//! [`figure`] answers.

pub mod answers;
pub mod batch;
pub mod causes;
pub mod closing;
pub mod code;
pub mod codebook;
pub mod device;
pub mod dialect;
pub mod disclosure;
pub mod export;
pub mod figure;
pub mod flags;
pub mod hours;
pub mod inbox;
pub mod index;
pub mod interval;
pub mod language;
pub mod lattice;
pub mod list;
pub mod mask;
pub mod method;
pub mod month;
pub mod people;
pub mod question;
pub mod receipt;
pub mod role;
pub mod staff_log;
pub mod submission;
pub mod survey;
pub mod tally;
pub mod target;
pub mod text;
pub mod time_period;
pub mod unit;
