//! Holds what the server answers to the document of its API: a code that it does not name fails the test in which it is
//! told.

use super::Reply;
use axum::http::Method;
use serde_json::Value;
use std::collections::BTreeSet;

/// A failure as `404 not_found`.
pub type Failures = BTreeSet<String>;

/// The operation that answers a request, if the document has one.
pub fn operation<'d>(document: &'d Value, method: &Method, path: &str) -> Option<&'d Value> {
    let paths = document["paths"].as_object().unwrap();
    // An address that is written out goes before one with a parameter.
    let item =
        paths.get(path).or_else(|| paths.iter().find(|(template, _)| fits(template, path)).map(|(_, item)| item))?;
    let method = if method == Method::HEAD { &Method::GET } else { method };
    item.get(method.as_str().to_lowercase())
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template.iter().zip(&path).all(|(part, given)| part.starts_with('{') || part == given)
}

/// The failures of an operation as a whole.
pub fn failures(operation: &Value) -> Failures {
    let responses = operation["responses"].as_object().unwrap();
    responses
        .iter()
        .flat_map(|(status, response)| codes(response).into_iter().map(move |code| format!("{status} {code}")))
        .collect()
}

/// The codes of a response.
pub fn codes(response: &Value) -> Vec<String> {
    let parts = response["content"]["application/problem+json"]["schema"]["allOf"].as_array();
    let keys = parts.into_iter().flatten().filter_map(|part| part["properties"]["code"]["enum"].as_array());
    keys.flatten().map(|key| key.as_str().unwrap().to_owned()).collect()
}

/// The failures of items of a reply.
pub fn item_failures(operation: &Value) -> Failures {
    let said = operation["responses"]["200"]["x-item-codes"].as_object();
    let keys = said.into_iter().flatten().flat_map(|(status, keys)| {
        keys.as_array().unwrap().iter().map(move |key| format!("{status} {}", key.as_str().unwrap()))
    });
    keys.collect()
}

/// The parts of a reply that the document does not name.
pub fn unnamed(operation: &Value, reply: &Reply) -> Option<String> {
    let status = reply.status;
    // A request for a page or for plain text is told no code.
    let is_page = reply.header("content-type").starts_with("text/") && !status.is_success();
    if is_page || status.is_redirection() {
        return None;
    }
    if status.is_success() {
        let known = operation["responses"].get(status.as_str()).is_some();
        return (!known).then(|| format!("{status}")).or_else(|| unnamed_item(operation, reply));
    }
    let told = format!(
        "{} {}",
        status.as_str(),
        serde_json::from_slice(&reply.body).map_or_else(|_| String::new(), |body: Value| text(&body["code"]))
    );
    (!failures(operation).contains(&told)).then_some(told)
}

fn unnamed_item(operation: &Value, reply: &Reply) -> Option<String> {
    let known = item_failures(operation);
    if known.is_empty() {
        return None;
    }
    let body = reply.json();
    let items = body["results"].as_array().or(body["receipts"].as_array()).unwrap();
    let told = items.iter().filter_map(|item| match item["status"].as_u64() {
        Some(200 | 201) => None,
        Some(status) => Some(format!("{status} {}", text(&item["code"]))),
        None => item.get("error").map(|error| text(&error["code"])),
    });
    told.into_iter().find(|told| !known.iter().any(|known| known == told || known.split(' ').nth(1) == Some(told)))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
