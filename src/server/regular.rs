//! The work that the server does by itself, again and again.

use super::{door::DRAIN, health};
use crate::{
    domain::{batch::Rules, causes::Causes},
    web::{
        state::{App, AppState},
        throttle,
    },
    work::{chains, closings, releases},
};
use std::time::Duration;
use tokio::time::{Interval, MissedTickBehavior, interval};

/// The time between two notes of opened receipts. Limits that have run out are forgotten then too.
const NOTE_EVERY: Duration = Duration::from_secs(2);
/// A look for releases is given up after this long and begun again: its connection may be to a machine that is off.
const RELEASE_PATIENCE: Duration = Duration::from_mins(15);
/// The time between two looks for releases that are due.
const RELEASE_EVERY: Duration = Duration::from_secs(60);
/// The time between two looks for keys that somebody else has made. By the clock: no request makes the disk work.
const KEYS_EVERY: Duration = Duration::from_secs(2);

/// Releases what is due, and once a day puts the ids of the last one in order: as the day begins, and at the start, because a server that
/// is started anew each night sees no day begin.
pub(super) async fn release(app: AppState, rules: Rules) {
    let (mut tick, mut day) = (every(RELEASE_EVERY), None);
    loop {
        tick.tick().await;
        let today = app.clock.local().date();
        if day.replace(today) != Some(today)
            && let Err(error) = app.site.store.order_accepted().await
        {
            tracing::error!(error = %Causes(&error), "the ids of yesterday lie in the order of their arrival");
        }
        if tokio::time::timeout(RELEASE_PATIENCE, release_due(&app, &rules)).await.is_err() {
            tracing::error!("the release did not end in time; what it has released stays released");
        }
    }
}

async fn release_due(app: &App, rules: &Rules) {
    // Before the release, which cleans up after both.
    if let Err(error) = app.site.store.forget_phone_pages(app.clock.now()).await {
        tracing::error!(error = %Causes(&error), "pages on phones are not forgotten");
    }
    if let Err(error) = throttle::forget(app).await {
        tracing::error!(error = %Causes(&error), "old tries are not forgotten");
    }
    match releases::run(&app.site, rules, &app.clock, false).await {
        Ok(released) => {
            if released.submissions > 0 {
                tracing::info!(released.submissions, released.batches, released.waiting, "released");
            }
            // The figures that are kept hold everything that was due.
            close_due(app, rules).await;
        }
        Err(error) => tracing::error!(error = %Causes(&error), "the release failed"),
    }
    if let Err(error) = chains::seal_daily(&app.site, &app.clock).await {
        tracing::error!(error = %Causes(&error), "the ends of the chains are not sealed");
    }
}

async fn close_due(app: &App, rules: &Rules) {
    match closings::run(&app.site, rules, &app.clock, false).await {
        Ok(0) => {}
        Ok(editions) => tracing::info!(editions, "closed"),
        Err(error) => tracing::error!(error = %Causes(&error), "periods are not closed"),
    }
}

/// Notes which receipts were opened, and forgets limits that have run out.
pub(super) async fn note(app: AppState) {
    let mut tick = every(NOTE_EVERY);
    loop {
        tick.tick().await;
        note_opened(&app).await;
        health::tidy(&app).await;
        app.guard.tidy();
        app.crowds.tidy();
    }
}

pub(super) async fn note_opened(app: &App) {
    match tokio::time::timeout(DRAIN, app.opened.flush(&app.site.store)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(error = %Causes(&error), "opened receipts are not noted"),
        Err(_) => tracing::warn!("opened receipts could not be noted in time"),
    }
}

/// Reads keys that were made by another server or a command.
pub(super) async fn read_keys(app: AppState) {
    let (mut tick, mut told) = (every(KEYS_EVERY), String::new());
    loop {
        tick.tick().await;
        let site = app.site.clone();
        match tokio::task::spawn_blocking(move || site.read_new_keys()).await {
            Ok(Ok(new)) => {
                told.clear();
                new.iter().for_each(|name| tracing::info!("the key {name} is read"));
            }
            Ok(Err(error)) if error.to_string() != told => {
                tracing::warn!(error = %Causes(&error), "new keys cannot be read");
                told = error.to_string();
            }
            Ok(Err(_)) | Err(_) => {}
        }
    }
}

fn every(time: Duration) -> Interval {
    let mut tick = interval(time);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    tick
}
