//! Faults: the real binary is killed, stopped, starved of disk and database, raced and crowded.
//!
//! Each test has a goal from `docs/trust` in numbers, prints what it measured, and runs a control: the
//! same check on something that is known to be wrong, which must fail. They take turns, because they
//! measure times. `HAILONG_TESTS` sets how much they do.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends where its own tools fail")]

mod acts;
mod crowd;
mod database;
mod deliveries;
mod disk;
mod guessing;
mod kill;
mod nightly;
mod race;
mod receipts;
mod refusals;
#[path = "../support/size.rs"]
mod size;
#[path = "../support/skip.rs"]
mod skip;
mod standby;
mod stop;
mod support;
mod waiting;
mod year;
