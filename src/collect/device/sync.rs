//! `POST /api/v1/devices/sync`: the heartbeat of a device, and what it has queued.

use super::{
    body::read,
    call::{DeviceStatus, SealedItem, SignedHeaders},
    failures::{queued, signed},
    pair::SealKey,
    take,
};
use crate::{
    collect::{acknowledgement::Told, batch::MOST, shell, waited::Sent},
    domain::{
        device::{Device, Item, PinHash, Status},
        language::Lang,
        staff_log::Action,
        unit::Standing,
    },
    web::{
        code::Code,
        document::{Responses, tag, with_items},
        extract::language,
        json::respond,
        paths::route,
        problem::Problem,
        signed::Signed,
        state::{App, AppState},
    },
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use bytes::Bytes;
use futures_util::future::join_all;
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};
use utoipa::{IntoResponses, ToSchema};

#[derive(Deserialize, ToSchema)]
#[schema(as = SyncCall)]
struct Call<'b> {
    /// Milliseconds by the device's clock.
    sent: i64,
    /// At most 20.
    #[serde(borrow)]
    #[schema(value_type = Vec<SealedItem>)]
    items: Vec<&'b RawValue>,
    /// The report of the device about itself.
    #[serde(default)]
    #[schema(value_type = DeviceStatus)]
    status: Value,
}

/// The heartbeat of a tablet, and what it has queued.
#[utoipa::path(
    post,
    path = route::DEVICES_SYNC,
    operation_id = "sync_device",
    tag = tag::KIOSKS,
    params(SignedHeaders),
    request_body = Call,
    responses(SyncResponses),
)]
pub(super) async fn sync(
    State(app): State<AppState>,
    Signed(device): Signed,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let call: Call = read(&body)?;
    if call.items.len() > MOST {
        return Err(Problem::new(Code::TooManySubmissions));
    }
    let (said, shell) = (Status::read(&call.status), shell::version(&app, &device.desk).await);
    let status = Status { app_is_current: shell.as_ref() == Some(&said.app), ..said };
    app.site.store.note_device(device.id, app.clock.now(), &status).await?;
    if status.pin_locked > 0 {
        add_lock_outs(&app, &device, status.pin_locked).await?;
    }
    let lang = language(&headers, None);
    // All at once, so that they share a transaction of the writer.
    let results = join_all(call.items.iter().map(|item| told(&app, &device, item.get(), call.sent, lang))).await;
    let hours = app.site.store.opening_hours(&app.site.opening_hours).await?;
    let [from, to] = hours.of(&device.desk).on_day_of(app.clock.now());
    let synced = Synced {
        results,
        shell,
        seals: SealKey::all(&app),
        pin: &device.pin,
        name: &device.name,
        open: OpenHours { from, to },
        ended: is_over(&app, &device),
        counter: device.counter,
    };
    Ok(respond(StatusCode::OK, &synced))
}

/// The results of the items, and the news for a tablet.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Synced<'d> {
    /// One for each item, in their order.
    results: Vec<ToldItem>,
    /// The version of the desk's app now.
    shell: Option<String>,
    seals: Vec<SealKey>,
    pin: &'d PinHash,
    name: &'d str,
    open: OpenHours,
    /// The desk takes no more answers.
    ended: bool,
    /// Of this request.
    counter: i64,
}

struct SyncResponses;

impl IntoResponses for SyncResponses {
    fn responses() -> Responses {
        let said = "What became of each item, in their order, and what a tablet should know";
        with_items::<Synced<'_>>(said, &queued(), &signed(&[Code::TooManySubmissions]))
    }
}

/// Today's hours: the same time twice where the desk is closed.
#[derive(Debug, Serialize, ToSchema)]
struct OpenHours {
    from: String,
    to: String,
}

/// The result of an item. The tablet deletes nothing else.
#[derive(Debug, Serialize, ToSchema)]
struct ToldItem {
    /// As the item says.
    tag: Option<String>,
    /// SHA-256 of what was sealed, in hex.
    digest: Option<String>,
    #[serde(flatten)]
    told: Told,
}

/// The tablet's desk takes no more answers. Its page may be older than the news of its end.
fn is_over(app: &App, device: &Device) -> bool {
    let (catalogue, today) = (&app.site.catalogue, app.clock.local().date());
    let desk = catalogue.desk(&device.desk);
    desk.is_some_and(|desk| matches!(catalogue.desk_on(desk, today), Standing::Ended(_)))
}

/// Somebody has typed five wrong PINs.
async fn add_lock_outs(app: &App, device: &Device, times: u32) -> Result<(), Problem> {
    let detail = format!("{} {}: {}, {times}", device.desk, device.id, device.name);
    let entry = app.site.by("device", app.clock.now()).does(Action::DevicePinLocked, &detail);
    Ok(app.site.store.add_lock_outs(device.id, times, entry).await?)
}

async fn told(app: &App, device: &Device, item: &str, sent: i64, lang: Lang) -> ToldItem {
    let (tag, digest) = Item::label(item);
    ToldItem { tag, digest, told: Told::of(take::take(app, device, item, Sent::Now(sent), lang).await, lang) }
}
