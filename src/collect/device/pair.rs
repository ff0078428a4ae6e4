//! `POST /api/v1/devices/pair`: a tablet is let in by a code that staff have made.

use super::{body::read, failures::PairFailures};
use crate::{
    domain::device::{Device, DeviceKey, PairingCode, PinHash, texts},
    store::devices::Paired,
    web::{
        address::Address,
        code::Code,
        document::tag,
        json::respond,
        paths::route,
        problem::{More, Problem},
        state::{App, AppState},
    },
};
use axum::{extract::State, http::StatusCode, response::Response};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[schema(as = PairCall)]
struct Call {
    desk: String,
    code: String,
    key: String,
    signature: String,
}

/// Lets a tablet in by a code that staff have made.
#[utoipa::path(
    post,
    path = route::DEVICES_PAIR,
    operation_id = "pair_device",
    tag = tag::KIOSKS,
    request_body = Call,
    responses((status = 201, description = "The tablet is let in", body = PairedDevice), PairFailures),
)]
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
        Paired::Unknown { left } => {
            Err(Problem::new(Code::PairingUnknown).with(More { left: Some(left), ..More::default() }))
        }
        Paired::Gone => Err(Problem::new(Code::PairingGone)),
        Paired::Expired => Err(Problem::new(Code::PairingExpired)),
    }
}

fn let_in(app: &App, device: &Device) -> Response {
    let paired = PairedDevice {
        device: device.id.to_string(),
        name: &device.name,
        desk: &device.desk,
        sign: app.site.device_keys.sign.public(),
        seals: SealKey::all(app),
        pin: &device.pin,
    };
    respond(StatusCode::CREATED, &paired)
}

/// A tablet that is let in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PairedDevice<'d> {
    /// Names the device in each of its requests: 32 hex digits.
    device: String,
    name: &'d str,
    desk: &'d str,
    /// The server's public key: it signs every answer.
    sign: String,
    seals: Vec<SealKey>,
    pin: &'d PinHash,
}

/// A public key to which answers are sealed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SealKey {
    id: u16,
    key: String,
}

impl SealKey {
    /// The one to seal to from now on.
    pub(super) fn all(app: &App) -> Vec<Self> {
        app.site.device_keys.seals.newest().into_iter().map(|(id, key)| Self { id, key }).collect()
    }
}
