//! The words about receipts, at each place where they are handed out.

use crate::domain::{
    language::{Lang, words},
    receipt::Event,
};

words! {
    serial: "Số thứ tự", "Serial";
    url: "Đường dẫn", "Link";
    short_code: "Mã gõ tay", "Short code";
    unit: "Cơ quan, đơn vị", "Unit";
    event_head: "Sự kiện", "Event";
    expires_on: "Hạn trả lời", "Answer by";
    dossier: "Mã hồ sơ", "Dossier code";
    event(Event) {
        Received: "Tiếp nhận hồ sơ", "Application received";
        Supplement: "Yêu cầu bổ sung hồ sơ", "More papers requested";
        Refused: "Từ chối tiếp nhận hồ sơ", "Application refused";
        Returned: "Trả kết quả", "Result returned";
    }
}

/// The head of a file's column.
pub fn column(key: &str, lang: Lang) -> &'static str {
    match key {
        "serial" => serial(lang),
        "url" => url(lang),
        "short_code" => short_code(lang),
        "unit" => unit(lang),
        "event" => event_head(lang),
        "expires_on" => expires_on(lang),
        _ => dossier(lang),
    }
}
