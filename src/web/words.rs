//! The sentences of errors, Vietnamese first.

mod errors;
mod unsent;

pub use errors::{Way, home, next, sign_in, staff_home, try_again, typed, why, why_not_done};
pub use unsent::{back_to_it, still_there, to_unsent, unsent, unsent_theirs};

use crate::{
    domain::{language::Lang, question::Cause, role::Role},
    ui::words::words,
};

/// What stands before the request id on an error page.
pub fn request_id(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Mã yêu cầu",
        Lang::En => "Request id",
    }
}

/// The sentence for a part of a question that is refused.
pub fn question(cause: Cause, lang: Lang) -> &'static str {
    let (vi, en) = match cause {
        Cause::UnknownName => ("Không có tham số này", "There is no such parameter"),
        Cause::NoSuchSurvey => ("Không có mẫu khảo sát này", "There is no such questionnaire version"),
        Cause::NoSuchUnit => {
            ("Không có cơ quan, đơn vị này trong phạm vi được xem", "There is no such organisation in your scope")
        }
        Cause::NoSuchBlock => ("Không có khối này", "There is no such block"),
        Cause::NotAYear => ("Năm viết bốn chữ số, ví dụ 2024", "A year is written with four digits, such as 2024"),
        Cause::NotAMonth => ("Tháng viết dạng YYYY-MM, ví dụ 2024-05", "A month is written YYYY-MM, such as 2024-05"),
        Cause::Order(..) => ("Tháng cuối phải từ tháng đầu trở đi", "The last month must not lie before the first"),
        Cause::NoSuchMethod => ("Cách tính là top2, mean5 hoặc mean4", "The method is top2, mean5 or mean4"),
        Cause::NoSuchGroup => (
            "Nhóm theo unit, factor, item, month, stratum, respondent hoặc flag",
            "Group by unit, factor, item, month, stratum, respondent or flag",
        ),
        Cause::NoSuchStratum => (
            "Kênh là receipt, kiosk, kiosk-receipt, poster, paper hoặc invited",
            "A stratum is receipt, kiosk, kiosk-receipt, poster, paper or invited",
        ),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

words! {
    no_such_format: "Định dạng là json hoặc csv", "A format is json or csv";
    no_such_dialect: "Kiểu tệp là machine hoặc excel-vi", "A dialect is machine or excel-vi";
    not_crossed: "Theo từng kênh chỉ nêu chỉ số chung, theo đơn vị hoặc theo tháng",
        "By stratum only the overall index is published, by unit or by month";
}

/// The pages of the staff's navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Overview,
    Export,
    Receipts,
    Comments,
    Print,
    Devices,
    Users,
    Log,
    Password,
}

/// A page's name in the navigation.
pub fn page(page: Page, lang: Lang) -> &'static str {
    let (vi, en) = match page {
        Page::Overview => ("Tổng quan", "Overview"),
        Page::Export => ("Xuất dữ liệu", "Export"),
        Page::Receipts => ("Mã đánh giá", "Receipts"),
        Page::Comments => ("Góp ý", "Comments"),
        Page::Print => ("In ấn", "Print"),
        Page::Devices => ("Máy đánh giá", "Kiosks"),
        Page::Users => ("Người dùng", "Users"),
        Page::Log => ("Nhật ký", "Log"),
        Page::Password => ("Đổi mật khẩu", "Change password"),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// A role in words.
pub fn role(role: Role, lang: Lang) -> &'static str {
    let (vi, en) = match role {
        Role::Analyst => ("Phân tích", "Analyst"),
        Role::Manager => ("Lãnh đạo đơn vị", "Manager"),
        Role::Oversight => ("Giám sát, xem góp ý", "Oversight, reads comments"),
        Role::Administrator => ("Quản trị", "Administrator"),
        Role::Auditor => ("Kiểm tra nhật ký", "Auditor"),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}
