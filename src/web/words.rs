//! The sentences of errors, Vietnamese first.

mod devices;
mod errors;
mod unsent;

pub use errors::{Way, home, next, sign_in, staff_home, try_again, typed, why, why_not_done};
pub use unsent::{back_to_it, still_there, to_unsent, unsent, unsent_theirs};

use crate::{
    domain::{language::Lang, question::Cause, role::Role},
    ui::words::words,
};

/// The title and the sentence that a visitor reads for a problem's code.
pub fn problem(code: &str, lang: Lang) -> (&'static str, &'static str) {
    let (vi, en) = match code {
        "not_found" => (
            ("Không tìm thấy trang", "Địa chỉ này không còn dùng hoặc được gõ chưa đúng."),
            ("Page not found", "This address is no longer used or was mistyped."),
        ),
        "unavailable" => (
            ("Hệ thống đang bận", "Phiếu chưa được ghi nhận và vẫn còn trên máy của Ông/Bà. Xin gửi lại sau ít giây."),
            (
                "The system is busy",
                "Your answers are not recorded yet and are still on your device. Send them again in a few seconds.",
            ),
        ),
        "submission_conflict" => (
            ("Phiếu này đã được gửi với nội dung khác", "Câu trả lời gửi lần đầu được giữ nguyên."),
            ("This form was already sent with other answers", "The answers sent first are kept."),
        ),
        "survey_closed" => (
            ("Đợt khảo sát đã kết thúc", "Cảm ơn Ông/Bà đã quan tâm."),
            ("This survey has ended", "Thank you for your interest."),
        ),
        "survey_not_open" => (
            ("Đợt khảo sát chưa bắt đầu", "Xin Ông/Bà quay lại sau."),
            ("This survey has not started", "Please come back later."),
        ),
        "unit_ended" => (
            ("Cơ quan này đã kết thúc hoạt động", "Xin gửi đánh giá cho cơ quan kế thừa."),
            ("This organisation has ended", "Send the answers to the organisation that does its work now."),
        ),
        "unit_not_open" => (
            ("Cơ quan này chưa hoạt động", "Xin Ông/Bà quay lại sau."),
            ("This organisation does not exist yet", "Please come back later."),
        ),
        "desk_ended" => (
            ("Nơi tiếp nhận này đã kết thúc hoạt động", "Xin đến nơi tiếp nhận của cơ quan kế thừa."),
            ("This desk has ended", "Go to a desk of the organisations that do its work now."),
        ),
        "desk_not_open" => (
            ("Nơi tiếp nhận này chưa hoạt động", "Xin Ông/Bà quay lại sau."),
            ("This desk is not open yet", "Please come back later."),
        ),
        "unknown_receipt" => (
            ("Mã đánh giá không hợp lệ", "Mã này không có trong hệ thống hoặc đã hết hạn."),
            ("Unknown receipt", "This code is not known or has expired."),
        ),
        "already_answered" => (
            ("Giấy hẹn này đã được trả lời", "Mỗi giấy hẹn chỉ được trả lời một lần."),
            ("This receipt was answered", "A receipt can be answered once."),
        ),
        "receipt_expired" => (
            ("Mã đánh giá đã hết hạn", "Mã có giá trị 30 ngày sau khi hết tuần được cấp."),
            ("The receipt's code has expired", "It is valid for 30 days after the week of its issue."),
        ),
        "receipt_revoked" => (
            ("Mã đánh giá đã bị thu hồi", "Xin hỏi nơi đã cấp giấy hẹn."),
            ("The receipt's code was taken back", "Ask where you were given the receipt."),
        ),
        "too_many" => (
            ("Thử quá nhiều lần", "Xin đợi một phút rồi thử lại."),
            ("Too many tries", "Wait a minute, then try again."),
        ),
        "too_many_submissions" => (
            ("Gửi quá nhiều phiếu một lúc", "Mỗi lần gửi nhiều nhất 20 phiếu."),
            ("Too many forms at once", "Send at most 20 at a time."),
        ),
        "invalid_submission" => (
            ("Có lỗi cần sửa", "Xin kiểm tra các mục được nêu."),
            ("There are mistakes to correct", "Check the fields that are named."),
        ),
        "invalid_query" => (
            ("Bộ lọc không hợp lệ", "Xin kiểm tra các tham số được nêu."),
            ("The filter is not valid", "Check the parameters that are named."),
        ),
        "malformed" => (
            ("Nội dung gửi lên không đọc được", "Nội dung phải là JSON hoặc biểu mẫu hợp lệ, mã hóa UTF-8."),
            ("The content cannot be read", "It must be valid JSON or a valid form, in UTF-8."),
        ),
        "too_large" => (
            ("Nội dung quá lớn", "Một phiếu có tối đa 32 KB, một lần xin cấp mã có tối đa 512 KB."),
            ("Too large", "A form has at most 32 KB, a call for receipts at most 512 KB."),
        ),
        "too_many_receipts" => (
            ("Quá nhiều mã trong một lần gọi", "Mỗi lần gọi cấp tối đa 1.000 mã; chưa mã nào được cấp. Xin chia nhỏ."),
            ("Too many receipts in a call", "A call mints at most 1,000; none was minted. Send them in parts."),
        ),
        "invalid_receipts" => (
            ("Nội dung xin cấp mã chưa đúng", "Nội dung là {\"receipts\": [{\"dossier\", \"unit\", \"event\"}]}."),
            ("Not a call for receipts", "The content is {\"receipts\": [{\"dossier\", \"unit\", \"event\"}]}."),
        ),
        "no_open_survey" => (
            ("Chưa cấp được mã", "Hôm nay không có đợt khảo sát nào đang mở."),
            ("Nothing can be minted", "No questionnaire is open today."),
        ),
        "no_address" => (
            ("Chưa cấp được mã", "Trang này chưa đặt địa chỉ (base_url). Quản trị cần đặt rồi khởi động lại máy chủ."),
            ("Nothing can be minted", "The site has no address (base_url). Set one and restart the server."),
        ),
        "revoked_key" => (
            ("Chưa cấp được mã", "Khóa cấp mã đã bị thu hồi. Quản trị cần tạo khóa mới."),
            ("Nothing can be minted", "The key that mints was taken back. The site needs a new key."),
        ),
        "unknown_api_key" => (
            ("Cần khóa API", "Yêu cầu không có khóa, khóa không đúng hoặc đã bị thu hồi."),
            ("An API key is needed", "There is none in the request, or it is unknown or revoked."),
        ),
        "wrong_api_key" => (
            ("Khóa API không có quyền này", "Mỗi khóa chỉ có một quyền; việc này cần khóa khác."),
            ("Not this key's right", "A key has one right; this needs another key."),
        ),
        "not_signed_in" => (
            ("Cần đăng nhập", "Phiên làm việc đã hết hoặc chưa đăng nhập."),
            ("Sign in first", "Your session has ended or you are not signed in."),
        ),
        "forbidden" => (
            ("Không có quyền xem trang này", "Vai trò của tài khoản không gồm trang này."),
            ("Not allowed", "Your role does not include this page."),
        ),
        "cross_site" => (
            ("Yêu cầu bị từ chối", "Yêu cầu không đến từ chính trang này."),
            ("Refused", "The request did not come from this site."),
        ),
        "timeout" => (("Quá thời gian chờ", "Xin thử lại sau ít giây."), ("Timed out", "Try again in a few seconds.")),
        "method_not_allowed" => (
            ("Cách gọi không được hỗ trợ", "Địa chỉ này không nhận cách gọi đó."),
            ("Method not allowed", "This address does not take that method."),
        ),
        code => devices::problem(code).unwrap_or((
            ("Hệ thống gặp lỗi", "Lỗi đã được ghi lại. Xin thử lại sau."),
            ("Something went wrong", "The error was recorded. Try again later."),
        )),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

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
