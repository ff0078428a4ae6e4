//! The words of the table of responses.

use crate::domain::language::words;

words! {
    // Answers that are no level: not applicable, skipped.
    keys NO_LEVEL {
        "na": "không áp dụng";
        "skipped": "bỏ qua";
    }
    keys LANGUAGES {
        "vi": "tiếng Việt";
        "en": "tiếng Anh";
    }
}
