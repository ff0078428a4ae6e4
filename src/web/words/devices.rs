//! The sentences of errors that a kiosk gets; staff read them in its menu.

type Said = (&'static str, &'static str);

/// Title and sentence, Vietnamese then English.
pub(super) fn problem(code: &str) -> Option<(Said, Said)> {
    let said = match code {
        "pairing_unknown" => (
            ("Mã ghép máy không đúng", "Xin xem lại mã và nơi tiếp nhận. Gõ sai 5 lần thì phải tạo mã mới."),
            ("Unknown pairing code", "Check the code and the desk. After 5 wrong ones a new code is needed."),
        ),
        "pairing_gone" => (
            ("Mã ghép máy đã bị hủy", "Đã gõ sai 5 lần. Xin tạo mã mới ở trang Máy đánh giá."),
            ("The pairing code is gone", "5 wrong ones were typed. Make a new code on the page Kiosks."),
        ),
        "pairing_expired" => (
            ("Mã ghép máy đã dùng hoặc hết hạn", "Mã dùng được một lần, trong 10 phút. Xin tạo mã mới."),
            ("The pairing code was used or has expired", "It works once, within 10 minutes. Make a new one."),
        ),
        "invalid_pairing" => (
            ("Chưa ghép được máy", "Mã, khóa hoặc chữ ký của máy không đúng dạng."),
            ("Not paired", "The code, the tablet's key or its signature is not as it must be."),
        ),
        "device_unknown" => (
            ("Không nhận ra thiết bị", "Thiết bị chưa được ghép với hệ thống này hoặc chữ ký không đúng."),
            ("Unknown device", "It was not paired with this site, or its signature is wrong."),
        ),
        "device_revoked" => (
            ("Thiết bị đã bị thu hồi", "Phiếu còn trên máy vẫn đọc được bằng tệp cứu hộ."),
            ("The device was revoked", "What is still on it can be brought in by its rescue file."),
        ),
        "device_replayed" => (
            ("Yêu cầu đã được dùng", "Số đếm của yêu cầu phải lớn hơn lần trước."),
            ("The request was used before", "Its counter must be above the last one."),
        ),
        "other_desk" => (
            ("Phiếu của nơi tiếp nhận khác", "Máy này được ghép cho một nơi tiếp nhận khác với nơi ghi trong phiếu."),
            ("An answer of another desk", "The device was paired for another desk than the answer names."),
        ),
        "item_malformed" => (
            ("Phiếu trong hàng chờ sai dạng", "Thiếu mã, khóa, nội dung niêm phong hoặc chữ ký."),
            ("Not a queued answer", "Its tag, key, sealed content or signature is missing or wrong."),
        ),
        "item_unsigned" => (
            ("Phiếu không do máy này ký", "Chữ ký của phiếu không khớp với thiết bị."),
            ("Not signed by this device", "The answer's signature is not the device's."),
        ),
        "item_unreadable" => (
            ("Không mở được phiếu", "Nội dung niêm phong bị hỏng hoặc dành cho hệ thống khác."),
            ("The answer cannot be opened", "What was sealed is damaged, or was meant for another site."),
        ),
        "seal_key_gone" => (
            ("Không còn khóa để mở phiếu", "Xin chép lại tệp khóa cũ vào thư mục khóa rồi nhập tệp cứu hộ."),
            ("The key is gone", "Put the old key back into the keys folder, then import the rescue file."),
        ),
        "seal_key_to_come" => (
            (
                "Máy chủ chưa có khóa mới",
                "Máy chủ đọc khóa mới trong vài giây, nếu tệp khóa đã ở trong thư mục khóa; phiếu sẽ được gửi lại.",
            ),
            (
                "The server does not have the newest key",
                "It reads it within seconds where the file is in its keys folder; the answer is sent again.",
            ),
        ),
        "slip_over" => (
            ("Mã viết trên điện thoại đã hết hạn", "Mỗi mã dùng cho một lần viết, trong 15 phút."),
            ("The slip is over", "It is for one text, within 15 minutes."),
        ),
        "mistyped_receipt" => (
            ("Mã đánh giá gõ chưa đúng", "Xin kiểm tra từng ký tự."),
            ("The receipt's code was mistyped", "Check every character."),
        ),
        "code_used_up" => (
            ("Mã này đã gõ sai quá nhiều lần hôm nay", "Xin quét mã QR, hoặc gõ lại vào ngày mai."),
            ("This code was typed wrong too often today", "Scan the QR code, or type it again tomorrow."),
        ),
        "receipt_elsewhere" => (
            ("Giấy hẹn của cơ quan khác", "Nơi tiếp nhận này không nhận hồ sơ cho cơ quan ghi trên giấy hẹn."),
            ("A receipt of another organisation", "This desk does not receive for the one that it names."),
        ),
        _ => return None,
    };
    Some(said)
}
