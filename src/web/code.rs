//! The failures: one table of codes. A code has a status and words in both languages, or the program does not compile.

mod words;

pub use words::Code;

use axum::http::StatusCode;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, RefOr, Schema,
        schema::{SchemaType, Type},
    },
};

impl Code {
    /// The usual status.
    pub const fn status(self) -> StatusCode {
        self.statuses()[0]
    }

    /// The keys of some codes, as the type of a field.
    pub fn one_of(codes: &[Self]) -> RefOr<Schema> {
        let keys = codes.iter().map(|code| code.key());
        let keys = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).enum_values(Some(keys));
        keys.description(Some("Stable, for programs.")).build().into()
    }
}

impl PartialSchema for Code {
    fn schema() -> RefOr<Schema> {
        Self::one_of(Self::ALL)
    }
}

impl ToSchema for Code {}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::HashSet;

    #[test]
    fn every_code_has_a_key_of_its_own() {
        let keys: HashSet<&str> = Code::ALL.iter().map(|code| code.key()).collect();
        assert_eq!(keys.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| code.status().is_client_error() || code.status().is_server_error()));
    }
}
