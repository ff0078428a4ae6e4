//! What is read on a kiosk's screen only: by people at the desk, and by the staff who look after it.

use super::{Pair, pair};

// Attract screen
pub const SCAN: Pair = pair("Hoặc quét để trả lời trên điện thoại", "Or scan to answer on your phone");
pub const OUT_OF_HOURS: Pair = pair("Ngoài giờ làm việc", "Outside opening hours");
pub const UPDATING: Pair = pair(
    "Máy đang cập nhật. Ông/Bà có thể quét mã để trả lời trên điện thoại.",
    "This screen is being updated. You can scan the code to answer on your phone.",
);
pub const OUT_OF_SERVICE: Pair = pair(
    "Máy tạm ngừng. Ông/Bà có thể quét mã để trả lời trên điện thoại.",
    "This screen is out of service. You can scan the code to answer on your phone.",
);

// For staff, in their dialogs
pub const UNPAIRED: Pair = pair("Máy này chưa được ghép.", "This screen is not paired.");
pub const REVOKED: Pair = pair("Máy này đã bị thu hồi", "This screen has been revoked");

// Footer, quietly
pub const ALARM: Pair = pair(
    "{n} phiếu chưa gửi được. Nhờ cán bộ kiểm tra mạng.",
    "{n} forms are not sent yet. Staff: please check the network.",
);
pub const UNSAVED_NOTE: Pair = pair(
    "{n} phiếu chưa lưu được. Xin đừng tắt máy; nhờ cán bộ kiểm tra.",
    "{n} forms are not saved. Do not switch off; staff, please check.",
);
pub const WITH_RECEIPT: Pair = pair("Phiếu này gắn với mã đánh giá {unit}", "These answers come with a receipt {unit}");

// A receipt
pub const HAVE_RECEIPT: Pair = pair("Tôi có giấy hẹn in mã đánh giá", "I have a receipt with a code");
pub const RECEIPT_TITLE: Pair = pair("Mã đánh giá trên giấy hẹn", "The receipt’s code");
pub const RECEIPT_HINT: Pair = pair(
    "Đưa mã QR vào máy quét, hoặc gõ 12 chữ và số in dưới mã QR.",
    "Hold the QR code to the scanner, or type the 12 letters and digits below it.",
);
pub const RECEIPT_USE: Pair = pair("Dùng mã này", "Use this code");
pub const RECEIPT_WITHOUT: Pair = pair("Trả lời không cần mã", "Answer without a code");
pub const RECEIPT_SHAPE: Pair =
    pair("Mã gõ chưa đúng: hãy so từng chữ với giấy hẹn", "The code has a typing mistake: compare it with the receipt");
pub const RECEIPT_FOREIGN: Pair =
    pair("Giấy hẹn này không phải của nơi này", "This receipt does not belong to this place");
pub const RECEIPT_OTHER: Pair = pair("Không dùng được mã này", "This code cannot be used");

// The phone as a keyboard
pub const PHONE_WORDS: Pair = pair("Viết trên điện thoại của tôi", "Write on my phone");
pub const PHONE_HINT: Pair = pair(
    "Quét mã bằng điện thoại, viết và bấm gửi. Lời góp ý sẽ hiện ra ở đây để Ông/Bà xem lại. Mã dùng một lần, trong 15 phút.",
    "Scan with your phone, write and send. Your words appear here for you to read again. The code works once, for 15 minutes.",
);
pub const PHONE_CODE: Pair = pair("Mã QR mở trang viết trên điện thoại", "QR code of the page to write on");
pub const PHONE_OVER: Pair =
    pair("Mã đã hết hạn. Bấm Đóng rồi lấy mã mới.", "The code has expired. Close and get a new one.");
pub const PHONE_NONE: Pair = pair("Chưa lấy được mã: mất mạng.", "No code now: there is no network.");

// Not saved
pub const UNSAVED: Pair = pair("Phiếu của Ông/Bà CHƯA được lưu", "Your answers are NOT saved yet");
pub const UNSAVED_HINT: Pair = pair(
    "Bộ nhớ của máy không ghi được và chưa có mạng. Máy tự thử lại. Ông/Bà có thể bấm Thử lại, hoặc báo cho người hướng dẫn tại nơi tiếp nhận.",
    "This screen cannot store them and there is no network. It keeps trying. You can press Try again, or tell the person who helps at the desk.",
);
pub const RETRY: Pair = pair("Thử lại", "Try again");

// Pairing
pub const PAIR_TITLE: Pair = pair("Ghép máy này", "Pair this screen");
pub const PAIR_HINT: Pair = pair(
    "Gõ mã 8 chữ và số mà trang quản trị đã cho. Mã dùng một lần, trong 10 phút.",
    "Type the 8 letters and digits that the staff page gave. The code works once, for 10 minutes.",
);
pub const PAIR_CODE: Pair = pair("Mã ghép máy", "Pairing code");
pub const PAIR: Pair = pair("Ghép máy", "Pair");
pub const PAIR_SHAPE: Pair =
    pair("Mã ghép máy có 8 chữ và số, dạng XXXX-XXXX", "A pairing code has 8 letters and digits: XXXX-XXXX");
pub const PAIR_UNKNOWN: Pair =
    pair("Mã ghép máy chưa đúng. Còn {n} lần thử.", "This is not the code. Tries left: {n}.");
pub const PAIR_NONE: Pair = pair(
    "Nơi tiếp nhận này không có mã ghép máy nào đang chờ. Hãy tạo mã mới ở trang Máy đánh giá.",
    "No pairing code is waiting at this desk. Make a new one on the page Kiosks.",
);
pub const PAIR_GONE: Pair =
    pair("Đã gõ sai 5 lần. Hãy tạo mã mới ở trang Máy đánh giá.", "Wrong 5 times. Make a new code on the page Kiosks.");
pub const PAIR_EXPIRED: Pair =
    pair("Mã đã hết hạn hoặc đã dùng. Hãy tạo mã mới.", "The code has expired or was used. Make a new one.");
pub const PAIR_NETWORK: Pair = pair(
    "Không tới được máy chủ. Hãy kiểm tra mạng rồi thử lại.",
    "The server cannot be reached. Check the network and try again.",
);
pub const PAIR_REFUSED: Pair = pair("Máy chủ không nhận: {why}", "The server refused: {why}");
pub const PAIR_STORAGE: Pair = pair(
    "Trình duyệt không cho lưu dữ liệu: không dùng chế độ ẩn danh, và chừa chỗ trên máy.",
    "The browser does not let this page store data: do not use private browsing, and leave free space.",
);
pub const INSECURE: Pair = pair(
    "Máy đánh giá cần địa chỉ bắt đầu bằng https:// để giữ phiếu an toàn. Hãy mở trang này bằng địa chỉ https.",
    "A kiosk needs an address that begins with https:// to keep forms safe. Open this page by its https address.",
);

// PIN
pub const PIN_TITLE: Pair = pair("Mã PIN của cán bộ", "Staff PIN");
pub const PIN_WRONG: Pair = pair("Sai mã PIN. Còn {n} lần thử.", "Wrong PIN. Tries left: {n}.");
pub const PIN_LOCKED: Pair = pair("Sai 5 lần. Khóa thêm {n} phút.", "Wrong 5 times. Locked for {n} more minutes.");
pub const PIN_ERASE: Pair = pair("Xóa", "Erase");

// Staff menu
pub const MENU: Pair = pair("Dành cho cán bộ", "For staff");
pub const QUEUED: Pair = pair("Phiếu chờ gửi", "Forms waiting");
pub const OLDEST: Pair = pair("Phiếu chờ lâu nhất", "Longest wait");
pub const HOURS: Pair = pair("{n} giờ", "{n} h");
pub const DEAD: Pair = pair("Phiếu bị từ chối", "Forms refused");
pub const LAST_SYNC: Pair = pair("Lần liên lạc gần nhất", "Last contact");
pub const NEVER: Pair = pair("chưa có", "never");
pub const VERSIONS: Pair = pair("Ứng dụng · mẫu khảo sát", "App · questionnaire");
pub const KEPT: Pair = pair("Bộ nhớ", "Storage");
pub const KEPT_YES: Pair = pair("được giữ lâu dài", "kept for good");
pub const KEPT_NO: Pair = pair(
    "trình duyệt có thể xóa: hãy cài trang này làm ứng dụng",
    "the browser may clear it: install this page as an app",
);
pub const OFFLINE_READY: Pair = pair("Mở được khi mất mạng", "Starts without network");
pub const YES: Pair = pair("có", "yes");
pub const NO: Pair = pair("chưa", "not yet");
pub const TROUBLE: Pair = pair("Lỗi gần nhất", "Last fault");
pub const TROUBLE_UNSIGNED: Pair =
    pair("trả lời không có chữ ký của máy chủ ({n})", "an answer without the server’s signature ({n})");
pub const TROUBLE_NETWORK: Pair = pair("không tới được máy chủ", "the server cannot be reached");
pub const TROUBLE_STORAGE: Pair =
    pair("máy không ghi được: {n} phiếu chỉ còn trong bộ nhớ tạm", "cannot store: {n} forms are in memory only");
pub const TROUBLE_SERVER: Pair = pair("máy chủ trả lời {n}", "the server answered {n}");
pub const SLOW_OFF: Pair = pair("Chế độ chậm: tắt", "Slow mode: off");
pub const SLOW_ON: Pair = pair("Chế độ chậm: bật", "Slow mode: on");
pub const SLOW_HINT: Pair = pair(
    "Chạm một câu trả lời, rồi bấm Tiếp tục. Có thể bấm Quay lại.",
    "Tap an answer, then Continue. You can go back.",
);
pub const SEND_NOW: Pair = pair("Gửi ngay", "Send now");
pub const RESCUE: Pair = pair("Xuất tệp cứu hộ", "Save a rescue file");
pub const RESCUED: Pair = pair("Đã xuất {n} phiếu", "Saved {n} forms");
pub const UNPAIR: Pair = pair("Bỏ ghép máy", "Unpair");
pub const UNPAIR_FIRST: Pair = pair(
    "Còn phiếu trên máy: hãy gửi hết, hoặc xuất tệp cứu hộ trước.",
    "There are forms on this screen: send them or save a rescue file first.",
);
pub const UNPAIR_ASK: Pair = pair(
    "Bỏ ghép sẽ xóa khóa và mọi phiếu còn trên máy này. Tiếp tục?",
    "Unpairing erases the key and every form on this screen. Continue?",
);
pub const UNPAIR_DO: Pair = pair("Xóa và bỏ ghép", "Erase and unpair");
pub const CLOSE: Pair = pair("Đóng", "Close");
