//! The words of the pages of devices.

use crate::{domain::hours::HoursError, ui::words::words};

words! {
    devices: "Máy đánh giá", "Kiosks";
    as_of(time): "Tình trạng lúc {time}. Tải lại trang để xem mới nhất.", "As of {time}. Reload the page for the latest.";
    none: "Chưa có máy nào. Thêm máy đầu tiên ở cuối trang.", "There are no kiosks yet. Add the first one below.";
    breadcrumb: "Đường dẫn", "Breadcrumb";
    // In need of a look
    attention: "Cần chú ý", "Needs attention";
    nothing: "Không có máy nào im lặng và không có phiếu nào bị kẹt.", "No kiosk is silent and no answers are stuck.";
    silent_devices(count, names): "{count} máy im lặng: {names}", "Silent kiosks, {count}: {names}";
    too_much(count, names): "{count} máy có từ 200 phiếu chờ gửi, hoặc có phiếu chờ từ 24 giờ: {names}",
        "Kiosks with 200 answers waiting or one for 24 hours, {count}: {names}";
    much(count, names): "{count} máy có hơn 50 phiếu chờ gửi: {names}", "Kiosks with more than 50 answers waiting, {count}: {names}";
    refused_by(count, names): "{count} máy có phiếu bị từ chối, cần người xem: {names}", "Kiosks with refused answers that somebody must look at, {count}: {names}";
    unkept_by(count, names): "{count} máy mà trình duyệt có thể xóa phiếu chờ khi hết chỗ: {names}",
        "Kiosks whose browser may delete waiting answers when room is short, {count}: {names}";
    and_more(names, more): "{names} và {more} máy khác", "{names} and {more} more";
    // The table
    list(desk): "Máy tại {desk}", "Kiosks at {desk}";
    name: "Tên máy", "Name";
    state: "Tình trạng", "State";
    heard: "Thấy lần cuối", "Last seen";
    queue: "Phiếu chờ gửi", "Answers waiting";
    app: "Ứng dụng", "App";
    survey: "Mẫu khảo sát", "Questionnaire";
    battery: "Mức pin", "Battery";
    active: "đang hoạt động", "active";
    resting: "nghỉ ngoài giờ", "off hours";
    silent_since(time): "im lặng từ {time}", "silent since {time}";
    waiting: "chờ ghép", "waiting to be paired";
    waiting_until(time): "mã dùng được đến {time}", "code valid until {time}";
    code_over: "mã ghép đã hết hạn", "the code has expired";
    revoked: "đã thu hồi", "revoked";
    revoked_at(time): "lúc {time}", "at {time}";
    never_heard: "chưa gửi gì", "nothing yet";
    oldest(hours): "cũ nhất {hours} giờ", "oldest {hours} h";
    refused(count): "{count} phiếu bị từ chối", "{count} refused";
    much_short: "nhiều", "many";
    alarm: "báo động", "alarm";
    current: "mới nhất", "current";
    old: "bản cũ", "old";
    percent(number): "{number}%", "{number}%";
    again: "Cấp mã ghép mới", "New pairing code";
    again_of(name): "cho {name}", "for {name}";
    hours_line(hours): "Giờ mở cửa: {hours}", "Opening hours: {hours}";
    own_hours: "riêng của nơi này", "of this desk";
    site_hours: "theo giờ chung", "of the site";
    change_hours: "Đổi giờ", "Change";
    change_hours_of(desk): "của {desk}", "of {desk}";
    other_desks(count): "Giờ mở cửa của {count} nơi tiếp nhận chưa có máy", "Opening hours of {count} desks without a kiosk";
    desk: "Nơi tiếp nhận", "Desk";
    hours: "Giờ mở cửa", "Opening hours";
    // Adding
    add: "Thêm máy", "Add a kiosk";
    add_about: "Bấm nút sẽ có mã ghép dùng được 10 phút và mã PIN; hãy cầm sẵn máy tính bảng.",
        "The button makes a pairing code that is valid for 10 minutes and a PIN: have the tablet at hand.";
    name_hint: "Tên dán trên máy, ví dụ Máy 1. Tối đa 60 ký tự.", "As on its label, such as Kiosk 1. At most 60 characters.";
    choose: "Chọn…", "Choose…";
    add_button: "Tạo mã ghép", "Make a pairing code";
    no_https: "Trang này đang chạy bằng http. Máy tính bảng chỉ ghép được khi trang có địa chỉ https: đặt --base-url https://…",
        "This site runs on http. A tablet can be paired only when the site has an https address: set --base-url https://…";
    made(name, desk): "Ghép {name} tại {desk}", "Pair {name} at {desk}";
    code: "Mã ghép", "Pairing code";
    pin: "Mã PIN của cán bộ", "PIN for staff";
    made_once: "Chỉ hiện một lần này. Mã PIN mở bảng dành cho cán bộ trên máy: ghi lại và chỉ đưa cho người trực.",
        "Shown this once. The PIN opens the staff menu on the kiosk: write it down, and give it only to those on duty.";
    step_open: "Trên máy tính bảng, quét mã QR này hoặc mở địa chỉ", "On the tablet, scan this QR code or open";
    step_tap: "Chạm 5 lần trong 3 giây vào tên nơi tiếp nhận ở đầu màn hình.", "Tap the name of the place at the top of the screen 5 times within 3 seconds.";
    step_type(code, time): "Nhập mã ghép {code} trước {time}. Nhập sai 5 lần thì phải tạo mã mới.",
        "Type the pairing code {code} before {time}. After 5 wrong tries a new one is needed.";
    step_look: "Tải lại trang Máy đánh giá: máy phải hiện “đang hoạt động”.", "Reload the page Kiosks: it must be “active”.";
    qr_title(url): "Mã QR mở {url}", "QR code that opens {url}";
    to_list: "Xong, về danh sách máy", "Done, to the list of kiosks";
    // One device
    paired: "Ghép lúc", "Paired";
    kept: "Bộ nhớ của trình duyệt", "Storage of the browser";
    persisted: "được giữ lâu dài", "kept";
    not_persisted: "có thể bị xóa khi hết chỗ", "may be deleted when room is short";
    pin_locked: "Số lần khóa vì nhập sai mã PIN", "Lock-outs after wrong PINs";
    unknown: "không rõ", "unknown";
    rename: "Đổi tên", "Rename";
    rename_button: "Lưu tên mới", "Save the new name";
    new_pin: "Mã PIN mới", "New PIN";
    new_pin_about: "Mã PIN cũ còn dùng được đến khi máy liên lạc lần sau.", "The old PIN works until the kiosk next gets in touch.";
    new_pin_button: "Cấp mã PIN mới", "Make a new PIN";
    pin_made(name): "Mã PIN mới của {name}", "New PIN of {name}";
    pin_once: "Chỉ hiện một lần này. Máy dùng mã mới từ lần liên lạc sau, thường trong vài phút.",
        "Shown this once. The kiosk uses it from its next contact on, usually within minutes.";
    revoke: "Thu hồi máy", "Revoke the kiosk";
    revoke_about: "Khi máy mất, hỏng hoặc không dùng nữa. Trang sau nói rõ hậu quả rồi mới hỏi.",
        "When it is lost, broken or no longer used. The next page says what follows before it asks.";
    revoke_ask: "Thu hồi máy này…", "Revoke this kiosk…";
    revoke_title(name): "Thu hồi {name}?", "Revoke {name}?";
    revoke_effect: "Từ yêu cầu tiếp theo, máy này không gửi và không nhận được gì nữa. Không thể hoàn tác: muốn dùng lại phải ghép như máy mới.",
        "From its next request on, this kiosk can neither send nor fetch anything. This cannot be undone: to use it again, pair it as a new one.";
    revoke_none: "Lần cuối liên lạc, không còn phiếu nào chờ trên máy. Phiếu trả lời sau đó, nếu có, sẽ nằm lại trên máy.",
        "When last heard of, no answers waited on it. Answers given since then, if any, stay on it.";
    revoke_left(count, time): "Lúc {time} trên máy còn {count} phiếu chưa gửi được; có thể nay đã nhiều hơn. Chúng nằm lại trên máy, đã niêm phong.",
        "At {time} it held {count} answers that were not delivered; there may be more by now. They stay on it, sealed.";
    revoke_rescue: "Nếu còn giữ máy: mở bảng dành cho cán bộ trên máy, lưu tệp cứu hộ, rồi chạy hailong import-queue với tệp đó. Việc này làm được cả trước và sau khi thu hồi.",
        "If you have the kiosk: open its staff menu, save the rescue file, and run hailong import-queue with it. That works before and after.";
    revoke_button: "Thu hồi máy này", "Revoke this kiosk";
    revoke_back: "Không thu hồi, quay lại", "Do not revoke, go back";
    // Opening hours
    hours_of(desk): "Giờ mở cửa: {desk}", "Opening hours: {desk}";
    hours_about: "Phiếu trả lời tại máy ngoài giờ này vẫn được nhận, nhưng được tính là một dấu hiệu bất thường. Máy không liên lạc trong giờ này bị báo im lặng.",
        "Answers given at a kiosk at other times are kept and count as one sign of stuffing. A kiosk that is not heard of in these hours is said to be silent.";
    hours_hint: "Ngày rồi đến giờ, ví dụ: T2-T6 07:30-11:30 13:30-17:00, T7 07:30-11:30. Chủ nhật là CN.",
        "Days, then times, such as: mon-fri 07:30-11:30 13:30-17:00, sat 07:30-11:30.";
    hours_button: "Lưu giờ mở cửa", "Save the hours";
    hours_site(hours): "Giờ chung của hệ thống: {hours}.", "Hours of the site: {hours}.";
    hours_site_button: "Dùng giờ chung", "Use those of the site";
}

words! {
    bad_hours(HoursError) -> String {
        Unread(part): "“{part}” không phải là ngày như T2-T6, cũng không phải là giờ như 07:30-11:30",
        "“{part}” is neither days such as mon-fri nor times such as 07:30-11:30";
        Backwards(part): "“{part}” kết thúc trước khi bắt đầu", "“{part}” ends before it begins";
        Incomplete: "Nhập ngày rồi đến giờ, ví dụ T2-T6 07:30-11:30", "Enter days and then times, such as mon-fri 07:30-11:30";
        Overlap: "Hai khoảng giờ của cùng một ngày trùng nhau", "Two openings of one day overlap";
    }
}
