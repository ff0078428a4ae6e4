//! The command line in the staff log.

use crate::{clock::Clock, site::Site, store::By};

/// The person who runs a command.
pub(super) fn by(site: &Site) -> By<'_> {
    site.by("cli", Clock::System.now())
}
