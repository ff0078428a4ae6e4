//! Every text that a person at a desk reads, in Vietnamese and in English, side by side.
//!
//! Short texts only; the questions themselves are in the questionnaire. [`describe`] and
//! [`field_name`] put mistakes into words.

mod choice;
mod closed;
pub mod home;
pub mod kiosk;
mod phone_page;
mod problem;
mod quick;
mod receipt;

pub use choice::{choice, choice_hint, further, send_now};
pub use closed::{
    desk_ended, desk_not_open, first_day, heirs, last_day, no_day, no_heirs, receipts_still, unit_ended, unit_not_open,
};
pub use phone_page::{
    phone_page_empty, phone_page_hint, phone_page_over, phone_page_over_hint, phone_page_send, phone_page_sent,
    phone_page_sent_hint, phone_page_title, phone_page_unknown, phone_page_unknown_hint,
};
pub use problem::{describe, describe_error, field_name};
pub use quick::{idle_send, level_missing, quick, reasons, reasons_any, to_full};
pub use receipt::{
    already, contested, contested_hint, event, expired_receipt, expired_receipt_hint, facts_of_receipt, not_me,
    not_me_ask, receipt_of, revoked, revoked_hint, too_many_tries, too_many_tries_hint, type_hint, type_link,
    type_slip, type_title, type_too_many, type_used_up, type_wrong, unknown_receipt, unknown_receipt_hint,
    wrong_receipt, wrong_receipt_hint,
};

use crate::{
    domain::{language::Lang, survey::Survey},
    ui::{length, words::words},
};

words! {
    // Frame
    languages: "Ngôn ngữ", "Language";
    name: "Khảo sát mức độ hài\u{a0}lòng", "Satisfaction survey";
    short_name: "Hài lòng", "Hài lòng";
    skip_link: "Đến phần trả lời", "Skip to the answers";
    back: "Quay lại", "Back";
    go_on: "Tiếp tục", "Continue";
    anonymous: "Không hỏi họ tên. Cán bộ tại nơi tiếp nhận không xem được câu trả lời của từng người.",
        "No name asked. Counter staff cannot see individual answers.";
    waiting: "Mất mạng – phiếu vẫn được giữ và tự gửi khi có mạng.",
        "No network – forms are kept and sent when it is back.";
    error_prefix: "Lỗi: ", "Error: ";
    errors: "Có lỗi cần sửa", "There is a problem";

    // Start
    ask: "Ông/Bà hài\u{a0}lòng đến mức nào?", "How satisfied are you?";
    facts(length): "{length} · không hỏi họ\u{a0}tên", "{length} · no\u{a0}name\u{a0}asked";
    tap_hint: "Chạm một câu trả lời, máy tự sang câu sau. Có thể bấm Quay lại.",
        "Tap an answer to go to the next question. You can go back.";
    start: "Bắt đầu", "Start";
    kind: "Ông/Bà đến làm thủ tục cho:", "Who is your business here for?";
    citizen: "Bản thân, gia đình", "Myself or my family";
    organisation: "Cơ quan, tổ chức, doanh nghiệp", "An organisation or company";
    kind_missing: "Chọn Ông/Bà làm thủ tục cho ai", "Choose who your business here is for";
    wrong_place: "Không phải nơi này? Hãy quét lại mã.", "Not this place? Scan the code again.";

    // Units
    unit: "Thủ tục của Ông/Bà thuộc cơ quan nào?", "Which organisation was your business with?";
    unit_search: "Tìm tên cơ quan", "Search by name";
    unit_none: "Không có cơ quan nào khớp. Hãy gõ ngắn hơn.", "No match. Try fewer letters.";
    unit_choose: "Chọn một cơ quan", "Choose an organisation";
    unit_missing: "Chọn cơ quan giải quyết thủ tục", "Choose the organisation";
    more: "Xem thêm", "Show more";

    // Questions
    counter(n, total): "Câu {n}/{total}", "Question {n} of {total}";
    skip: "Bỏ qua câu này", "Skip this question";
    skip_part: "Bỏ qua phần này", "Skip this part";
    rest: "Phần này còn câu về cùng việc này. Áp dụng câu trả lời cho cả phần?",
        "More questions here are about the same matter. Use this answer for all of them?";
    rest_all: "Áp dụng cho cả phần này", "Use for the whole part";
    rest_one: "Chỉ câu này", "Only this question";
    part_empty: "Chọn mức hài\u{a0}lòng cho ít nhất một câu, hoặc bấm Bỏ qua phần này",
        "Choose an answer for at least one question, or press Skip this part";
    fact: "Về lần làm thủ tục này", "About your business here";
    expect: "Điều gì cần cải thiện trước?", "What should improve first?";
    expect_max(n): "Chọn tối đa {n}", "Choose up to {n}";
    expect_full(n): "Đã chọn đủ {n}. Bỏ chọn một điều để chọn điều khác.",
        "You have chosen {n}. Clear one to choose another.";
    about: "Để biết dịch vụ có phục vụ đều mọi người không",
        "So that we know whether everyone is served equally well";
    no_answer: "Không muốn trả lời", "I would rather not say";

    // Words
    comment: "Ông/Bà muốn góp ý thêm điều gì không?", "Is there anything you would like to add?";
    comment_hint: "Không ghi họ tên, số CCCD, số điện thoại của ai.",
        "Do not write anyone's name, identity number or telephone number.";
    count_left: "Còn {n} ký tự", "{n} characters left";
    count_over: "Dư {n} ký tự", "{n} characters too many";
    comment_long(n): "Ý kiến phải có tối đa {n} ký tự", "Your comment must be {n} characters or fewer";
    send: "Gửi đánh giá", "Send my answers";
    send_plain: "Không, gửi luôn", "No, just send";
    nothing: "Trả lời ít nhất một câu trước khi gửi", "Answer at least one question before you send";

    // After sending
    sending: "Đang gửi…", "Sending…";
    thanks: "Cảm ơn Ông/Bà. Ý\u{a0}kiến đã được ghi nhận.", "Thank you. Your answers are recorded.";
    acknowledgement: "Mã xác nhận", "Acknowledgement code";
    acknowledgement_for: "Mã này cho biết phiếu đã được lưu. Không cần giữ lại; không ai tra được câu trả lời từ mã này.",
        "It says that your answers are stored. You need not keep it; nobody can find your answers by it.";
    results: "Kết quả chung được công khai tại:", "The results are published for everyone:";
    results_link: "Xem kết quả khảo sát", "See the results";
    finish: "Kết thúc", "Finish";
    busy: "Hệ thống đang bận. Phiếu của Ông/Bà vẫn còn trên máy.", "The system is busy. Your form is still here.";
    busy_hint: "Máy tự gửi lại sau ít giây. Ông/Bà không cần trả lời lại.",
        "It is sent again by itself. You need not answer again.";
    offline: "Không có mạng, hoặc mạng quá yếu. Phiếu của Ông/Bà vẫn còn trên máy.",
        "No network, or a very weak one. Your form is still here.";
    offline_hint: "Máy tự gửi khi có mạng. Nếu phải đóng trang này, hãy mở lại sau: phiếu vẫn còn và được gửi tiếp.",
        "It is sent by itself when the network is back. If you have to close this page, open it again later: the form is kept and sent then.";
    // A phone's note on forms that it could not hand in yet; `{n}` is their number.
    kept: "Còn {n} phiếu chưa gửi được trên máy này. Máy tự gửi lại mỗi khi mở trang này.",
        "Forms not yet sent on this phone: {n}. They are tried again whenever this page is opened.";
    still_here: "Câu trả lời của Ông/Bà vẫn còn trên máy này, cho đến khi Ông/Bà bấm Xóa.",
        "Your answers are still on this phone, until you erase them.";
    look: "Xem lại câu trả lời", "See my answers";
    busy_page: "Hệ thống đang bận.", "The system is busy.";
    busy_page_hint: "Xin đợi một phút rồi tải lại trang này.", "Wait a minute, then load this page again.";
    again: "Gửi lại ngay", "Send again now";
    restart: "Bắt đầu lại", "Start again";
    conflict: "Phiếu này đã được gửi với nội dung khác. Ông/Bà có thể làm phiếu mới.",
        "This form was already sent with other answers. You can fill in a new one.";
    expired: "Đợt khảo sát này không còn nhận phiếu.", "This survey no longer takes answers.";
    refused: "Phiếu chưa gửi được. Ông/Bà hãy báo cho người hướng dẫn tại nơi tiếp nhận.",
        "The form could not be sent. Please tell the person who helps at the desk.";

    // Idle, starting over
    idle: "Ông/Bà còn ở đây không?", "Are you still there?";
    idle_count: "Phiếu sẽ bắt đầu lại sau {s} giây.", "This form restarts in {s} seconds.";
    stay: "Tiếp tục trả lời", "Continue answering";
    erase: "Xóa và làm lại", "Erase and start over";
    erase_ask: "Xóa hết câu trả lời đã chọn?", "Erase all the answers you have given?";
    keep: "Giữ lại", "Keep them";

    // Pages in place of a form
    unknown: "Mã QR này không còn dùng", "This code is no longer in use";
    unknown_hint: "Hãy quét lại mã tại nơi tiếp nhận, hoặc chọn nơi Ông/Bà vừa làm thủ tục:",
        "Scan the code at the desk again, or choose the place where you were:";
    closed(day): "Đợt khảo sát đã kết thúc ngày {day}", "The survey ended on {day}";
    not_yet(day): "Đợt khảo sát bắt đầu từ ngày {day}", "The survey begins on {day}";
    not_yet_hint: "Từ ngày đó, mã và đường dẫn này mở được.", "From that day this code and link work.";
    state_thanks: "Cảm ơn Ông/Bà đã quan tâm.", "Thank you for your interest.";
}

/// "22 câu · khoảng 3 phút · không hỏi họ\u{a0}tên": for a form of a desk.
pub fn facts_of(survey: &Survey, lang: Lang) -> String {
    facts(lang, length::rated(survey, lang))
}
