//! Notes of the command line in the staff log.

use crate::{clock::Clock, site::Site, store::LogEntry};

/// Notes what was done.
pub(super) async fn log(site: &Site, action: &str, detail: &str) -> anyhow::Result<()> {
    let entry = LogEntry { at: Clock::System.now(), actor: "cli", action, detail };
    Ok(site.store.log(&site.log_key, entry).await?)
}
