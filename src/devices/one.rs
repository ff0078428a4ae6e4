//! One device: its last report, another name, another PIN, and its end.

use crate::{
    devices::{
        device_view::{self, DevicePage, Revoking},
        form::{DeviceFacts, NewName},
        handlers::{names_at, place, rows},
        row::DeviceRow,
        words,
    },
    domain::{device::DeviceId, staff_log::Action, text::nfc},
    ui::form::Mistake,
    web::{
        form::{self, Fields},
        office::Administrator,
        paths::{self, route},
        problem::Problem,
        staff::{Staff, Visit},
        state::AppState,
    },
    work::pairing,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use bytes::Bytes;
use validator::ValidateArgs;

/// `GET /staff/devices/{id}`.
pub async fn show(Staff { visit, .. }: Staff<Administrator>, Path(id): Path<String>) -> Result<Response, Problem> {
    let (_, row) = find(&visit, &id).await?;
    Ok(page(&visit, &row, None, visit.viewer.unsent.get("name").unwrap_or(&row.name), &[]))
}

/// `POST /staff/devices/{id}/name`.
pub async fn rename(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (device, row) = find_in_force(&visit, &id).await?;
    let typed = NewName { name: nfc(&Fields::read(&body)?.trimmed("name")) };
    let taken = names_at(&visit, &row.desk, Some(&row.id)).await?;
    let checked = typed.validate_with_args(&DeviceFacts { catalogue: &app.site.catalogue, taken: &taken });
    let mistakes = form::mistakes(checked, &["name"], visit.lang);
    if !mistakes.is_empty() {
        return Ok(page(&visit, &row, None, &typed.name, &mistakes));
    }
    let detail = format!("{} {}: {}", row.desk, row.name, typed.name);
    app.site.store.rename_device(device, &typed.name, visit.acts().does(Action::DeviceRename, &detail)).await?;
    Ok(visit.go(&paths::staff_device(&row.id)))
}

/// `POST /staff/devices/{id}/pin`: another PIN, shown once.
pub async fn new_pin(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (device, row) = find_in_force(&visit, &id).await?;
    let detail = format!("{} {}", row.desk, row.name);
    let pin = pairing::new_pin(&app.site, device, visit.acts().does(Action::DevicePin, &detail)).await?;
    let pin = pin.ok_or_else(Problem::not_found)?;
    Ok(page(&visit, &row, Some(&pin.to_string()), &row.name, &[]))
}

/// `GET /staff/devices/{id}/revoke`: what would follow.
pub async fn ask(Staff { visit, .. }: Staff<Administrator>, Path(id): Path<String>) -> Result<Response, Problem> {
    let (_, row) = find_in_force(&visit, &id).await?;
    let title = words::revoke_title(visit.lang, &row.name);
    let main = device_view::revoking(&Revoking {
        lang: visit.lang,
        row: &row,
        title: &title,
        place: place(&visit, &row.desk),
        revoke: &visit.link(&paths::staff_device_revoke(&row.id)),
        back: &visit.link(&paths::staff_device(&row.id)),
    });
    Ok(visit.show_as(&title, &[], &main))
}

/// `POST /staff/devices/{id}/revoke`.
pub async fn revoke(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (device, row) = find(&visit, &id).await?;
    let detail = format!("{} {}", row.desk, row.name);
    // Twice is once: somebody else may have been faster.
    app.site.store.revoke_device(device, visit.acts().does(Action::DeviceRevoke, &detail)).await?;
    Ok(visit.go(&paths::staff_device(&row.id)))
}

async fn find(visit: &Visit, id: &str) -> Result<(DeviceId, DeviceRow), Problem> {
    let device = DeviceId::parse(id).ok_or_else(Problem::not_found)?;
    let row = rows(visit).await?.into_iter().find(|row| row.id == id && row.said.is_some());
    Ok((device, row.ok_or_else(Problem::not_found)?))
}

/// A revoked device is not changed any more.
async fn find_in_force(visit: &Visit, id: &str) -> Result<(DeviceId, DeviceRow), Problem> {
    find(visit, id).await.and_then(|found| if found.1.is_revoked() { Err(Problem::not_found()) } else { Ok(found) })
}

fn page(visit: &Visit, row: &DeviceRow, pin: Option<&str>, name: &str, mistakes: &[Mistake]) -> Response {
    let link = |path: &str| visit.link(path);
    let main = device_view::device(&DevicePage {
        lang: visit.lang,
        row,
        place: place(visit, &row.desk),
        pin,
        by: &visit.by(),
        name,
        mistakes,
        link: &link,
        list: &link(route::STAFF_DEVICES),
    });
    visit.show_as(&row.name, mistakes, &main)
}
