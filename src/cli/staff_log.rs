//! Notes of the command line in the staff log.

use crate::{clock::Clock, domain::staff_log::Action, site::Site, store::LogEntry};

/// Notes what was done.
pub(super) async fn log(site: &Site, action: Action, detail: &str) -> anyhow::Result<()> {
    let entry = LogEntry { at: Clock::System.now(), actor: "cli", action, detail };
    Ok(site.store.log(&site.log_key, entry).await?)
}
