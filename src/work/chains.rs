//! The chains of releases and of the staff log: their beginning at an old site, and the sealing of their ends outside the database.

use crate::{
    clock::{self, Clock},
    site::{Site, SiteError},
    store::{self, Sealed},
};

/// Begins the chains of a site that is older than they are. Afterwards, and at a new site, it does nothing.
pub async fn begin(site: &Site, clock: &Clock) -> store::Result<()> {
    // Where ends were sealed, the chains had begun: what is missing of them was taken away.
    if site.has_heads() { Ok(()) } else { site.store.begin_chains(site.by("settings", clock.now())).await }
}

/// Begins the chains where that is due, and seals their ends where they have grown.
///
/// # Errors
/// [`SiteError`].
pub async fn seal(site: &Site, clock: &Clock) -> Result<(), SiteError> {
    begin(site, clock).await?;
    let sealed = site.sealed_heads()?;
    let heads = site.store.heads().await?;
    if sealed.last().is_some_and(|last| last.heads == heads) {
        return Ok(());
    }
    if lacks_something(site, &sealed).await? {
        return Ok(());
    }
    site.add_heads(clock.now(), &heads)
}

/// As [`seal`], once a day.
///
/// # Errors
/// [`SiteError`].
pub async fn seal_daily(site: &Site, clock: &Clock) -> Result<(), SiteError> {
    let today = clock.local().date();
    let is_done = site.sealed_heads()?.last().is_some_and(|last| clock::local(last.at).date() == today);
    if is_done { Ok(()) } else { seal(site, clock).await }
}

/// Over a database that is behind the last end nothing is sealed: it would look as if it were in order.
async fn lacks_something(site: &Site, sealed: &[Sealed]) -> Result<bool, SiteError> {
    if sealed.is_empty() {
        return Ok(false);
    }
    let check = site.store.check_heads(sealed).await?;
    if !check.holds {
        tracing::error!("{}; see Restoring in docs/OPERATIONS.md", check.figures);
    }
    Ok(!check.holds)
}
