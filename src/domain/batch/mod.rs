//! Which waiting submissions are released together, and the time that their responses keep.
//!
//! A class is at least [`Rules::least`] submissions that leave under one unit, time period and crowd. A crowd is those
//! that spent a right of their own, or the others: nobody of one hides among the other. Where there are too few, the time
//! is coarsened first, then the channel is withheld, and only then do they leave their unit.
//!
//! While the year runs, at least [`Rules::least`] of a unit and crowd stay behind whatever leaves. So its end always finds
//! enough, and no rest is too small for its unit.

mod last;
mod next;
mod plan;
mod rule;
mod running;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;
mod up;

pub use next::{Next, next};
pub use plan::plan;
pub use rule::{Batch, Moment, Rules, Take, Waiting};
