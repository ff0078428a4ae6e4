//! The addresses that are called: what stands in the places of each route's path.

use super::{ASKED, FOREIGN, OWN, account};
use crate::support::{TestApp, new_code};
use hailong::{
    domain::{
        device::{DeviceKey, PairingCode},
        role::Role,
    },
    store::devices::Paired,
};
use p256::ecdsa::SigningKey;

/// Of whom something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Own,
    Foreign,
    /// As [`Whose::Foreign`], asked in the address of a page that is also one's own.
    ForeignAsked,
    Unknown,
}

/// The values for the places of a path, of one's own unit and of another: accounts, kiosks, and kiosks that wait for a tablet.
pub struct Filling {
    users: [String; 2],
    devices: [String; 2],
    pairings: [String; 2],
}

/// A paired kiosk. The call for it lets in only so many a minute.
async fn device(app: &TestApp, desk: &str) -> String {
    let code = PairingCode::parse(&new_code(app, desk).await).unwrap();
    let key = SigningKey::from_slice(&rand::random::<[u8; 32]>()).unwrap();
    let key = DeviceKey::from_bytes(key.verifying_key().to_sec1_point(false).as_bytes()).unwrap();
    let digest = app.site.device_keys.sign.pairing_digest(desk, code);
    match app.site.store.pair(desk, digest, &key, app.by()).await.unwrap() {
        Paired::Device(device) => device.id.to_string(),
        other => panic!("{other:?}"),
    }
}

impl Filling {
    pub async fn make(app: &TestApp) -> Self {
        let [mut users, mut devices, mut pairings] = [const { [String::new(), String::new()] }; 3];
        for (n, (unit, desk)) in [(OWN, "MC.NT"), (FOREIGN[0], "MC.CR")].into_iter().enumerate() {
            users[n] = account(app, Role::Manager, Some(unit), true).await.id.simple().to_string();
            devices[n] = device(app, desk).await;
            new_code(app, desk).await;
            let waiting = app.site.store.unused_pairings(app.clock.now()).await.unwrap();
            pairings[n] = waiting.into_iter().rfind(|pairing| pairing.desk == desk).unwrap().id.to_string();
        }
        Self { users, devices, pairings }
    }

    /// The values for a place of a route: one's own, another's, and an unknown one. `None` where this test does not know it.
    fn of(&self, route: &str, place: &str) -> Option<[String; 3]> {
        let all = |own: &str, foreign: &str, unknown: &str| Some([own, foreign, unknown].map(str::to_owned));
        let made = |[own, foreign]: &[String; 2]| all(own, foreign, &"0".repeat(32));
        match (route, place) {
            (_, "{code}") => all(OWN, FOREIGN[0], "NOPE"),
            (_, "{desk}") => all("MC.NT", "MC.CR", "NOPE"),
            ("/staff/units/{code}/{table}", "{table}") => all("items.csv", "items.csv", "nope.csv"),
            (_, "{table}") => all("units.csv", "units.csv", "nope.csv"),
            ("/staff/export/{file}", _) => all("index.csv", "index.csv", "nope.csv"),
            ("/staff/print/codes/{file}", _) => all("MC.NT.svg", "MC.CR.svg", "NOPE.svg"),
            (route, "{id}") if route.starts_with("/staff/users/") => made(&self.users),
            ("/staff/devices/pairings/{id}", _) => made(&self.pairings),
            (route, "{id}") if route.starts_with("/staff/devices/") => made(&self.devices),
            _ => None,
        }
    }

    /// A path of each kind that a route has. Of several places one at a time is unknown.
    pub fn paths(&self, route: &str) -> Result<Vec<(Whose, String)>, String> {
        let mut paths = vec![(Whose::Own, route.to_owned()), (Whose::Foreign, route.to_owned())];
        let places: Vec<&str> = route.split('/').filter(|part| part.contains('{')).collect();
        paths.extend(places.iter().map(|_| (Whose::Unknown, route.to_owned())));
        for (n, place) in places.iter().enumerate() {
            let known =
                self.of(route, place).ok_or_else(|| format!("{route}: nobody knows what stands for {place}"))?;
            for (m, (whose, path)) in paths.iter_mut().enumerate() {
                let filled = match whose {
                    Whose::Foreign => &known[1],
                    Whose::Unknown if m == n + 2 => &known[2],
                    Whose::Own | Whose::ForeignAsked | Whose::Unknown => &known[0],
                };
                *path = path.replacen(place, filled, 1);
            }
        }
        if paths[0].1 == paths[1].1 {
            paths[1] = (Whose::ForeignAsked, format!("{}?{ASKED}", paths[1].1));
        }
        Ok(paths)
    }
}
