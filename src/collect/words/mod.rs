//! Every text that a person at a desk reads, in Vietnamese and in English, side by side.
//!
//! Short texts only; the questions themselves are in the questionnaire. [`describe`] and
//! [`field_name`] put mistakes into words.

mod choice;
mod closed;
pub mod home;
pub mod kiosk;
mod problem;
mod quick;
mod receipt;
mod slip;

pub use choice::{CHOICE, CHOICE_HINT, FURTHER, SEND_NOW};
pub use closed::{
    DESK_ENDED, DESK_NOT_OPEN, FIRST_DAY, HEIRS, LAST_DAY, NO_DAY, NO_HEIRS, RECEIPTS_STILL, UNIT_ENDED, UNIT_NOT_OPEN,
};
pub use problem::{describe, describe_error, field_name};
pub use quick::{IDLE_SEND, LEVEL_MISSING, REASONS, REASONS_ANY, TO_FULL, quick};
pub use receipt::{
    ALREADY, CONTESTED, CONTESTED_HINT, EXPIRED_RECEIPT, EXPIRED_RECEIPT_HINT, FACTS_OF_RECEIPT, NOT_ME, NOT_ME_ASK,
    RECEIPT_OF, REVOKED, REVOKED_HINT, TOO_MANY_TRIES, TOO_MANY_TRIES_HINT, TYPE_HINT, TYPE_LINK, TYPE_SLIP,
    TYPE_TITLE, TYPE_TOO_MANY, TYPE_USED_UP, TYPE_WRONG, UNKNOWN_RECEIPT, UNKNOWN_RECEIPT_HINT, WRONG_RECEIPT,
    WRONG_RECEIPT_HINT, event,
};
pub use slip::{
    SLIP_EMPTY, SLIP_HINT, SLIP_OVER, SLIP_OVER_HINT, SLIP_SEND, SLIP_SENT, SLIP_SENT_HINT, SLIP_TITLE, SLIP_UNKNOWN,
    SLIP_UNKNOWN_HINT,
};

use crate::{
    domain::{language::Lang, survey::Survey},
    ui::length,
};

/// One text in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    vi: &'static str,
    en: &'static str,
}

const fn pair(vi: &'static str, en: &'static str) -> Pair {
    Pair { vi, en }
}

impl Pair {
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }

    /// The text with each `{name}` replaced by its value.
    pub fn with(self, lang: Lang, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.get(lang).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}

// Frame
pub const NAME: Pair = pair("Khảo sát mức độ hài\u{a0}lòng", "Satisfaction survey");
pub const SKIP_LINK: Pair = pair("Đến phần trả lời", "Skip to the answers");
pub const BACK: Pair = pair("Quay lại", "Back");
pub const CONTINUE: Pair = pair("Tiếp tục", "Continue");
pub const ANONYMOUS: Pair = pair(
    "Không hỏi họ tên. Cán bộ tại nơi tiếp nhận không xem được câu trả lời của từng người.",
    "No name asked. Counter staff cannot see individual answers.",
);
pub const WAITING: Pair = pair(
    "Mất mạng – phiếu vẫn được giữ và tự gửi khi có mạng.",
    "No network – forms are kept and sent when it is back.",
);
pub const ERROR_PREFIX: Pair = pair("Lỗi: ", "Error: ");
pub const ERRORS: Pair = pair("Có lỗi cần sửa", "There is a problem");

// Start
pub const ASK: Pair = pair("Ông/Bà hài\u{a0}lòng đến mức nào?", "How satisfied are you?");
pub const FACTS: Pair = pair("{length} · không hỏi họ\u{a0}tên", "{length} · no\u{a0}name\u{a0}asked");
pub const TAP_HINT: Pair = pair(
    "Chạm một câu trả lời, máy tự sang câu sau. Có thể bấm Quay lại.",
    "Tap an answer to go to the next question. You can go back.",
);
pub const START: Pair = pair("Bắt đầu", "Start");
pub const KIND: Pair = pair("Ông/Bà đến làm thủ tục cho:", "Who is your business here for?");
pub const CITIZEN: Pair = pair("Bản thân, gia đình", "Myself or my family");
pub const ORGANISATION: Pair = pair("Cơ quan, tổ chức, doanh nghiệp", "An organisation or company");
pub const KIND_MISSING: Pair = pair("Chọn Ông/Bà làm thủ tục cho ai", "Choose who your business here is for");
pub const WRONG_PLACE: Pair = pair("Không phải nơi này? Hãy quét lại mã.", "Not this place? Scan the code again.");

// Units
pub const UNIT: Pair = pair("Thủ tục của Ông/Bà thuộc cơ quan nào?", "Which organisation was your business with?");
pub const UNIT_SEARCH: Pair = pair("Tìm tên cơ quan", "Search by name");
pub const UNIT_NONE: Pair = pair("Không có cơ quan nào khớp. Hãy gõ ngắn hơn.", "No match. Try fewer letters.");
pub const UNIT_CHOOSE: Pair = pair("Chọn một cơ quan", "Choose an organisation");
pub const UNIT_MISSING: Pair = pair("Chọn cơ quan giải quyết thủ tục", "Choose the organisation");
pub const MORE: Pair = pair("Xem thêm", "Show more");

// Questions
pub const COUNTER: Pair = pair("Câu {n}/{total}", "Question {n} of {total}");
pub const SKIP: Pair = pair("Bỏ qua câu này", "Skip this question");
pub const SKIP_PART: Pair = pair("Bỏ qua phần này", "Skip this part");
pub const REST: Pair = pair(
    "Phần này còn câu về cùng việc này. Áp dụng câu trả lời cho cả phần?",
    "More questions here are about the same matter. Use this answer for all of them?",
);
pub const REST_ALL: Pair = pair("Áp dụng cho cả phần này", "Use for the whole part");
pub const REST_ONE: Pair = pair("Chỉ câu này", "Only this question");
pub const PART_EMPTY: Pair = pair(
    "Chọn mức hài\u{a0}lòng cho ít nhất một câu, hoặc bấm Bỏ qua phần này",
    "Choose an answer for at least one question, or press Skip this part",
);
pub const FACT: Pair = pair("Về lần làm thủ tục này", "About your business here");
pub const EXPECT: Pair = pair("Điều gì cần cải thiện trước?", "What should improve first?");
pub const EXPECT_MAX: Pair = pair("Chọn tối đa {n}", "Choose up to {n}");
pub const EXPECT_FULL: Pair =
    pair("Đã chọn đủ {n}. Bỏ chọn một điều để chọn điều khác.", "You have chosen {n}. Clear one to choose another.");
pub const ABOUT: Pair =
    pair("Để biết dịch vụ có phục vụ đều mọi người không", "So that we know whether everyone is served equally well");
pub const NO_ANSWER: Pair = pair("Không muốn trả lời", "I would rather not say");

// Words
pub const COMMENT: Pair = pair("Ông/Bà muốn góp ý thêm điều gì không?", "Is there anything you would like to add?");
pub const COMMENT_HINT: Pair = pair(
    "Không ghi họ tên, số CCCD, số điện thoại của ai.",
    "Do not write anyone's name, identity number or telephone number.",
);
pub const COUNT_LEFT: Pair = pair("Còn {n} ký tự", "{n} characters left");
pub const COUNT_OVER: Pair = pair("Dư {n} ký tự", "{n} characters too many");
pub const COMMENT_LONG: Pair = pair("Ý kiến phải có tối đa {n} ký tự", "Your comment must be {n} characters or fewer");
pub const SEND: Pair = pair("Gửi đánh giá", "Send my answers");
pub const SEND_PLAIN: Pair = pair("Không, gửi luôn", "No, just send");
pub const NOTHING: Pair = pair("Trả lời ít nhất một câu trước khi gửi", "Answer at least one question before you send");

// After sending
pub const SENDING: Pair = pair("Đang gửi…", "Sending…");
pub const THANKS: Pair = pair("Cảm ơn Ông/Bà. Ý\u{a0}kiến đã được ghi nhận.", "Thank you. Your answers are recorded.");
pub const RECEIPT: Pair = pair("Mã xác nhận", "Acknowledgement code");
pub const RECEIPT_FOR: Pair = pair(
    "Mã này cho biết phiếu đã được lưu. Không cần giữ lại; không ai tra được câu trả lời từ mã này.",
    "It says that your answers are stored. You need not keep it; nobody can find your answers by it.",
);
pub const RESULTS: Pair = pair("Kết quả chung được công khai tại:", "The results are published for everyone:");
pub const RESULTS_LINK: Pair = pair("Xem kết quả khảo sát", "See the results");
pub const FINISH: Pair = pair("Kết thúc", "Finish");
pub const BUSY: Pair =
    pair("Hệ thống đang bận. Phiếu của Ông/Bà vẫn còn trên máy.", "The system is busy. Your form is still here.");
pub const BUSY_HINT: Pair = pair(
    "Máy tự gửi lại sau ít giây. Ông/Bà không cần trả lời lại.",
    "It is sent again by itself. You need not answer again.",
);
pub const OFFLINE: Pair = pair(
    "Không có mạng, hoặc mạng quá yếu. Phiếu của Ông/Bà vẫn còn trên máy.",
    "No network, or a very weak one. Your form is still here.",
);
pub const OFFLINE_HINT: Pair = pair(
    "Máy tự gửi khi có mạng. Nếu phải đóng trang này, hãy mở lại sau: phiếu vẫn còn và được gửi tiếp.",
    "It is sent by itself when the network is back. If you have to close this page, open it again later: the form is kept and sent then.",
);
/// What a phone says of forms that it could not hand in yet; `{n}` is how many.
pub const KEPT: Pair = pair(
    "Còn {n} phiếu chưa gửi được trên máy này. Máy tự gửi lại mỗi khi mở trang này.",
    "Forms not yet sent on this phone: {n}. They are tried again whenever this page is opened.",
);
pub const STILL_HERE: Pair = pair(
    "Câu trả lời của Ông/Bà vẫn còn trên máy này, cho đến khi Ông/Bà bấm Xóa.",
    "Your answers are still on this phone, until you erase them.",
);
pub const LOOK: Pair = pair("Xem lại câu trả lời", "See my answers");
pub const BUSY_PAGE: Pair = pair("Hệ thống đang bận.", "The system is busy.");
pub const BUSY_PAGE_HINT: Pair =
    pair("Xin đợi một phút rồi tải lại trang này.", "Wait a minute, then load this page again.");
pub const AGAIN: Pair = pair("Gửi lại ngay", "Send again now");
pub const RESTART: Pair = pair("Bắt đầu lại", "Start again");
pub const CONFLICT: Pair = pair(
    "Phiếu này đã được gửi với nội dung khác. Ông/Bà có thể làm phiếu mới.",
    "This form was already sent with other answers. You can fill in a new one.",
);
pub const EXPIRED: Pair = pair("Đợt khảo sát này không còn nhận phiếu.", "This survey no longer takes answers.");
pub const REFUSED: Pair = pair(
    "Phiếu chưa gửi được. Ông/Bà hãy báo cho người hướng dẫn tại nơi tiếp nhận.",
    "The form could not be sent. Please tell the person who helps at the desk.",
);

// Idle, starting over
pub const IDLE: Pair = pair("Ông/Bà còn ở đây không?", "Are you still there?");
pub const IDLE_COUNT: Pair = pair("Phiếu sẽ bắt đầu lại sau {s} giây.", "This form restarts in {s} seconds.");
pub const STAY: Pair = pair("Tiếp tục trả lời", "Continue answering");
pub const ERASE: Pair = pair("Xóa và làm lại", "Erase and start over");
pub const ERASE_ASK: Pair = pair("Xóa hết câu trả lời đã chọn?", "Erase all the answers you have given?");
pub const KEEP: Pair = pair("Giữ lại", "Keep them");

// Pages in place of a form
pub const UNKNOWN: Pair = pair("Mã QR này không còn dùng", "This code is no longer in use");
pub const UNKNOWN_HINT: Pair = pair(
    "Hãy quét lại mã tại nơi tiếp nhận, hoặc chọn nơi Ông/Bà vừa làm thủ tục:",
    "Scan the code at the desk again, or choose the place where you were:",
);
pub const CLOSED: Pair = pair("Đợt khảo sát đã kết thúc ngày {day}", "The survey ended on {day}");
pub const NOT_YET: Pair = pair("Đợt khảo sát bắt đầu từ ngày {day}", "The survey begins on {day}");
pub const NOT_YET_HINT: Pair =
    pair("Từ ngày đó, mã và đường dẫn này mở được.", "From that day this code and link work.");
pub const STATE_THANKS: Pair = pair("Cảm ơn Ông/Bà đã quan tâm.", "Thank you for your interest.");

/// The language's own name.
pub fn language_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Tiếng Việt",
        Lang::En => "English",
    }
}

/// "22 câu · khoảng 3 phút · không hỏi họ\u{a0}tên", as `facts` says it.
pub fn survey_facts(facts: Pair, survey: &Survey, lang: Lang) -> String {
    facts.with(lang, &[("length", &length::rated(survey, lang))])
}

/// A whole number with the language's mark between thousands: 1.000 and 1,000.
pub fn number(n: usize, lang: Lang) -> String {
    let digits = n.to_string();
    let mark = if lang == Lang::Vi { '.' } else { ',' };
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        assert_eq!([0, 999, 1000, 1_234_567].map(|n| number(n, Lang::Vi)), ["0", "999", "1.000", "1.234.567"]);
        assert_eq!(number(1000, Lang::En), "1,000");
        assert_eq!(COUNTER.with(Lang::Vi, &[("n", "8"), ("total", "22")]), "Câu 8/22");
    }
}
