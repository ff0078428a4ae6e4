//! The table of codes: each with its key for programs, its status, and title and sentence in both languages.

use crate::domain::language::Lang;
use axum::http::StatusCode;

/// `Variant "key" STATUS, OTHER: "vi title", "en title"; "vi sentence", "en sentence";`. A code without words, or without a
/// status, does not compile.
macro_rules! codes {
    ($($variant:ident $key:literal $status:ident $(, $other:ident)*: $vi:literal, $en:literal; $vi_detail:literal, $en_detail:literal;)*) => {
        /// A failure of a request, or of one of the things that it asked for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($variant,)*
        }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Stable, for programs.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)*
                }
            }

            /// The statuses under which it may be told; the first is the usual one.
            pub const fn statuses(self) -> &'static [StatusCode] {
                match self {
                    $(Self::$variant => &[StatusCode::$status $(, StatusCode::$other)*],)*
                }
            }

            /// The failure in a few words.
            pub const fn title(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Vi) => $vi, (Self::$variant, Lang::En) => $en,)*
                }
            }

            /// The sentence that a visitor reads.
            pub const fn detail(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Vi) => $vi_detail, (Self::$variant, Lang::En) => $en_detail,)*
                }
            }
        }
    };
}

codes! {
    // Whatever is asked for
    Internal "internal" INTERNAL_SERVER_ERROR:
        "Hệ thống gặp lỗi", "Something went wrong";
        "Lỗi đã được ghi lại. Xin thử lại sau.", "The error was recorded. Try again later.";
    Unavailable "unavailable" SERVICE_UNAVAILABLE:
        "Hệ thống đang bận", "The system is busy";
        "Phiếu chưa được ghi nhận và vẫn còn trên máy của Ông/Bà. Xin gửi lại sau ít giây.", "Your answers are not recorded yet and are still on your device. Send them again in a few seconds.";
    Timeout "timeout" GATEWAY_TIMEOUT, REQUEST_TIMEOUT:
        "Quá thời gian chờ", "Timed out";
        "Xin thử lại sau ít giây.", "Try again in a few seconds.";
    NotFound "not_found" NOT_FOUND:
        "Không tìm thấy trang", "Page not found";
        "Địa chỉ này không còn dùng hoặc được gõ chưa đúng.", "This address is no longer used or was mistyped.";
    MethodNotAllowed "method_not_allowed" METHOD_NOT_ALLOWED:
        "Cách gọi không được hỗ trợ", "Method not allowed";
        "Địa chỉ này không nhận cách gọi đó.", "This address does not take that method.";
    Malformed "malformed" BAD_REQUEST:
        "Nội dung gửi lên không đọc được", "The content cannot be read";
        "Nội dung phải là JSON hoặc biểu mẫu hợp lệ, mã hóa UTF-8.", "It must be valid JSON or a valid form, in UTF-8.";
    TooLarge "too_large" PAYLOAD_TOO_LARGE:
        "Nội dung quá lớn", "Too large";
        "Một phiếu có tối đa 32 KB, một lần xin cấp mã có tối đa 512 KB.", "A form has at most 32 KB, a call for receipts at most 512 KB.";
    CrossSite "cross_site" FORBIDDEN:
        "Yêu cầu bị từ chối", "Refused";
        "Yêu cầu không đến từ chính trang này.", "The request did not come from this site.";
    TooMany "too_many" TOO_MANY_REQUESTS:
        "Thử quá nhiều lần", "Too many tries";
        "Xin đợi một phút rồi thử lại.", "Wait a minute, then try again.";
    InvalidQuery "invalid_query" UNPROCESSABLE_ENTITY, BAD_REQUEST:
        "Bộ lọc không hợp lệ", "The filter is not valid";
        "Xin kiểm tra các tham số được nêu.", "Check the parameters that are named.";
    // Submissions
    InvalidSubmission "invalid_submission" UNPROCESSABLE_ENTITY:
        "Có lỗi cần sửa", "There are mistakes to correct";
        "Xin kiểm tra các mục được nêu.", "Check the fields that are named.";
    TooManySubmissions "too_many_submissions" UNPROCESSABLE_ENTITY:
        "Gửi quá nhiều phiếu một lúc", "Too many forms at once";
        "Mỗi lần gửi nhiều nhất 20 phiếu.", "Send at most 20 at a time.";
    SubmissionConflict "submission_conflict" CONFLICT:
        "Phiếu này đã được gửi với nội dung khác", "This form was already sent with other answers";
        "Câu trả lời gửi lần đầu được giữ nguyên.", "The answers sent first are kept.";
    SurveyClosed "survey_closed" GONE:
        "Đợt khảo sát đã kết thúc", "This survey has ended";
        "Cảm ơn Ông/Bà đã quan tâm.", "Thank you for your interest.";
    SurveyNotOpen "survey_not_open" FORBIDDEN, SERVICE_UNAVAILABLE:
        "Đợt khảo sát chưa bắt đầu", "This survey has not started";
        "Xin Ông/Bà quay lại sau.", "Please come back later.";
    UnitEnded "unit_ended" GONE:
        "Cơ quan này đã kết thúc hoạt động", "This organisation has ended";
        "Xin gửi cho cơ quan kế thừa.", "Send it to the organisation that does its work now.";
    UnitNotOpen "unit_not_open" FORBIDDEN, SERVICE_UNAVAILABLE:
        "Cơ quan này chưa hoạt động", "This organisation does not exist yet";
        "Xin Ông/Bà quay lại sau.", "Please come back later.";
    DeskEnded "desk_ended" GONE:
        "Nơi tiếp nhận này đã kết thúc hoạt động", "This desk has ended";
        "Xin đến nơi tiếp nhận của cơ quan kế thừa.", "Go to a desk of the organisations that do its work now.";
    DeskNotOpen "desk_not_open" FORBIDDEN, SERVICE_UNAVAILABLE:
        "Nơi tiếp nhận này chưa hoạt động", "This desk is not open yet";
        "Xin Ông/Bà quay lại sau.", "Please come back later.";
    // Receipts that somebody holds
    UnknownReceipt "unknown_receipt" NOT_FOUND:
        "Mã đánh giá không hợp lệ", "Unknown receipt";
        "Mã này không có trong hệ thống hoặc đã hết hạn.", "This code is not known or has expired.";
    MistypedReceipt "mistyped_receipt" UNPROCESSABLE_ENTITY:
        "Mã đánh giá gõ chưa đúng", "The receipt's code was mistyped";
        "Xin kiểm tra từng ký tự.", "Check every character.";
    CodeUsedUp "code_used_up" TOO_MANY_REQUESTS:
        "Mã này đã gõ sai quá nhiều lần hôm nay", "This code was typed wrong too often today";
        "Xin quét mã QR, hoặc gõ lại vào ngày mai.", "Scan the QR code, or type it again tomorrow.";
    AlreadyAnswered "already_answered" CONFLICT:
        "Giấy hẹn này đã được trả lời", "This receipt was answered";
        "Mỗi giấy hẹn chỉ được trả lời một lần.", "A receipt can be answered once.";
    ReceiptExpired "receipt_expired" GONE:
        "Mã đánh giá đã hết hạn", "The receipt's code has expired";
        "Mã có giá trị 30 ngày sau khi hết tuần được cấp.", "It is valid for 30 days after the week of its issue.";
    ReceiptRevoked "receipt_revoked" GONE:
        "Mã đánh giá đã bị thu hồi", "The receipt's code was taken back";
        "Xin hỏi nơi đã cấp giấy hẹn.", "Ask where you were given the receipt.";
    ReceiptElsewhere "receipt_elsewhere" CONFLICT:
        "Giấy hẹn của cơ quan khác", "A receipt of another organisation";
        "Nơi tiếp nhận này không nhận hồ sơ cho cơ quan ghi trên giấy hẹn.", "This desk does not receive for the one that it names.";
    // Receipts that are minted
    InvalidReceipts "invalid_receipts" UNPROCESSABLE_ENTITY:
        "Nội dung xin cấp mã chưa đúng", "Not a call for receipts";
        "Nội dung là {\"receipts\": [{\"dossier\", \"unit\", \"event\"}]}.", "The content is {\"receipts\": [{\"dossier\", \"unit\", \"event\"}]}.";
    TooManyReceipts "too_many_receipts" UNPROCESSABLE_ENTITY:
        "Quá nhiều mã trong một lần gọi", "Too many receipts in a call";
        "Mỗi lần gọi cấp tối đa 1.000 mã; chưa mã nào được cấp. Xin chia nhỏ.", "A call mints at most 1,000; none was minted. Send them in parts.";
    NoOpenSurvey "no_open_survey" CONFLICT:
        "Chưa cấp được mã", "Nothing can be minted";
        "Hôm nay không có đợt khảo sát nào đang mở.", "No questionnaire is open today.";
    NoAddress "no_address" CONFLICT:
        "Chưa cấp được mã", "Nothing can be minted";
        "Trang này chưa đặt địa chỉ (base_url). Quản trị cần đặt rồi khởi động lại máy chủ.", "The site has no address (base_url). Set one and restart the server.";
    RevokedKey "revoked_key" CONFLICT:
        "Chưa cấp được mã", "Nothing can be minted";
        "Khóa cấp mã đã bị thu hồi. Quản trị cần tạo khóa mới.", "The key that mints was taken back. The site needs a new key.";
    // One item of a call for receipts
    MalformedItem "malformed_item" UNPROCESSABLE_ENTITY:
        "Mục này sai dạng", "Not an item";
        "Mỗi mục gồm dossier, unit và event dạng chữ, không có trường khác.", "An item has dossier, unit and event as texts, and no other field.";
    BadDossier "bad_dossier" UNPROCESSABLE_ENTITY:
        "Mã hồ sơ chưa đúng", "Not a dossier code";
        "Mã hồ sơ không đúng mẫu.", "The dossier code does not fit the pattern.";
    UnknownUnit "unknown_unit" UNPROCESSABLE_ENTITY:
        "Không có cơ quan, đơn vị này", "Unknown organisation";
        "Danh sách cơ quan, đơn vị: GET /api/v1/units.", "GET /api/v1/units lists those that there are.";
    UnknownEvent "unknown_event" UNPROCESSABLE_ENTITY:
        "Không có sự kiện này", "Unknown event";
        "Sự kiện là received, supplement, refused hoặc returned.", "An event is received, supplement, refused or returned.";
    KeyGone "key_gone" UNPROCESSABLE_ENTITY:
        "Không còn khóa của mã", "The key is gone";
        "Hồ sơ đã có mã, nhưng khóa của mã đó không còn trong thư mục khóa.", "The dossier has a receipt, but the key of it is no longer in the keys folder.";
    // The asker
    UnknownApiKey "unknown_api_key" UNAUTHORIZED:
        "Cần khóa API", "An API key is needed";
        "Yêu cầu không có khóa, khóa không đúng hoặc đã bị thu hồi.", "There is none in the request, or it is unknown or revoked.";
    WrongApiKey "wrong_api_key" FORBIDDEN:
        "Khóa API không có quyền này", "Not this key's right";
        "Mỗi khóa chỉ có một quyền; việc này cần khóa khác.", "A key has one right; this needs another key.";
    NotSignedIn "not_signed_in" UNAUTHORIZED:
        "Cần đăng nhập", "Sign in first";
        "Phiên làm việc đã hết hoặc chưa đăng nhập.", "Your session has ended or you are not signed in.";
    Forbidden "forbidden" FORBIDDEN:
        "Không có quyền xem trang này", "Not allowed";
        "Vai trò của tài khoản không gồm trang này.", "Your role does not include this page.";
    WrongPassword "wrong_password" UNPROCESSABLE_ENTITY:
        "Chưa đăng nhập được", "Not signed in";
        "Tên đăng nhập hoặc mật khẩu không đúng.", "The user name or password is not right.";
    TooManyPasswords "too_many_passwords" TOO_MANY_REQUESTS:
        "Đã thử sai nhiều lần", "Too many wrong tries";
        "Xin đợi ít phút rồi đăng nhập lại.", "Wait some minutes, then sign in again.";
    NotHttps "not_https" FORBIDDEN:
        "Cần mở bằng địa chỉ https", "The https address is needed";
        "Trang này chỉ giữ phiên đăng nhập ở địa chỉ https.", "This site keeps sessions at its https address alone.";
    // Kiosks
    PairingUnknown "pairing_unknown" NOT_FOUND:
        "Mã ghép máy không đúng", "Unknown pairing code";
        "Xin xem lại mã và nơi tiếp nhận. Gõ sai 5 lần thì phải tạo mã mới.", "Check the code and the desk. After 5 wrong ones a new code is needed.";
    PairingGone "pairing_gone" GONE:
        "Mã ghép máy đã bị hủy", "The pairing code is gone";
        "Đã gõ sai 5 lần. Xin tạo mã mới ở trang Máy đánh giá.", "5 wrong ones were typed. Make a new code on the page Kiosks.";
    PairingExpired "pairing_expired" GONE:
        "Mã ghép máy đã dùng hoặc hết hạn", "The pairing code was used or has expired";
        "Mã dùng được một lần, trong 10 phút. Xin tạo mã mới.", "It works once, within 10 minutes. Make a new one.";
    InvalidPairing "invalid_pairing" UNPROCESSABLE_ENTITY:
        "Chưa ghép được máy", "Not paired";
        "Mã, khóa hoặc chữ ký của máy không đúng dạng.", "The code, the tablet's key or its signature is not as it must be.";
    DeviceUnknown "device_unknown" UNAUTHORIZED:
        "Không nhận ra thiết bị", "Unknown device";
        "Thiết bị chưa được ghép với hệ thống này hoặc chữ ký không đúng.", "It was not paired with this site, or its signature is wrong.";
    DeviceRevoked "device_revoked" FORBIDDEN:
        "Thiết bị đã bị thu hồi", "The device was revoked";
        "Phiếu còn trên máy vẫn đọc được bằng tệp cứu hộ.", "What is still on it can be brought in by its rescue file.";
    DeviceReplayed "device_replayed" CONFLICT:
        "Yêu cầu đã được dùng", "The request was used before";
        "Số đếm của yêu cầu phải lớn hơn lần trước.", "Its counter must be above the last one.";
    PhonePageOver "slip_over" GONE:
        "Mã viết trên điện thoại đã hết hạn", "The page on the phone is over";
        "Mỗi mã dùng cho một lần viết, trong 15 phút.", "It is for one text, within 15 minutes.";
    // The queue of a kiosk
    OtherDesk "other_desk" FORBIDDEN:
        "Phiếu của nơi tiếp nhận khác", "An answer of another desk";
        "Máy này được ghép cho một nơi tiếp nhận khác với nơi ghi trong phiếu.", "The device was paired for another desk than the answer names.";
    ItemMalformed "item_malformed" UNPROCESSABLE_ENTITY:
        "Phiếu trong hàng chờ sai dạng", "Not a queued answer";
        "Thiếu mã, khóa, nội dung niêm phong hoặc chữ ký.", "Its tag, key, sealed content or signature is missing or wrong.";
    ItemUnsigned "item_unsigned" UNPROCESSABLE_ENTITY:
        "Phiếu không do máy này ký", "Not signed by this device";
        "Chữ ký của phiếu không khớp với thiết bị.", "The answer's signature is not the device's.";
    ItemUnreadable "item_unreadable" UNPROCESSABLE_ENTITY:
        "Không mở được phiếu", "The answer cannot be opened";
        "Nội dung niêm phong bị hỏng hoặc dành cho hệ thống khác.", "What was sealed is damaged, or was meant for another site.";
    SealKeyGone "seal_key_gone" UNPROCESSABLE_ENTITY:
        "Không còn khóa để mở phiếu", "The key is gone";
        "Xin chép lại tệp khóa cũ vào thư mục khóa rồi nhập tệp cứu hộ.", "Put the old key back into the keys folder, then import the rescue file.";
    SealKeyToCome "seal_key_to_come" SERVICE_UNAVAILABLE:
        "Máy chủ chưa có khóa mới", "The server does not have the newest key";
        "Máy chủ đọc khóa mới trong vài giây, nếu tệp khóa đã ở trong thư mục khóa; phiếu sẽ được gửi lại.", "It reads it within seconds where the file is in its keys folder; the answer is sent again.";
}
