//! The document for people: what can be asked for, what is sent and told, and every code.

use super::{
    schema::{description, fields, kind, link, parents},
    words,
};
use crate::{
    domain::language::Lang,
    web::{code::Code, document::ITEM_CODES, paths::route},
};
use maud::{Markup, html};
use utoipa::openapi::{
    Content, OpenApi, RefOr, Required, Response, Schema,
    path::{Operation, Parameter, PathItem},
};

/// Anchors and names of the parts.
pub fn sections(document: &OpenApi, lang: Lang) -> Vec<(String, String)> {
    let tags = document.tags.iter().flatten().map(|tag| (tag.name.clone(), words::part(&tag.name, lang).to_owned()));
    let rest = [("types", words::types(lang)), ("codes", words::codes(lang))];
    tags.chain(rest.map(|(anchor, label)| (anchor.to_owned(), label.to_owned()))).collect()
}

/// The content inside the frame.
pub fn main(document: &OpenApi, lang: Lang) -> Markup {
    html! {
        h1 { (words::title(lang)) }
        p { (words::about(lang)) }
        p { a href=(route::OPENAPI) { (words::as_json(lang)) } }
        p.note lang="en" { @if let Some(about) = &document.info.description { (in_code(about)) } }
        @for tag in document.tags.iter().flatten() {
            section.api #(tag.name) {
                h2 { (words::part(&tag.name, lang)) }
                @for (path, item) in &document.paths.paths {
                    @for (method, operation) in operations(item) {
                        @if operation.tags.iter().flatten().any(|name| *name == tag.name) {
                            (shown(method, path, operation, lang))
                        }
                    }
                }
            }
        }
        (types(document, lang))
        (codes(lang))
    }
}

/// The operations of an address, by method.
fn operations(item: &PathItem) -> Vec<(&'static str, &Operation)> {
    let all = [("GET", &item.get), ("POST", &item.post), ("PUT", &item.put), ("DELETE", &item.delete)];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?))).collect()
}

fn shown(method: &str, path: &str, operation: &Operation, lang: Lang) -> Markup {
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let needs: Vec<&str> = operation.security.iter().flatten().flat_map(|way| words::ways(way, lang)).collect();
    html! {
        article.card #{ "op-" (id) } {
            h3 { code { (method) " " (path) } }
            p { (words::operation(id, lang).unwrap_or(operation.summary.as_deref().unwrap_or_default())) }
            @if !needs.is_empty() { p.note { (words::needs(lang)) ": " (needs.join(words::or(lang))) } }
            (parameters(operation.parameters.as_deref().unwrap_or_default(), lang))
            @if let Some(RefOr::T(body)) = &operation.request_body {
                h4 { (words::sent(lang)) }
                p { (contents(body.content.values(), lang)) }
                @if let Some(said) = &body.description { p.note lang="en" { (said) } }
            }
            h4 { (words::told(lang)) }
            dl { @for (status, response) in &operation.responses.responses {
                @if let RefOr::T(response) = response { (told(status, response, lang)) }
            } }
        }
    }
}

fn parameters(all: &[RefOr<Parameter>], lang: Lang) -> Markup {
    let all: Vec<&Parameter> =
        all.iter().filter_map(|it| if let RefOr::T(it) = it { Some(it) } else { None }).collect();
    html! {
        @if !all.is_empty() {
            h4 { (words::parameters(lang)) }
            dl { @for parameter in all {
                dt { code { (parameter.name) } }
                dd {
                    (words::place(&parameter.parameter_in, lang))
                    @if parameter.required == Required::True { ", " (words::required(lang)) }
                    @if let Some(said) = &parameter.description { br; span lang="en" { (in_code(said)) } }
                }
            } }
        }
    }
}

fn told(status: &str, response: &Response, lang: Lang) -> Markup {
    let codes = codes_of(response);
    html! {
        dt { (status) }
        dd {
            @if codes.is_empty() {
                span lang="en" { (response.description) } " " (contents(response.content.values(), lang))
            } @else { (code_list(&codes, lang)) }
            @for (status, codes) in item_codes(response) {
                br; (words::of_items(lang)) " " (status) ": " (code_list(&codes, lang))
            }
        }
    }
}

fn contents<'d>(contents: impl Iterator<Item = &'d RefOr<Content>>, lang: Lang) -> Markup {
    let kinds = contents.filter_map(|content| match content {
        RefOr::T(content) => content.schema.as_ref(),
        RefOr::Ref(_) => None,
    });
    html! { @for schema in kinds { (kind(schema, lang)) " " } }
}

fn code_list(codes: &[Code], lang: Lang) -> Markup {
    html! { ul { @for code in codes { li { a href={ "#code-" (code.key()) } { code { (code.key()) } } " " (code.title(lang)) } } } }
}

/// The codes that a failure may have.
pub fn codes_of(response: &Response) -> Vec<Code> {
    let schemas = response.content.values().filter_map(|content| match content {
        RefOr::T(content) => content.schema.as_ref(),
        RefOr::Ref(_) => None,
    });
    let codes = schemas.flat_map(fields).filter(|field| field.name == "code").filter_map(|field| match field.schema {
        RefOr::T(Schema::Object(object)) => object.enum_values.as_ref(),
        _ => None,
    });
    codes.flatten().filter_map(|key| known(key.as_str()?)).collect()
}

/// The codes that items of a reply may have, by status.
pub fn item_codes(response: &Response) -> Vec<(&str, Vec<Code>)> {
    let said = response.extensions.as_ref().and_then(|all| all.get(ITEM_CODES)?.as_object());
    let codes = |keys: &serde_json::Value| {
        keys.as_array().into_iter().flatten().filter_map(|key| known(key.as_str()?)).collect()
    };
    said.into_iter().flatten().map(|(status, keys)| (status.as_str(), codes(keys))).collect()
}

fn known(key: &str) -> Option<Code> {
    Code::ALL.iter().copied().find(|code| code.key() == key)
}

fn types(document: &OpenApi, lang: Lang) -> Markup {
    html! {
        section.api #types {
            h2 { (words::types(lang)) }
            @for (name, schema) in document.components.iter().flat_map(|components| &components.schemas) {
                article.card #{ "type-" (name) } {
                    h3 { (name) }
                    @if let Some(said) = description(schema) { p lang="en" { (in_code(said)) } }
                    @let taken = parents(schema);
                    @if !taken.is_empty() { p { (words::also(lang)) @for name in taken { " " (link(name)) } } }
                    (properties(schema, lang))
                }
            }
        }
    }
}

fn properties(schema: &RefOr<Schema>, lang: Lang) -> Markup {
    let fields = fields(schema);
    html! {
        @if fields.is_empty() { p { (kind(schema, lang)) } } @else {
            dl { @for field in fields {
                dt { code { (field.name) } }
                dd {
                    (kind(field.schema, lang))
                    @if field.required { ", " (words::required(lang)) }
                    @if let Some(said) = description(field.schema) { br; span lang="en" { (in_code(said)) } }
                }
            } }
        }
    }
}

fn codes(lang: Lang) -> Markup {
    html! {
        section.api #codes {
            h2 { (words::codes(lang)) }
            div.card { dl { @for code in Code::ALL {
                dt #{ "code-" (code.key()) } { code { (code.key()) } }
                dd {
                    @for (place, status) in code.statuses().iter().enumerate() { @if place > 0 { ", " } (status.as_u16()) }
                    br; (code.title(lang)) ". " (code.detail(lang))
                }
            } } }
        }
    }
}

/// A text in which what stands between backticks is code.
fn in_code(text: &str) -> Markup {
    html! { @for (place, part) in text.split('`').enumerate() { @if place % 2 == 1 { code { (part) } } @else { (part) } } }
}
