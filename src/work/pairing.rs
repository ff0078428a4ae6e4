//! The admission of devices: the secrets that staff see once, on their page or on the command line.

use crate::{
    domain::{
        device::{DeviceId, PairingCode, Pin, PinHash},
        text,
    },
    site::Site,
    store::{
        self, LogEntry,
        devices::{NewPairing, Pairing},
    },
};

/// Characters of a device's name.
pub const NAME_LIMIT: usize = 60;

/// The code and PIN for the person who sets a tablet up, shown this once: neither is kept.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// Typed on the tablet, which is then a device of the desk.
    pub code: PairingCode,
    /// Leaves the kiosk's screen.
    pub pin: Pin,
}

/// A device's name without blanks around it; `None` where it is empty, too long or of several lines.
pub fn clean_name(name: &str) -> Option<String> {
    text::clean(name, NAME_LIMIT).ok().flatten().filter(|name| !name.contains(char::is_control))
}

/// Makes the code by which one tablet becomes a device of a desk.
pub async fn offer(site: &Site, desk: &str, name: &str, entry: LogEntry<'_>) -> store::Result<Offer> {
    let (offer, pairing) = make(site, desk, name, entry.by.at).await;
    site.store.add_pairing(pairing, entry).await?;
    Ok(offer)
}

/// The same in place of a code that no tablet has used; `None` where one has by now.
pub async fn offer_again(site: &Site, old: &Pairing, entry: LogEntry<'_>) -> store::Result<Option<Offer>> {
    let (offer, pairing) = make(site, &old.desk, &old.name, entry.by.at).await;
    Ok(site.store.replace_pairing(old.id, pairing, entry).await?.then_some(offer))
}

async fn make(site: &Site, desk: &str, name: &str, now: i64) -> (Offer, NewPairing) {
    let (code, (pin, hash)) = (PairingCode::new(rand::random()), random_pin().await);
    let pairing = NewPairing {
        desk: desk.to_owned(),
        name: name.to_owned(),
        pin: hash,
        digest: site.device_keys.sign.pairing_digest(desk, code),
        made_at: now,
    };
    (Offer { code, pin }, pairing)
}

/// Gives a device another PIN; `None` where there is no such device in force. The tablet asks for it once it has
/// reached the site.
pub async fn new_pin(site: &Site, device: DeviceId, entry: LogEntry<'_>) -> store::Result<Option<Pin>> {
    let (pin, hash) = random_pin().await;
    Ok(site.store.set_device_pin(device, &hash, entry).await?.then_some(pin))
}

/// On a thread where nobody waits for the rounds.
async fn random_pin() -> (Pin, PinHash) {
    let pin = Pin::new(rand::random());
    let hash = tokio::task::spawn_blocking(move || pin.hash(rand::random())).await;
    // The task cannot be cancelled and does not panic.
    (pin, hash.unwrap_or_else(|_| pin.hash(rand::random())))
}
