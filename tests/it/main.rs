//! The running product, on SQLite or, where `TEST_DATABASE_URL` is set, on that PostgreSQL.
//!
//! Every test opens a site of its own (see `support`) and speaks HTTP to its routes. The clock is
//! fixed at 2024-05-30 in the morning; nothing waits for real time.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../support/backend.rs"]
mod backend;
#[path = "../support/size.rs"]
mod size;
#[path = "../support/skip.rs"]
mod skip;
mod support;

mod accepted;
mod accounts;
mod acts;
mod bad_input;
mod batch;
mod calls;
mod closing;
mod comparisons;
mod dashboard;
mod device_pages;
mod devices;
mod document;
mod door;
mod export;
mod flags;
mod form;
mod glossary;
mod https;
mod inbox_keys;
mod index;
mod issuing;
mod late;
mod ledger;
mod length;
mod linker;
mod linker_receipts;
mod linker_sealed;
mod lists;
mod new_site;
mod operator;
mod oracle;
mod outside;
mod oversight;
mod pages;
mod people;
mod phone_pages;
mod posters;
mod print;
mod queue;
mod queued_receipts;
mod quick;
mod reads;
mod receipt_guesses;
mod receipt_pages;
mod receipts;
mod release;
mod rescue;
mod rights;
mod sealed_upgrade;
mod shell;
mod staff;
mod start;
mod starting;
mod strip;
mod stuffing;
mod submissions;
mod tabs;
mod tampering;
mod told;
mod two_servers;
mod unit_lists;
mod units;
mod unsent;
mod upgrade;
mod verify;
mod versions;
