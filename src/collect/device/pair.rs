//! `POST /api/v1/devices/pair`: a tablet is let in by a code that staff have made.

use super::body::{read, respond};
use crate::{
    domain::device::{Device, DeviceKey, PairingCode, texts},
    store::devices::Paired,
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
    match app.site.store.pair(&call.desk, digest, &key, app.site.by("device", app.clock.now())).await? {
        Paired::Device(device) => Ok(let_in(&app, &device)),
        Paired::Unknown { left } => Err(Problem::new(Code::PairingUnknown).with("left", left)),
        Paired::Gone => Err(Problem::new(Code::PairingGone)),
        Paired::Expired => Err(Problem::new(Code::PairingExpired)),
    }
}

fn let_in(app: &App, device: &Device) -> Response {
    let body = json!({
        "device": device.id.to_string(), "name": device.name, "desk": device.desk, "pin": device.pin.to_json(),
        "sign": app.site.device_keys.sign.public(), "seals": seals(app),
    });
    respond(StatusCode::CREATED, &body)
}

/// The key to seal to from now on.
pub(super) fn seals(app: &App) -> Value {
    let newest = app.site.device_keys.seals.newest();
    newest.into_iter().map(|(id, key)| json!({"id": id, "key": key})).collect()
}
