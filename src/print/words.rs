//! The words of the page of forms and of the papers.

use crate::print::format::{Layout, Size};
use crate::ui::words::words;

words! {
    print: "In ấn", "Print";
    // Posters
    posters: "Áp phích của nơi tiếp nhận", "Poster of a desk";
    posters_about: "Treo tại nơi tiếp nhận, ai cũng quét được. Mã không thay đổi khi mẫu khảo sát thay đổi.",
        "Hang it where papers are handed in; anybody can scan it. The code stays the same when the questionnaire changes.";
    desk: "Nơi tiếp nhận", "Desk";
    all_desks: "Tất cả các nơi tiếp nhận", "All desks";
    size: "Khổ giấy", "Paper";
    show_posters: "Mở bản in", "Open for printing";
    poster_of(desk): "Áp phích: {desk}", "Poster: {desk}";
    poster_in(size): "Khổ {size}", "{size} paper";
    code_as(kind): "Mã QR dạng {kind}", "QR code as {kind}";
    // Receipts
    fresh: "Cấp và in giấy hẹn có mã đánh giá", "Mint and print receipts";
    fresh_about: "Mỗi mã đánh giá dùng một lần, trao kèm giấy tiếp nhận hồ sơ và hẹn trả kết quả. Mỗi lần bấm nút là cấp số mới.",
        "Each is for one answer and goes with a service receipt. Every press of the button mints new numbers.";
    again: "In lại mã đánh giá đã cấp", "Print receipts that were minted";
    latest(number): "Số mới nhất đã cấp: {number}.", "The latest number: {number}.";
    none_yet: "Chưa cấp mã đánh giá nào.", "No receipt has been minted yet.";
    unit: "Cơ quan, đơn vị", "Organisation";
    event: "Trao khi", "Handed out when";
    count: "Số lượng", "How many";
    count_hint(most): "Từ 1 đến {most}.", "From 1 to {most}.";
    layout: "Cách in", "Printed as";
    first: "Từ số", "From number";
    mint: "Cấp và mở bản in", "Mint and open for printing";
    show_receipts: "Mở bản in", "Open for printing";
    receipts_from_to(first, last): "Giấy hẹn có mã đánh giá số {first}–{last}", "Receipts number {first}–{last}";
    expired(count): "{count} mã đánh giá đã hết hạn, không nên in.", "{count} of these have expired and should not be printed.";
    revoked(count): "{count} mã đánh giá đã bị thu hồi, không nên in.", "{count} of these were taken back and should not be printed.";
    // Mistakes
    choose_desk: "Chọn một nơi tiếp nhận có trong danh sách", "Choose a desk of the list";
    choose_size: "Chọn khổ giấy A4 hoặc A5", "Choose A4 or A5 paper";
    choose: "Chọn…", "Choose…";
    choose_unit: "Chọn một cơ quan, đơn vị có trong danh sách", "Choose an organisation of the list";
    choose_event: "Chọn lúc trao giấy hẹn", "Choose when it is handed out";
    choose_layout: "Chọn cách in", "Choose how it is printed";
    enter_first: "Nhập số đầu tiên, là số nguyên từ 1", "Enter the first number, a whole number from 1";
    enter_count(most): "Nhập số lượng là số nguyên từ 1 đến {most}", "Enter a whole number from 1 to {most}";
    not_minted(last): "Mới cấp đến số {last}", "Numbers were minted up to {last} only";
    not_minted_here: "Số này chưa được cấp", "This number has not been minted";
    no_key: "Thiếu khóa của các mã đánh giá này trong thư mục khóa", "The key of these receipts is not in the keys folder";
    revoked_key: "Khóa cấp mã đánh giá đã bị thu hồi; cần tạo khóa mới",
        "The key that mints was taken back; make a new one";
    nothing_open: "Hôm nay không có mẫu khảo sát nào đang mở", "No questionnaire is open today";
    used_up: "Không còn đủ số để cấp", "There are not enough numbers left";
    no_address: "Chưa in được: máy chủ chưa có địa chỉ mà người dân mở được. Đặt base_url rồi khởi động lại máy chủ",
        "Nothing can be printed: the server has no address that people can open. Set base_url and restart the server";
    here_only(address): "Mã in ra dẫn tới {address}, địa chỉ chỉ mở được trên máy chủ này. Đặt base_url trước khi in để dùng.",
        "What is printed leads to {address}, which opens on the server itself only. Set base_url before you print for use.";
    // Around the paper
    back: "Về trang In ấn", "Back to Print";
    how: "Bấm Ctrl+P để in: tỷ lệ 100%, không in đầu trang và chân trang.",
        "Press Ctrl+P to print: scale 100 %, without headers and footers.";
    papers: "Bản in", "What is printed";
    // On paper
    invitation: "Mời Ông/Bà đánh giá", "Please rate our service";
    ask: "Ông/Bà hài\u{a0}lòng đến mức nào?", "How satisfied are you?";
    facts(length): "{length} · không hỏi họ\u{a0}tên", "{length} · no\u{a0}name\u{a0}asked";
    scan: "Quét mã bằng máy ảnh của điện thoại", "Scan the code with your phone’s camera";
    or_type: "hoặc gõ địa chỉ", "or type the address";
    enter_at: "Không quét được? Nhập mã tại", "Cannot scan? Type the code there";
    valid_until(day): "Có giá trị đến hết ngày {day}", "Valid until {day}";
    single_use: "Dùng một lần", "Single use";
    anonymous: "Cán bộ tại nơi tiếp nhận không xem được câu trả lời của từng người.", "Counter staff cannot see individual answers.";
    number(number): "Số {number}", "No. {number}";
    unit_ended(day, heirs): "Cơ quan này hoạt động đến hết ngày {day}, không cấp mã mới. Cơ quan kế thừa: {heirs}", "The last day of this organisation was {day}: it hands out no new receipts. Its work is done now by: {heirs}";
    unit_not_open(day): "Cơ quan này hoạt động từ ngày {day}", "The first day of this organisation is {day}";
    desk_ended(day): "Nơi tiếp nhận này hoạt động đến hết ngày {day}", "The last day of this desk was {day}";
    code_title(address): "Mã QR dẫn tới {address}", "QR code leading to {address}";
}

/// A paper's name.
pub fn size_name(size: Size) -> &'static str {
    match size {
        Size::A4 => "A4",
        Size::A5 => "A5",
    }
}

words! {
    layout_name(Layout) {
        Sheet: "Tờ A4, 10 mã đánh giá để cắt rời", "A4 sheet, 10 receipts to cut apart";
        Strips: "Cuộn giấy 80 mm, mỗi mã đánh giá một trang", "80 mm roll, a page for each receipt";
        Csv: "Tệp CSV cho phần mềm máy in", "CSV file for the printer’s own software";
    }
}
