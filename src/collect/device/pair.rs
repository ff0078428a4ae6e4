//! `POST /api/v1/devices/pair`: a tablet is let in by a code that staff have made.

use super::body::{read, respond};
use crate::{
    domain::{
        device::{Device, DeviceKey, PairingCode, texts},
        staff_log::Action,
    },
    store::{LogEntry, devices::Paired},
    web::{
        address::Address,
        code::Code,
        problem::Problem,
        state::{App, AppState},
    },
};
use axum::{extract::State, http::StatusCode, response::Response};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Call {
    desk: String,
    code: String,
    key: String,
    signature: String,
}

pub(super) async fn pair(State(app): State<AppState>, from: Address, body: Bytes) -> Result<Response, Problem> {
    let call: Call = read(&body)?;
    let invalid = || Problem::new(Code::InvalidPairing);
    let (code, key) = PairingCode::parse(&call.code).zip(DeviceKey::from_b64u(&call.key)).ok_or_else(invalid)?;
    if !key.has_signed(&texts::pair(&call.desk, code, &call.key), &call.signature) {
        return Err(invalid());
    }
    app.guard.typed(from)?;
    let digest = app.site.device_keys.sign.pairing_digest(&call.desk, code);
    match app.site.store.pair(&call.desk, digest, &key, app.clock.now()).await? {
        Paired::Device(device) => let_in(&app, &device).await,
        Paired::Unknown { left } => Err(Problem::new(Code::PairingUnknown).with("left", left)),
        Paired::Gone => Err(Problem::new(Code::PairingGone)),
        Paired::Expired => Err(Problem::new(Code::PairingExpired)),
    }
}

async fn let_in(app: &App, device: &Device) -> Result<Response, Problem> {
    let detail = format!("{} {}: {}", device.desk, device.id, device.name);
    let entry = LogEntry { at: app.clock.now(), actor: "device", action: Action::DevicePair, detail: &detail };
    app.site.store.log(&app.site.log_key, entry).await?;
    let body = json!({
        "device": device.id.to_string(), "name": device.name, "desk": device.desk, "pin": device.pin.to_json(),
        "sign": app.site.device_keys.sign.public(), "seals": seals(app),
    });
    Ok(respond(StatusCode::CREATED, &body))
}

/// The key to seal to from now on.
pub(super) fn seals(app: &App) -> Value {
    let newest = app.site.device_keys.seals.newest();
    newest.into_iter().map(|(id, key)| json!({"id": id, "key": key})).collect()
}
