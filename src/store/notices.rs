//! Warnings of the database server, which the driver hands to the log and to nobody else.
//!
//! Where somebody cancels a commit while it waits for its standby, PostgreSQL reports success and a warning. The
//! warning is written to the log in the same call that reads it off the connection, so whoever listens on this thread
//! during that call hears those of its own future alone.

use std::{
    cell::Cell,
    future::{Future, poll_fn},
    pin::pin,
    sync::LazyLock,
};
use tracing::{
    Dispatch, Event, Metadata, Subscriber,
    dispatcher::with_default,
    level_filters::LevelFilter,
    span::{Attributes, Id, Record},
};

/// Under which name the driver logs what a server says without being asked.
const TARGET: &str = "sqlx::postgres::notice";

thread_local! {
    static HEARD: Cell<bool> = const { Cell::new(false) };
}

static LISTENER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Listener));

/// The result of a call, and true where the server warned meanwhile.
pub(super) async fn listening<T>(call: impl Future<Output = T>) -> (T, bool) {
    let (mut call, mut warned) = (pin!(call), false);
    let done = poll_fn(|context| {
        let polled = with_default(&LISTENER, || call.as_mut().poll(context));
        warned |= HEARD.take();
        polled
    });
    (done.await, warned)
}

struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == TARGET && *metadata.level() <= LevelFilter::WARN
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::WARN)
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {
        HEARD.set(true);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[cfg(test)]
mod tests {
    use super::listening;

    #[tokio::test]
    async fn warnings_of_the_call_are_heard_and_no_others() {
        let quiet = async {
            tokio::task::yield_now().await;
            tracing::warn!("of ours");
            tracing::info!(target: "sqlx::postgres::notice", "no warning");
            7
        };
        let loud = async {
            tokio::task::yield_now().await;
            tracing::warn!(target: "sqlx::postgres::notice", "canceling wait");
        };
        let (quiet, loud) = tokio::join!(listening(quiet), listening(loud));
        assert_eq!((quiet, loud), ((7, false), ((), true)));
    }
}
