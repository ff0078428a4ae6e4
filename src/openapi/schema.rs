//! A schema in words: what kind of value it is, and its fields.

use super::words;
use crate::domain::language::Lang;
use maud::{Markup, html};
use utoipa::openapi::{
    RefOr, Schema,
    schema::{AdditionalProperties, ArrayItems, Object, SchemaType, Type},
};

/// A field of an object.
pub struct Field<'d> {
    pub name: &'d str,
    pub required: bool,
    pub schema: &'d RefOr<Schema>,
}

/// The fields of an object, those that it takes over from others left out.
pub fn fields(schema: &RefOr<Schema>) -> Vec<Field<'_>> {
    let RefOr::T(schema) = schema else { return Vec::new() };
    match schema {
        Schema::Object(object) => object
            .properties
            .iter()
            .map(|(name, schema)| Field { name, required: object.required.contains(name), schema })
            .collect(),
        Schema::AllOf(all) => all.items.iter().flat_map(fields).collect(),
        Schema::OneOf(one) => one.items.iter().flat_map(fields).collect(),
        _ => Vec::new(),
    }
}

/// Those from which a schema takes over fields.
pub fn parents(schema: &RefOr<Schema>) -> Vec<&str> {
    match schema {
        RefOr::Ref(reference) => vec![name(&reference.ref_location)],
        RefOr::T(Schema::AllOf(all)) => all.items.iter().flat_map(parents).collect(),
        RefOr::T(Schema::OneOf(one)) => one.items.iter().flat_map(parents).collect(),
        RefOr::T(_) => Vec::new(),
    }
}

/// The description of a schema, in English.
pub fn description(schema: &RefOr<Schema>) -> Option<&str> {
    match schema {
        RefOr::Ref(reference) => Some(reference.description.as_str()).filter(|text| !text.is_empty()),
        RefOr::T(Schema::Object(object)) => object.description.as_deref(),
        RefOr::T(Schema::Array(array)) => array.description.as_deref(),
        RefOr::T(Schema::AllOf(all)) => all.description.as_deref(),
        RefOr::T(Schema::OneOf(one)) => one.description.as_deref(),
        RefOr::T(_) => None,
    }
}

/// The kind of a value; named schemas are links.
pub fn kind(schema: &RefOr<Schema>, lang: Lang) -> Markup {
    match schema {
        RefOr::Ref(reference) => link(name(&reference.ref_location)),
        RefOr::T(Schema::Array(array)) => match &array.items {
            ArrayItems::RefOrSchema(item) => html! { (words::list_of(lang)) " " (kind(item, lang)) },
            ArrayItems::False => html! { (words::list(lang)) },
        },
        RefOr::T(Schema::Object(object)) => plain(object, lang),
        RefOr::T(Schema::AllOf(all)) => either(&all.items, " + ", lang),
        RefOr::T(Schema::OneOf(one)) => either(&one.items, words::or(lang), lang),
        RefOr::T(_) => html! { (words::anything(lang)) },
    }
}

fn either(items: &[RefOr<Schema>], between: &str, lang: Lang) -> Markup {
    html! { @for (place, item) in items.iter().enumerate() { @if place > 0 { (between) } (kind(item, lang)) } }
}

fn plain(object: &Object, lang: Lang) -> Markup {
    if let Some(keys) = &object.enum_values {
        let keys: Vec<&str> = keys.iter().filter_map(|key| key.as_str()).collect();
        return html! { (words::one_of(lang)) " " @for key in keys { code { (key) } " " } };
    }
    match object.additional_properties.as_deref() {
        Some(AdditionalProperties::RefOr(value)) if object.properties.is_empty() => {
            html! { (words::map_of(lang)) " " (kind(value, lang)) }
        }
        _ => html! { (types(&object.schema_type, lang)) },
    }
}

fn types(kind: &SchemaType, lang: Lang) -> String {
    let all = match kind {
        SchemaType::Type(one) => std::slice::from_ref(one),
        SchemaType::Array(all) => all.as_slice(),
        SchemaType::AnyValue => return words::anything(lang).to_owned(),
    };
    let said: Vec<&str> = all.iter().map(|one| one_type(one, lang)).collect();
    said.join(words::or(lang))
}

fn one_type(kind: &Type, lang: Lang) -> &'static str {
    match kind {
        Type::String => words::text(lang),
        Type::Integer => words::integer(lang),
        Type::Number => words::number(lang),
        Type::Boolean => words::boolean(lang),
        Type::Array => words::list(lang),
        Type::Object => words::object(lang),
        Type::Null => "null",
    }
}

/// The name at the end of a reference.
fn name(location: &str) -> &str {
    location.rsplit('/').next().unwrap_or(location)
}

/// Where a named schema is on the page.
pub fn link(name: &str) -> Markup {
    html! { a href={ "#type-" (name) } { (name) } }
}
