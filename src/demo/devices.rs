//! Tablets of the demonstration: each is in another state, and none is there.

use crate::{
    clock,
    domain::{
        device::{DeviceId, DeviceKey, Status},
        staff_log::Action,
    },
    site::Site,
    store::devices::Paired,
    work::pairing::{Offer, offer},
};
use anyhow::{Context, bail};
use p256::ecdsa::SigningKey;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Pairs tablets at the first desks, in the order of the list; one code waits.
pub async fn load(site: &Site, now: i64) -> anyhow::Result<()> {
    let survey = site.latest_survey().context("the site has no questionnaire")?.key.clone();
    let well = Status {
        survey,
        app: "3f9a1c07b2e4d586".into(),
        app_is_current: true,
        persisted: true,
        battery: Some(85),
        ..Status::default()
    };
    let desks: Vec<&str> = site.catalogue.desks_on(clock::local(now).date()).map(|desk| desk.code.as_str()).collect();
    let [first, second, third, ..] = desks[..] else { bail!("the site has too few desks") };
    let full = Status { queued: 214, oldest: Some(26), ..well.clone() };
    let old = Status {
        dead: 2,
        queued: 58,
        app: "5c20d4e18fb7930a".into(),
        app_is_current: false,
        survey: "one-stop-2020".into(),
        persisted: false,
        battery: None,
        ..well.clone()
    };
    for (desk, name, seen, status) in [
        (first, "Máy cửa 1", MINUTE, &well),
        (first, "Máy cửa 2", 3 * DAY, &full),
        (second, "Máy 1", 2 * MINUTE, &old),
        (third, "Máy cũ", 20 * DAY, &well),
    ] {
        let tablet = pair(site, desk, name, now - 30 * DAY).await?;
        site.store.note_device(tablet, now - seen, status).await?;
        if name == "Máy cũ" {
            let detail = format!("{desk} {name}");
            let entry = site.by("demo", now - 19 * DAY).does(Action::DeviceRevoke, &detail);
            site.store.revoke_device(tablet, entry).await?;
        }
    }
    invite(site, third, "Máy mới", now).await?;
    let hours = "mon-fri 07:30-11:30 13:30-17:00, sat 07:30-11:30".parse()?;
    Ok(site.store.set_desk_hours(first, Some(&hours), site.by("demo", now)).await?)
}

async fn invite(site: &Site, desk: &str, name: &str, at: i64) -> anyhow::Result<Offer> {
    let detail = format!("{desk} {name}");
    Ok(offer(site, desk, name, site.by("demo", at).does(Action::DeviceAdd, &detail)).await?)
}

async fn pair(site: &Site, desk: &str, name: &str, at: i64) -> anyhow::Result<DeviceId> {
    let code = invite(site, desk, name, at).await?.code;
    let digest = site.device_keys.sign.pairing_digest(desk, code);
    let secret = SigningKey::from_slice(&rand::random::<[u8; 32]>())?;
    let key = DeviceKey::from_bytes(secret.verifying_key().to_sec1_point(false).as_bytes()).context("a new key")?;
    match site.store.pair(desk, digest, &key, site.by("demo", at)).await? {
        Paired::Device(device) => Ok(device.id),
        other => bail!("a new code lets a tablet in, but: {other:?}"),
    }
}
