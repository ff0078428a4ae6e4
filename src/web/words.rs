//! The sentences of errors, Vietnamese first.

mod errors;
mod unsent;

pub use errors::{Way, home, next, sign_in, staff_home, try_again, typed, why, why_not_done};
pub use unsent::{back_to_it, still_there, to_unsent, unsent, unsent_theirs};

use crate::{
    domain::{question::Cause, role::Role},
    ui::words::words,
};

words! {
    question(Cause) {
        UnknownName: "Không có tham số này", "There is no such parameter";
        NoSuchSurvey: "Không có mẫu khảo sát này", "There is no such questionnaire version";
        NoSuchUnit: "Không có cơ quan, đơn vị này trong phạm vi được xem",
            "There is no such organisation in your scope";
        NoSuchBlock: "Không có khối này", "There is no such block";
        NotAYear: "Năm viết bốn chữ số, ví dụ 2024", "A year is written with four digits, such as 2024";
        NotAMonth: "Tháng viết dạng YYYY-MM, ví dụ 2024-05", "A month is written YYYY-MM, such as 2024-05";
        Order(_, _): "Tháng cuối phải từ tháng đầu trở đi", "The last month must not lie before the first";
        NoSuchMethod: "Cách tính là top2, mean5 hoặc mean4", "The method is top2, mean5 or mean4";
        NoSuchGroup: "Nhóm theo unit, factor, item, month, stratum, respondent hoặc flag",
            "Group by unit, factor, item, month, stratum, respondent or flag";
        NoSuchStratum: "Kênh là receipt, kiosk, kiosk-receipt, poster, paper hoặc invited",
            "A stratum is receipt, kiosk, kiosk-receipt, poster, paper or invited";
    }
}

words! {
    // Before the id on the page of an error.
    request_id: "Mã yêu cầu", "Request id";

    no_such_format: "Định dạng là json hoặc csv", "A format is json or csv";
    no_such_dialect: "Kiểu tệp là machine hoặc excel-vi", "A dialect is machine or excel-vi";
    not_crossed: "Theo từng kênh chỉ nêu chỉ số chung, theo đơn vị hoặc theo tháng",
        "By stratum only the overall index is published, by unit or by month";

    role(Role) {
        Analyst: "Phân tích", "Analyst";
        Manager: "Lãnh đạo đơn vị", "Manager";
        Oversight: "Giám sát, xem góp ý", "Oversight, reads comments";
        Administrator: "Quản trị", "Administrator";
        Auditor: "Kiểm tra nhật ký", "Auditor";
    }
}
