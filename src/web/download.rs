//! Files that leave: a table as CSV, a picture, a stream.

use crate::{
    domain::{dialect::Dialect, language::Lang},
    ui::table::Table,
    web::{
        code::Code,
        extract::pairs,
        problem::{FieldMessage, Problem},
    },
    work::words,
};
use axum::{
    http::{HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};

pub const CSV: &str = "text/csv; charset=utf-8";

/// A body to keep under a name.
///
/// # Errors
/// 500 where the name is none that a header can carry.
pub fn attachment(mime: &'static str, name: &str, body: impl IntoResponse) -> Result<Response, Problem> {
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(|_| Problem::internal())?;
    let kind = HeaderValue::from_static(mime);
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], body).into_response())
}

/// A page's table in the dialect that its address asks for, for machines where it asks for none.
///
/// # Errors
/// As [`attachment`]; 422 for a dialect that there is not.
pub fn table(table: &Table, name: &str, lang: Lang, uri: &Uri) -> Result<Response, Problem> {
    attachment(CSV, &format!("{name}.csv"), table.csv(lang, dialect(lang, uri)?))
}

/// The dialect that an address asks for; for machines where it asks for none.
///
/// # Errors
/// 422 for a dialect that there is not.
pub fn dialect(lang: Lang, uri: &Uri) -> Result<Dialect, Problem> {
    let query = pairs(uri.query().unwrap_or_default());
    let Some((field, key)) = query.iter().find(|(key, value)| key == "dialect" && !value.is_empty()) else {
        return Ok(Dialect::Machine);
    };
    Dialect::from_key(key).ok_or_else(|| {
        let message = words::no_such_dialect(lang).to_owned();
        Problem::invalid(Code::InvalidQuery, vec![FieldMessage { field: field.clone(), message }])
    })
}
