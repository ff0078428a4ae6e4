//! The sentences of errors, Vietnamese first.

mod errors;
mod rules;
mod unsent;

pub use errors::{Way, home, next, sign_in, staff_home, try_again, typed, why, why_not_done};
pub use rules::broken_rule;
pub use unsent::{back_to_it, still_there, to_unsent, unsent, unsent_theirs};

use crate::{domain::role::Role, ui::words::words};

words! {
    // Before the id on the page of an error.
    request_id: "Mã yêu cầu", "Request id";

    no_such_format: "Định dạng là json hoặc csv", "A format is json or csv";
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
