//! Faults: the real binary is killed, stopped, starved of disk and database, raced and crowded.
//!
//! Each test has a goal from `docs/trust` in numbers, prints what it measured, and runs a control: the
//! same check on something that is known to be wrong, which must fail. They take turns, because they
//! measure times. `HAILONG_KILLS` sets how often the server is killed (30),
//! `HAILONG_ROUNDS`, `HAILONG_IDS`, `HAILONG_CUTS` how much the receipts' tests do: 1,000, 20,000 and 1,000, a tenth
//! in CI and in a build for debugging.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends where its own tools fail")]

mod crowd;
mod database;
mod deliveries;
mod disk;
mod guessing;
mod kill;
mod race;
mod receipts;
mod refusals;
mod standby;
mod stop;
mod support;
