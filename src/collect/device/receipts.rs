//! `POST /api/v1/devices/receipts`: whether a receipt that was scanned or typed at a kiosk can be answered there.

use super::{body::read, call::SignedHeaders, failures::KnownReceiptFailures};
use crate::{
    domain::receipt::Issued,
    web::{
        address::Address,
        code::Code,
        document::tag,
        json::respond,
        paths::route,
        problem::Problem,
        receipts::{self, Named},
        signed::Signed,
        state::{App, AppState},
    },
};
use axum::{extract::State, http::StatusCode, response::Response};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[schema(as = ReceiptCall)]
struct Call {
    receipt: String,
}

/// Says whether a receipt can be answered at the desk.
#[utoipa::path(
    post,
    path = route::DEVICES_RECEIPTS,
    operation_id = "look_at_receipt",
    tag = tag::KIOSKS,
    params(SignedHeaders),
    request_body = Call,
    responses((status = 200, description = "It can", body = KnownReceipt), KnownReceiptFailures),
)]
pub(super) async fn look(
    State(app): State<AppState>,
    Signed(device): Signed,
    from: Address,
    body: Bytes,
) -> Result<Response, Problem> {
    let call: Call = read(&body)?;
    let issued = match Named::read(&call.receipt) {
        Some(Named::Token(token)) => receipts::read(&app, token, from)?,
        Some(Named::Code(code)) => receipts::typed(&app, code, from).await?,
        None => return Err(Problem::new(Code::MistypedReceipt)),
    };
    answerable(&app, &device.desk, &issued).await?;
    app.opened.add(&issued.mark);
    let unit = app.site.catalogue.unit(&issued.mark.unit);
    let known = KnownReceipt {
        token: app.site.register.keys().token(&issued.receipt),
        unit: &issued.mark.unit,
        unit_name: unit.map(|unit| unit.name.as_str()),
    };
    Ok(respond(StatusCode::OK, &known))
}

/// A receipt that can be answered at the desk.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct KnownReceipt<'r> {
    token: Option<String>,
    /// Code of the unit that handed it out.
    unit: &'r str,
    unit_name: Option<&'r str>,
}

async fn answerable(app: &App, desk: &str, issued: &Issued) -> Result<(), Problem> {
    if let Some(refusal) = receipts::standing(app, issued).await?.refusal() {
        return Err(refusal);
    }
    if app.site.store.is_spent(issued.mark.nullifier).await? {
        return Err(Problem::new(Code::AlreadyAnswered));
    }
    if app.site.catalogue.desk(desk).is_none_or(|desk| !desk.units.contains(&issued.mark.unit)) {
        return Err(Problem::new(Code::ReceiptElsewhere));
    }
    Ok(())
}
