//! What the pages of comments and of the log say, in both languages.

use crate::{domain::language::Lang, ui::words::words};

words! {
    comments: "Góp ý", "Comments";
    comments_about: "Góp ý không gắn với câu trả lời nào. Số giấy tờ, điện thoại, thư điện tử, biển số và mã hồ sơ đã được che.",
        "A comment belongs to no answer. Identity and phone numbers, e-mail, plates and dossier codes are masked.";
    no_comments: "Chưa có góp ý nào được tổng hợp.", "No comments have been released yet.";
    month: "Tháng", "Month";
    unit: "Cơ quan, đơn vị", "Organisation";
    language: "Ngôn ngữ", "Language";
    text: "Nội dung", "Text";
    log: "Nhật ký", "Log";
    log_about: "Mỗi dòng được nối với dòng trước bằng mã xác thực; lệnh hailong verify tìm ra mọi sửa, xóa.",
        "Each line is chained to the one before; hailong verify finds every edit and deletion.";
    no_log: "Chưa có việc nào được ghi.", "Nothing has been logged yet.";
    time: "Thời điểm", "Time";
    actor: "Tài khoản", "Account";
    action: "Việc", "Action";
    detail: "Chi tiết", "Detail";
    all: "Tất cả", "All";
    show: "Xem", "Show";
    filters: "Bộ lọc", "Filters";
    search: "Tìm trong nội dung", "Search the text";
    on_page(n): "{n} dòng trên trang này", "{n} rows on this page";
    first_page: "Về trang đầu", "Back to the first page";
    next_page: "Trang tiếp theo", "Next page";
    bad_month(given): "“{given}” không phải là tháng; tháng viết dạng 2024-05", "“{given}” is no month; a month is written as 2024-05";
    bad_unit(given): "Không có cơ quan, đơn vị nào có mã “{given}”", "There is no organisation with the code “{given}”";
    bad_actor(given): "Không có tài khoản “{given}”", "There is no account “{given}”";
    bad_action(given): "Nhật ký không có việc nào tên là “{given}”", "The log knows no action “{given}”";
    bad_place(given): "Địa chỉ trang bị sai ở “{given}”; xin bấm Xem để bắt đầu từ trang đầu",
        "The address of this page is wrong at “{given}”; press Show to begin at the first page";
}

/// What is wrong with a part of an address that cannot be read.
pub fn unread(field: &str, given: &str, lang: Lang) -> String {
    let given: String = given.chars().take(40).collect();
    match field {
        "month" => bad_month(lang, given),
        "unit" => bad_unit(lang, given),
        "actor" => bad_actor(lang, given),
        "action" => bad_action(lang, given),
        _ => bad_place(lang, given),
    }
}

/// An action of the log and what it says in both languages.
macro_rules! actions {
    ($($key:literal: $vi:literal, $en:literal;)*) => {
        /// The actions that the log knows.
        pub const ACTIONS: &[&str] = &[$($key),*];

        /// Whether something of this name is ever done.
        pub fn is_action(key: &str) -> bool {
            ACTIONS.contains(&key)
        }

        /// What was done, as a sentence; a word that an older version wrote stays as it is.
        pub fn done(action: &str, lang: Lang) -> String {
            let (vi, en) = match action {
                $($key => ($vi, $en),)*
                other => (other, other),
            };
            if lang == Lang::Vi { vi } else { en }.to_owned()
        }
    };
}

actions! {
    "sign-in": "Đăng nhập", "Signed in";
    "sign-in.failed": "Đăng nhập sai mật khẩu", "Tried a wrong password";
    "password.change": "Đổi mật khẩu của mình", "Changed the own password";
    "user.add": "Tạo tài khoản", "Added an account";
    "user.password": "Cấp lại mật khẩu dùng một lần", "Gave a new one-time password";
    "export.responses": "Tải từng phiếu (đã ẩn danh)", "Took out single responses";
    "export.index": "Tải bảng chỉ số", "Took out the index";
    "export.codebook": "Tải bảng mã", "Took out the codebook";
    "export.comments": "Tải danh sách góp ý", "Took out the comments";
    "export.log": "Tải nhật ký", "Took out this log";
    "print.poster": "In áp phích", "Printed a poster";
    "print.code": "Tải mã QR của nơi tiếp nhận", "Took the QR code of a desk";
    "print.receipts": "In mã đánh giá", "Printed evaluation codes";
    "receipts.mint": "Tạo mã đánh giá", "Minted receipts";
    "receipts.revoke": "Thu hồi mã đánh giá", "Took receipts back";
    "receipts.rotate-key": "Thay khóa của mã đánh giá", "Changed the key of receipts";
    "api-key.add": "Cấp khóa cho hệ thống khác", "Gave a key to another system";
    "api-key.revoke": "Thu hồi khóa của hệ thống khác", "Took a key of another system back";
    "device.add": "Thêm máy tính bảng", "Added a tablet";
    "device.code": "Tạo lại mã ghép máy tính bảng", "Made a new pairing code";
    "device.pair": "Máy tính bảng đã ghép", "A tablet was paired";
    "device.pin": "Đặt lại mã PIN của máy tính bảng", "Gave a tablet a new PIN";
    "device.pin_locked": "Máy tính bảng bị khóa vì nhập sai mã PIN", "A tablet was locked by wrong PINs";
    "device.rename": "Đổi tên máy tính bảng", "Renamed a tablet";
    "device.revoke": "Ngừng dùng máy tính bảng", "Ended a tablet";
    "devices.rotate-key": "Thay khóa niêm phong phiếu", "Changed the sealing key of tablets";
    "queue.import": "Nhập phiếu còn lại từ máy tính bảng", "Took in what a tablet still held";
    "hours.desk": "Đặt giờ làm việc của nơi tiếp nhận", "Set the opening hours of a desk";
    "hours.site": "Đặt giờ làm việc chung", "Set the opening hours of the site";
    "survey.publish": "Đưa mẫu khảo sát vào dùng", "Published a questionnaire";
    "list.change": "Đổi danh sách chỉ tiêu hoặc số liệu đối chiếu", "Changed a list of targets or references";
    "setting.change": "Đổi cấu hình", "Changed a setting";
}

words! {
    by_command: "Lệnh trên máy chủ", "Command on the server";
    by_settings: "Máy chủ, khi khởi động", "The server, at its start";
    by_device: "Máy tính bảng", "A tablet";
    by_unknown: "Không rõ", "Unknown";
}

// What the log tells of an action.
words! {
    told_account(name): "tài khoản {name}", "account {name}";
    told_account_as(name, role): "tài khoản {name}, vai trò {role}", "account {name}, role {role}";
    told_key_of(name): "khóa {name}", "key {name}";
    told_key_for(name, right): "khóa {name}, quyền {right}", "key {name}, right: {right}";
    right_receipts: "tạo mã đánh giá", "mint receipts";
    right_responses: "tải từng phiếu", "take out single responses";
    told_key(number): "khóa số {number}", "key number {number}";
    told_by(by): "theo {by}", "by {by}";
    by_unit: "cơ quan, đơn vị", "organisation";
    by_factor: "nhóm tiêu chí", "factor";
    by_item: "tiêu chí", "criterion";
    by_month: "tháng", "month";
    by_stratum: "kênh", "channel";
    by_respondent: "đối tượng", "kind of respondent";
    by_flag: "dấu hiệu bất thường", "signs of stuffing";
    every_unit: "mọi cơ quan, đơn vị", "every organisation";
    every_month: "mọi tháng", "every month";
    every_desk: "mọi nơi tiếp nhận", "every desk";
    told_rows(n): "{n} dòng", "{n} rows";
    told_paper(size): "khổ {size}", "{size} paper";
    told_file(kind): "tệp {kind}", "{kind} file";
    told_numbers(first, last): "số thứ tự {first} đến {last}", "serials {first} to {last}";
    layout_sheet: "tờ A4", "A4 sheets";
    layout_strips: "cuộn giấy 80 mm", "strips of 80 mm";
    layout_csv: "tệp CSV", "CSV file";
    told_dossiers(new, known): "{new} mã mới theo danh sách hồ sơ; {known} mã đã cấp từ trước", "{new} new from a list of dossiers; {known} minted before";
    told_taken_back(n): "{n} mã", "{n} receipts";
    told_from(serial): "từ số {serial}", "from serial {serial}";
    told_to(serial): "đến số {serial}", "to serial {serial}";
    told_device(name): "máy “{name}”", "tablet “{name}”";
    told_device_with(name, id): "máy “{name}”, mã máy {id}", "tablet “{name}”, its number {id}";
    told_device_id(id): "mã máy {id}", "tablet number {id}";
    told_renamed(old, new): "máy “{old}” nay là “{new}”", "tablet “{old}” is now “{new}”";
    told_times(n): "{n} lần", "times: {n}";
    queue_stored(n): "{n} phiếu mới", "{n} new responses";
    queue_known(n): "{n} phiếu đã có", "{n} known before";
    queue_refused(n): "{n} phiếu bị từ chối", "{n} refused";
    queue_later(n): "{n} phiếu chưa nhận được, cần nhập lại tệp", "{n} not taken yet, import the file again";
    told_hours(desk, after, before): "{desk}: {after}; trước đó: {before}", "{desk}: {after}; before: {before}";
    as_the_site: "theo giờ chung", "those of the site";
    told_survey(title, opens): "{title} (mở từ {opens})", "{title} (open from {opens})";
    told_list(file, digest): "tệp {file}, mã kiểm tra nội dung {digest}", "file {file}, check code of its content {digest}";
    minutes(n): "{n} phút", "{n} minutes";
    setting_base_url: "Địa chỉ của trang", "Address of the site";
    setting_batch: "Số phiếu ít nhất của một lần tổng hợp", "Fewest responses of a release";
    setting_settle: "Phiếu chờ ít nhất trước khi tổng hợp", "A response waits at least";
    setting_max_age: "Phiếu chờ lâu nhất trước khi tổng hợp", "A response waits at most";
}

/// Who did it: an account by its name, everything else in words.
pub fn who(actor: &str, lang: Lang) -> String {
    match actor {
        "cli" => by_command(lang),
        "settings" => by_settings(lang),
        "device" => by_device(lang),
        "unknown" => by_unknown(lang),
        name => return name.strip_prefix("key:").map_or_else(|| name.to_owned(), |key| told_key_of(lang, key)),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    /// Words like `hours.desk` that the sources hand to the log.
    fn logged(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                logged(&entry, found);
            } else {
                let source = fs::read_to_string(&entry).unwrap();
                for call in ["action: \"", "log(&app, &viewer, \"", "log(&site, \"", "log(site, \"", "visit.log(\""] {
                    let rest = source.split(call).skip(1).filter_map(|rest| rest.split('"').next());
                    found.extend(rest.filter(|word| word.is_ascii() && !word.contains(['{', '/'])).map(str::to_owned));
                }
            }
        }
    }

    #[test]
    fn every_action_has_a_sentence() {
        let mut found = Vec::new();
        logged(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        assert!(found.len() > 15, "{found:?}");
        let none: Vec<&String> = found.iter().filter(|action| !ACTIONS.contains(&action.as_str())).collect();
        assert!(none.is_empty(), "no sentence: {none:?}");
        assert_eq!(done("hours.desk", Lang::Vi), "Đặt giờ làm việc của nơi tiếp nhận");
    }
}
