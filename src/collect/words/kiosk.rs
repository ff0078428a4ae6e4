//! The words of a kiosk's screen alone: for people at the desk, and for the staff who look after it.

use crate::ui::words::words;

words! {
    // Attract screen
    scan: "Hoặc quét để trả lời trên điện thoại", "Or scan to answer on your phone";
    out_of_hours: "Ngoài giờ làm việc", "Outside opening hours";
    updating: "Máy đang cập nhật. Ông/Bà có thể quét mã để trả lời trên điện thoại.",
        "This screen is being updated. You can scan the code to answer on your phone.";
    out_of_service: "Máy tạm ngừng. Ông/Bà có thể quét mã để trả lời trên điện thoại.",
        "This screen is out of service. You can scan the code to answer on your phone.";

    // For staff, in their dialogs
    unpaired: "Máy này chưa được ghép.", "This screen is not paired.";
    revoked: "Máy này đã bị thu hồi", "This screen has been revoked";

    // Footer, quietly
    alarm: "{n} phiếu chưa gửi được. Nhờ cán bộ kiểm tra mạng.",
        "{n} forms are not sent yet. Staff: please check the network.";
    unsaved_note: "{n} phiếu chưa lưu được. Xin đừng tắt máy; nhờ cán bộ kiểm tra.",
        "{n} forms are not saved. Do not switch off; staff, please check.";
    with_receipt: "Phiếu này gắn với mã đánh giá {unit}", "These answers come with a receipt {unit}";

    // A receipt
    have_receipt: "Tôi có giấy hẹn in mã đánh giá", "I have a receipt with a code";
    receipt_title: "Mã đánh giá trên giấy hẹn", "The receipt’s code";
    receipt_hint: "Đưa mã QR vào máy quét, hoặc gõ 12 chữ và số in dưới mã QR.",
        "Hold the QR code to the scanner, or type the 12 letters and digits below it.";
    receipt_use: "Dùng mã này", "Use this code";
    receipt_without: "Trả lời không cần mã", "Answer without a code";
    receipt_shape: "Mã gõ chưa đúng: hãy so từng chữ với giấy hẹn",
        "The code has a typing mistake: compare it with the receipt";
    receipt_foreign: "Giấy hẹn này không phải của nơi này", "This receipt does not belong to this place";
    receipt_other: "Không dùng được mã này", "This code cannot be used";

    // The phone as a keyboard
    phone_words: "Viết trên điện thoại của tôi", "Write on my phone";
    phone_hint: "Quét mã bằng điện thoại, viết và bấm gửi. Lời góp ý sẽ hiện ra ở đây để Ông/Bà xem lại. Mã dùng một lần, trong 15 phút.",
        "Scan with your phone, write and send. Your words appear here for you to read again. The code works once, for 15 minutes.";
    phone_code: "Mã QR mở trang viết trên điện thoại", "QR code of the page to write on";
    phone_over: "Mã đã hết hạn. Bấm Đóng rồi lấy mã mới.", "The code has expired. Close and get a new one.";
    phone_none: "Chưa lấy được mã: mất mạng.", "No code now: there is no network.";

    // Not saved
    unsaved: "Phiếu của Ông/Bà CHƯA được lưu", "Your answers are NOT saved yet";
    unsaved_hint: "Bộ nhớ của máy không ghi được và chưa có mạng. Máy tự thử lại. Ông/Bà có thể bấm Thử lại, hoặc báo cho người hướng dẫn tại nơi tiếp nhận.",
        "This screen cannot store them and there is no network. It keeps trying. You can press Try again, or tell the person who helps at the desk.";
    retry: "Thử lại", "Try again";

    // Pairing
    pair_title: "Ghép máy này", "Pair this screen";
    pair_hint: "Gõ mã 8 chữ và số mà trang quản trị đã cho. Mã dùng một lần, trong 10 phút.",
        "Type the 8 letters and digits that the staff page gave. The code works once, for 10 minutes.";
    pair_code: "Mã ghép máy", "Pairing code";
    pair: "Ghép máy", "Pair";
    pair_shape: "Mã ghép máy có 8 chữ và số, dạng XXXX-XXXX", "A pairing code has 8 letters and digits: XXXX-XXXX";
    pair_unknown: "Mã ghép máy chưa đúng. Còn {n} lần thử.", "This is not the code. Tries left: {n}.";
    pair_none: "Nơi tiếp nhận này không có mã ghép máy nào đang chờ. Hãy tạo mã mới ở trang Máy đánh giá.",
        "No pairing code is waiting at this desk. Make a new one on the page Kiosks.";
    pair_gone: "Đã gõ sai 5 lần. Hãy tạo mã mới ở trang Máy đánh giá.",
        "Wrong 5 times. Make a new code on the page Kiosks.";
    pair_expired: "Mã đã hết hạn hoặc đã dùng. Hãy tạo mã mới.", "The code has expired or was used. Make a new one.";
    pair_network: "Không tới được máy chủ. Hãy kiểm tra mạng rồi thử lại.",
        "The server cannot be reached. Check the network and try again.";
    pair_refused: "Máy chủ không nhận: {why}", "The server refused: {why}";
    pair_storage: "Trình duyệt không cho lưu dữ liệu: không dùng chế độ ẩn danh, và chừa chỗ trên máy.",
        "The browser does not let this page store data: do not use private browsing, and leave free space.";
    insecure: "Máy đánh giá cần địa chỉ bắt đầu bằng https:// để giữ phiếu an toàn. Hãy mở trang này bằng địa chỉ https.",
        "A kiosk needs an address that begins with https:// to keep forms safe. Open this page by its https address.";

    // PIN
    pin_title: "Mã PIN của cán bộ", "Staff PIN";
    pin_wrong: "Sai mã PIN. Còn {n} lần thử.", "Wrong PIN. Tries left: {n}.";
    pin_locked: "Sai 5 lần. Khóa thêm {n} phút.", "Wrong 5 times. Locked for {n} more minutes.";
    pin_erase: "Xóa", "Erase";

    // Staff menu
    menu: "Dành cho cán bộ", "For staff";
    queued: "Phiếu chờ gửi", "Forms waiting";
    oldest: "Phiếu chờ lâu nhất", "Longest wait";
    hours: "{n} giờ", "{n} h";
    dead: "Phiếu bị từ chối", "Forms refused";
    last_sync: "Lần liên lạc gần nhất", "Last contact";
    never: "chưa có", "never";
    versions: "Ứng dụng · mẫu khảo sát", "App · questionnaire";
    kept: "Bộ nhớ", "Storage";
    kept_yes: "được giữ lâu dài", "kept for good";
    kept_no: "trình duyệt có thể xóa: hãy cài trang này làm ứng dụng",
        "the browser may clear it: install this page as an app";
    offline_ready: "Mở được khi mất mạng", "Starts without network";
    yes: "có", "yes";
    no: "chưa", "not yet";
    trouble: "Lỗi gần nhất", "Last fault";
    trouble_unsigned: "trả lời không có chữ ký của máy chủ ({n})", "an answer without the server’s signature ({n})";
    trouble_network: "không tới được máy chủ", "the server cannot be reached";
    trouble_storage: "máy không ghi được: {n} phiếu chỉ còn trong bộ nhớ tạm",
        "cannot store: {n} forms are in memory only";
    trouble_server: "máy chủ trả lời {n}", "the server answered {n}";
    slow_off: "Chế độ chậm: tắt", "Slow mode: off";
    slow_on: "Chế độ chậm: bật", "Slow mode: on";
    slow_hint: "Chạm một câu trả lời, rồi bấm Tiếp tục. Có thể bấm Quay lại.",
        "Tap an answer, then Continue. You can go back.";
    send_now: "Gửi ngay", "Send now";
    rescue: "Xuất tệp cứu hộ", "Save a rescue file";
    rescued: "Đã xuất {n} phiếu", "Saved {n} forms";
    unpair: "Bỏ ghép máy", "Unpair";
    unpair_first: "Còn phiếu trên máy: hãy gửi hết, hoặc xuất tệp cứu hộ trước.",
        "There are forms on this screen: send them or save a rescue file first.";
    unpair_ask: "Bỏ ghép sẽ xóa khóa và mọi phiếu còn trên máy này. Tiếp tục?",
        "Unpairing erases the key and every form on this screen. Continue?";
    unpair_do: "Xóa và bỏ ghép", "Erase and unpair";
    close: "Đóng", "Close";
}
