//! The list of devices, and letting one in.

use crate::{
    clock,
    devices::{
        form::{DeviceFacts, FIELDS, NewDevice},
        row::{DeviceRow, Now},
        view::{self, Ticket},
        words,
    },
    domain::{device::PAIRING_MINUTES, staff_log::Action, text::nfc},
    ui::{form::Mistake, qr::Symbol},
    web::{
        form::{self, Fields},
        office::Administrator,
        paths::{self, route},
        problem::Problem,
        staff::{Staff, Visit},
        state::{App, AppState},
    },
    work::{
        address,
        pairing::{self, Offer},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use bytes::Bytes;
use validator::ValidateArgs;

const MINUTE: i64 = 60_000;

/// `GET /staff/devices`.
pub async fn list(Staff { visit, .. }: Staff<Administrator>) -> Result<Response, Problem> {
    let kept = |name| visit.viewer.unsent.get(name).unwrap_or_default().to_owned();
    page(&visit, &NewDevice { desk: kept("desk"), name: kept("name") }, &[]).await
}

/// `POST /staff/devices`: a code for a new device, shown once.
pub async fn add(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    body: Bytes,
) -> Result<Response, Problem> {
    let fields = Fields::read(&body)?;
    let typed = NewDevice { desk: fields.trimmed("desk"), name: nfc(&fields.trimmed("name")) };
    let taken = names_at(&visit, &typed.desk, None).await?;
    let known = DeviceFacts { catalogue: &app.site.catalogue, taken: &taken };
    let checked = typed.validate_with_args(&known);
    let mistakes = form::mistakes(checked, &FIELDS, visit.lang);
    if !mistakes.is_empty() {
        return page(&visit, &typed, &mistakes).await;
    }
    let detail = format!("{} {}", typed.desk, typed.name);
    let entry = visit.acts().does(Action::DeviceAdd, &detail);
    let offer = pairing::offer(&app.site, &typed.desk, &typed.name, entry).await?;
    ticket(&visit, &offer, &typed.desk, &typed.name)
}

/// `POST /staff/devices/pairings/{id}`: another code and PIN in place of those that were not used.
pub async fn again(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let waiting = app.site.store.unused_pairings(visit.now).await?;
    let pairing = waiting.into_iter().find(|pairing| pairing.id.to_string() == id).ok_or_else(Problem::not_found)?;
    let detail = format!("{} {}", pairing.desk, pairing.name);
    let offer = pairing::offer_again(&app.site, &pairing, visit.acts().does(Action::DeviceCode, &detail)).await?;
    ticket(&visit, &offer.ok_or_else(Problem::not_found)?, &pairing.desk, &pairing.name)
}

/// Shows the code and PIN of a tablet to be.
fn ticket(visit: &Visit, offer: &Offer, desk: &str, name: &str) -> Result<Response, Problem> {
    let app = &visit.app;
    let url = format!("{}{}", app.base_url, paths::kiosk(desk));
    let title = words::made(visit.lang, name, place(visit, desk));
    let main = view::ticket(&Ticket {
        lang: visit.lang,
        title: &title,
        code: &offer.code.to_string(),
        pin: &offer.pin.to_string(),
        until: clock::local(visit.now + PAIRING_MINUTES * MINUTE),
        symbol: &Symbol::of(&url).map_err(|_| Problem::internal())?,
        url: &url,
        secure: is_secure(app),
        list: &visit.link(route::STAFF_DEVICES),
    });
    Ok(visit.show_as(&title, &[], &main))
}

/// Names of the devices at a desk that are in force or wait for a tablet, but for one.
pub async fn names_at(visit: &Visit, desk: &str, but: Option<&str>) -> Result<Vec<String>, Problem> {
    let rows = rows(visit).await?;
    let others = rows.into_iter().filter(|row| row.desk == desk && !row.is_revoked() && Some(row.id.as_str()) != but);
    Ok(others.map(|row| row.name).collect())
}

/// All devices, the paired ones first.
pub async fn rows(visit: &Visit) -> Result<Vec<DeviceRow>, Problem> {
    let site = &visit.app.site;
    let hours = site.store.opening_hours(&site.opening_hours).await?;
    let survey = site.current_survey(clock::local(visit.now).date()).map(|survey| survey.key.as_str());
    let now = Now { moment: visit.now, hours: &hours, survey };
    let devices = site.store.devices().await?;
    let paired = devices.iter().map(|device| DeviceRow::paired(device, &now));
    let waiting = site.store.unused_pairings(visit.now).await?;
    Ok(paired.chain(waiting.iter().map(|pairing| DeviceRow::waiting(pairing, visit.now))).collect())
}

/// The name of a desk in the language of the page.
pub fn place<'v>(visit: &'v Visit, desk: &'v str) -> &'v str {
    let found = visit.app.site.catalogue.desk(desk);
    found.map_or(desk, |desk| desk.name_in(visit.lang))
}

/// Browsers keep keys and apps for pages that nobody can change on their way.
fn is_secure(app: &App) -> bool {
    app.is_https() || address::leads_here_only(&app.base_url)
}

async fn page(visit: &Visit, typed: &NewDevice, mistakes: &[Mistake]) -> Result<Response, Problem> {
    let site = &visit.app.site;
    let (rows, hours) = (rows(visit).await?, site.store.opening_hours(&site.opening_hours).await?);
    let link = |path: &str| visit.link(path);
    let main = view::devices(&view::Devices {
        lang: visit.lang,
        rows: &rows,
        desks: site.catalogue.desks(),
        hours: &hours,
        at: clock::local(visit.now),
        secure: is_secure(&visit.app),
        link: &link,
        by: &visit.by(),
        typed,
        mistakes,
    });
    Ok(visit.show(mistakes, &main))
}
