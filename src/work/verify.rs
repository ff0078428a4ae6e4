//! Everything that `hailong verify` checks.

use crate::{
    clock::Clock,
    domain::{batch::Rules, causes::Causes, staff_log::Action},
    site::{Site, SiteError},
    store::{self, Check},
    work::closings,
};

/// The invariants of the database, the ages of what waits, the chains against their ends that were sealed outside, the closed
/// periods against tallies and lists, and the lists against the staff log. A broken invariant is a [`Check`] that does not hold,
/// not an error.
///
/// # Errors
/// [`SiteError`].
pub async fn run(site: &Site, rules: &Rules, clock: &Clock) -> Result<Vec<Check>, SiteError> {
    // Before the database, which only grows.
    let sealed = site.sealed_heads();
    let mut checks = site.store.verify(&site.surveys, rules.least, &site.log_key).await?;
    checks.push(closings::verify(site).await?);
    checks.push(site.store.verify_ages(clock.now(), rules.max_age).await?);
    checks.push(match sealed {
        Ok(sealed) => site.store.check_heads(&sealed).await?,
        Err(error) => Check { name: "I7, I11 heads", holds: false, figures: Causes(&error).to_string() },
    });
    checks.push(lists(site).await?);
    Ok(checks)
}

async fn lists(site: &Site) -> store::Result<Check> {
    let lists = site.notes.iter().filter(|note| note.action == Action::ListChange);
    let otherwise = site.store.noted_otherwise(lists).await?;
    let figures = if otherwise.is_empty() {
        "targets and references are those of the staff log".to_owned()
    } else {
        format!(
            "not as the staff log says last: {}; a start of the server logs a change that is meant",
            otherwise.join(", ")
        )
    };
    Ok(Check { name: "I11 lists", holds: otherwise.is_empty(), figures })
}
