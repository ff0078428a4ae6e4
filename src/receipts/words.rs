//! What files and pages of receipts say, in both languages.

use crate::domain::{receipt::Event, survey::Lang};
use crate::ui::words::words;

words! {
    serial: "Số thứ tự", "Serial";
    url: "Đường dẫn", "Link";
    short_code: "Mã gõ tay", "Short code";
    unit: "Cơ quan, đơn vị", "Unit";
    event_head: "Sự kiện", "Event";
    expires_on: "Hạn trả lời", "Answer by";
    dossier: "Mã hồ sơ", "Dossier code";
}

/// The head of a file's column.
#[must_use]
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

/// What happened to the dossier.
#[must_use]
pub fn event(event: Event, lang: Lang) -> &'static str {
    let (vi, en) = match event {
        Event::Received => ("Tiếp nhận hồ sơ", "Dossier received"),
        Event::Supplement => ("Yêu cầu bổ sung", "Supplement requested"),
        Event::Refused => ("Từ chối tiếp nhận", "Dossier refused"),
        Event::Returned => ("Trả kết quả", "Result returned"),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}
