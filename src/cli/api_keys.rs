//! `hailong api-key …`: keys for other systems.

use super::{out::say, staff_log::by};
use crate::{
    clock,
    domain::staff_log::Action,
    site::Site,
    work::api_keys::{self, Right},
};
use anyhow::bail;
use clap::Subcommand;

#[derive(Subcommand, Debug)]
pub(super) enum ApiKeyCommand {
    /// Makes a key and prints its secret, this once
    Add {
        /// Name of the other system
        #[arg(long)]
        name: String,
        /// receipts (to mint), responses (to fetch those by unit) or people (to fetch the file about people)
        #[arg(long)]
        right: String,
    },
    /// All keys, the newest first
    List,
    /// Ends a key from the next request on
    Revoke {
        #[arg(long)]
        name: String,
    },
}

pub(super) async fn run(command: &ApiKeyCommand, site: &Site) -> anyhow::Result<()> {
    match command {
        ApiKeyCommand::Add { name, right } => add(site, name, right).await,
        ApiKeyCommand::List => list(site).await,
        ApiKeyCommand::Revoke { name } => {
            if !site.store.revoke_api_key(name, by(site).does(Action::ApiKeyRevoke, name)).await? {
                bail!("name: there is no key `{name}` in force");
            }
            say!("{name} is revoked")?;
            Ok(())
        }
    }
}

async fn add(site: &Site, name: &str, right: &str) -> anyhow::Result<()> {
    let Some(right) = Right::from_key(right) else {
        bail!("right: expected one of {}, not `{right}`", Right::ALL.map(Right::key).join(", "));
    };
    let secret = api_keys::add(site, name, right, by(site)).await?;
    say!("{name} ({})   secret, shown this once: {secret}", right.key())?;
    Ok(())
}

async fn list(site: &Site) -> anyhow::Result<()> {
    for key in site.store.api_keys().await? {
        let day = |at| clock::local(at).date();
        let ended = key.revoked_at.map(|at| format!(", revoked {}", day(at))).unwrap_or_default();
        say!("{:24} {:10} made {}{ended}", key.name, key.right, day(key.created_at))?;
    }
    Ok(())
}
