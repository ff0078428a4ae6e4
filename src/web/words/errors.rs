//! The sentences of a page of an error besides the problem's own: the reason, for a person who only wanted to read, and the next step.

use crate::{domain::language::Lang, ui::words::words, web::code::Code};
use axum::http::StatusCode;

words! {
    home: "Về trang đầu", "To the first page";
    typed: "Gõ mã trên giấy hẹn", "Type the code of a receipt";
    staff_home: "Về trang của tài khoản này", "To this account’s pages";
    sign_in: "Đăng nhập", "Sign in";
    try_again: "Thử lại", "Try again";
    next_address: "Hãy so lại địa chỉ, quét lại mã QR, hoặc chọn một trang dưới đây.", "Compare the address, scan the QR code again, or choose a page below.";
    next_allowed: "Hãy mở một trang mà vai trò này được xem, hoặc hỏi quản trị viên.", "Open a page that your role includes, or ask the administrator.";
    next_sign_in: "Hãy đăng nhập rồi mở lại trang.", "Sign in, then open the page again.";
    next_same_site: "Hãy mở lại trang rồi gửi lại từ đó.", "Open the page again and send from there.";
    next_back: "Hãy quay lại trang trước, sửa rồi gửi lại.", "Go back, correct it and send it again.";
    next_smaller: "Hãy quay lại trang trước, rút ngắn rồi gửi lại.", "Go back, shorten it and send it again.";
    next_open: "Hãy mở lại trang từ đầu.", "Open the page from its beginning.";
    next_wait: "Hãy đợi hết một phút rồi tải lại trang.", "Wait a minute, then load the page again.";
    next_soon: "Hãy đợi ít giây rồi thử lại. Nếu vẫn lỗi, xin báo kèm mã yêu cầu dưới đây.", "Wait a few seconds and try again. If it fails again, report it with the request id below.";
    next_ended: "Trang này không còn nữa. Hãy chọn một trang dưới đây.", "This page is gone. Choose a page below.";
    cannot_show: "Trang chưa mở được vì hệ thống đang bận.", "The page cannot be shown, because the system is busy.";
    cannot_do: "Chưa thực hiện được vì hệ thống đang bận.", "This was not done, because the system is busy.";
    cannot_read: "Địa chỉ này có ký tự không đọc được.", "This address has characters that cannot be read.";
}

/// Why there is no page, where it differs from what is said of something sent: nothing was sent.
pub fn why(code: Code, lang: Lang) -> Option<&'static str> {
    match code {
        Code::Unavailable => Some(cannot_show(lang)),
        Code::Malformed => Some(cannot_read(lang)),
        _ => None,
    }
}

/// Why something that staff sent was not done, where it differs from what is said to whoever answers a form.
pub fn why_not_done(code: Code, lang: Lang) -> Option<&'static str> {
    (code == Code::Unavailable).then(|| cannot_do(lang))
}

/// The request only wanted to read, or sent something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Read,
    Sent,
}

/// The next step that a person can take.
pub fn next(status: StatusCode, code: Code, way: Way, lang: Lang) -> &'static str {
    match (status, code, way) {
        (_, Code::CrossSite, _) => next_same_site(lang),
        (StatusCode::UNAUTHORIZED, ..) => next_sign_in(lang),
        (StatusCode::FORBIDDEN, ..) => next_allowed(lang),
        (StatusCode::NOT_FOUND, ..) | (_, _, Way::Read) if status.is_client_error() && !waits(status, code) => {
            if status == StatusCode::GONE { next_ended(lang) } else { next_address(lang) }
        }
        (StatusCode::METHOD_NOT_ALLOWED | StatusCode::GONE, ..) => next_open(lang),
        (StatusCode::PAYLOAD_TOO_LARGE, ..) => next_smaller(lang),
        (StatusCode::TOO_MANY_REQUESTS, ..) => next_wait(lang),
        _ if status.is_server_error() || waits(status, code) => next_soon(lang),
        _ => next_back(lang),
    }
}

fn waits(status: StatusCode, code: Code) -> bool {
    matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT) || code == Code::Timeout
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_says_what_to_do() {
        for lang in Lang::ALL {
            for (status, code, way, expected) in [
                (404, Code::NotFound, Way::Read, next_address(lang)),
                (404, Code::UnknownReceipt, Way::Sent, next_address(lang)),
                (400, Code::Malformed, Way::Read, next_address(lang)),
                (400, Code::Malformed, Way::Sent, next_back(lang)),
                (403, Code::Forbidden, Way::Read, next_allowed(lang)),
                (403, Code::CrossSite, Way::Sent, next_same_site(lang)),
                (405, Code::MethodNotAllowed, Way::Sent, next_open(lang)),
                (410, Code::ReceiptExpired, Way::Read, next_ended(lang)),
                (413, Code::TooLarge, Way::Sent, next_smaller(lang)),
                (429, Code::TooMany, Way::Read, next_wait(lang)),
                (500, Code::Internal, Way::Read, next_soon(lang)),
                (503, Code::Unavailable, Way::Sent, next_soon(lang)),
                (504, Code::Timeout, Way::Read, next_soon(lang)),
            ] {
                let status = StatusCode::from_u16(status).unwrap();
                assert_eq!(next(status, code, way, lang), expected, "{status} {code:?} {way:?}");
            }
        }
    }
}
