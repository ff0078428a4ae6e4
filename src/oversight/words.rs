//! The words of the pages of comments and of the log.

use crate::{
    domain::{
        language::Lang,
        staff_log::{Action, AnyAction},
    },
    ui::words::words,
};

words! {
    comments: "Góp ý", "Comments";
    comments_about: "Góp ý không gắn với câu trả lời nào. Số giấy tờ, điện thoại, tài khoản, thư điện tử, biển số, mã hồ sơ và tên người sau cách xưng hô đã được che.",
        "A comment belongs to no answer. Numbers of identity papers, telephones and accounts, e-mail, plates, dossier codes and names behind a title are masked.";
    no_comments: "Chưa có góp ý nào được tổng hợp.", "No comments have been released yet.";
    period: "Kỳ", "Period";
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
    bad_period(given): "“{given}” không phải là kỳ; kỳ viết dạng 2024-05, 2024-Q2 hoặc 2024", "“{given}” is no period; a period is written as 2024-05, 2024-Q2 or 2024";
    bad_unit(given): "Không có cơ quan, đơn vị nào có mã “{given}”", "There is no organisation with the code “{given}”";
    bad_actor(given): "Không có tài khoản “{given}”", "There is no account “{given}”";
    bad_action(given): "Nhật ký không có việc nào tên là “{given}”", "The log knows no action “{given}”";
    bad_place(given): "Địa chỉ trang bị sai ở “{given}”; xin bấm Xem để bắt đầu từ trang đầu",
        "The address of this page is wrong at “{given}”; press Show to begin at the first page";
}

/// The mistake in a part of an address that cannot be read.
pub fn unread(field: &str, given: &str, lang: Lang) -> String {
    let given: String = given.chars().take(40).collect();
    match field {
        "period" => bad_period(lang, given),
        "unit" => bad_unit(lang, given),
        "actor" => bad_actor(lang, given),
        "action" => bad_action(lang, given),
        _ => bad_place(lang, given),
    }
}

// The acts, each by its action.
words! {
    did_sign_in: "Đăng nhập", "Signed in";
    did_sign_in_failed: "Đăng nhập không thành công", "Could not sign in";
    did_sign_out: "Đăng xuất", "Signed out";
    did_password_change: "Đổi mật khẩu của mình", "Changed the own password";
    did_user_add: "Tạo tài khoản", "Added an account";
    did_user_password: "Cấp lại mật khẩu dùng một lần", "Gave a new one-time password";
    did_user_disable: "Khóa tài khoản", "Disabled an account";
    did_user_enable: "Mở lại tài khoản", "Enabled an account again";
    did_user_role: "Đổi vai trò của tài khoản", "Changed the role of an account";
    did_sessions_end: "Kết thúc các phiên đăng nhập", "Ended sessions";
    did_export_responses: "Tải từng phiếu (đã ẩn danh)", "Took out single responses";
    did_export_people: "Tải tệp về người trả lời (đã ẩn danh)", "Took out the file about people";
    did_export_index: "Tải bảng chỉ số", "Took out the index";
    did_export_codebook: "Tải bảng mã", "Took out the codebook";
    did_export_comments: "Tải danh sách góp ý", "Took out the comments";
    did_export_log: "Tải nhật ký", "Took out this log";
    did_print_poster: "In áp phích", "Printed a poster";
    did_print_code: "Tải mã QR của nơi tiếp nhận", "Took the QR code of a desk";
    did_print_receipts: "In mã đánh giá", "Printed evaluation codes";
    did_receipts_mint: "Tạo mã đánh giá", "Minted receipts";
    did_receipts_revoke: "Thu hồi mã đánh giá", "Took receipts back";
    did_receipts_rotate_key: "Thay khóa của mã đánh giá", "Changed the key of receipts";
    did_api_key_add: "Cấp khóa cho hệ thống khác", "Gave a key to another system";
    did_api_key_revoke: "Thu hồi khóa của hệ thống khác", "Took a key of another system back";
    did_device_add: "Thêm máy tính bảng", "Added a tablet";
    did_device_code: "Tạo lại mã ghép máy tính bảng", "Made a new pairing code";
    did_device_pair: "Máy tính bảng đã ghép", "A tablet was paired";
    did_device_pin: "Đặt lại mã PIN của máy tính bảng", "Gave a tablet a new PIN";
    did_device_pin_locked: "Máy tính bảng bị khóa vì nhập sai mã PIN", "A tablet was locked by wrong PINs";
    did_device_rename: "Đổi tên máy tính bảng", "Renamed a tablet";
    did_device_revoke: "Ngừng dùng máy tính bảng", "Ended a tablet";
    did_devices_rotate_key: "Thay khóa niêm phong phiếu", "Changed the sealing key of tablets";
    did_queue_import: "Nhập phiếu còn lại từ máy tính bảng", "Took in what a tablet still held";
    did_hours_desk: "Đặt giờ làm việc của nơi tiếp nhận", "Set the opening hours of a desk";
    did_hours_site: "Đặt giờ làm việc chung", "Set the opening hours of the site";
    did_survey_publish: "Đưa mẫu khảo sát vào dùng", "Published a questionnaire";
    did_list_change: "Đổi danh sách chỉ tiêu hoặc số liệu đối chiếu", "Changed a list of targets or references";
    did_setting_change: "Đổi cấu hình", "Changed a setting";
    did_chain_begin: "Bắt đầu niêm phong số liệu và tài khoản", "Began to seal figures and accounts";
}

/// The act as a sentence.
pub fn done(action: Action, lang: Lang) -> &'static str {
    match action {
        Action::SignIn => did_sign_in(lang),
        Action::SignOut => did_sign_out(lang),
        Action::SignInFailed => did_sign_in_failed(lang),
        Action::PasswordChange => did_password_change(lang),
        Action::UserAdd => did_user_add(lang),
        Action::UserPassword => did_user_password(lang),
        Action::UserDisable => did_user_disable(lang),
        Action::UserEnable => did_user_enable(lang),
        Action::UserRole => did_user_role(lang),
        Action::SessionsEnd => did_sessions_end(lang),
        Action::ExportResponses => did_export_responses(lang),
        Action::ExportPeople => did_export_people(lang),
        Action::ExportIndex => did_export_index(lang),
        Action::ExportCodebook => did_export_codebook(lang),
        Action::ExportComments => did_export_comments(lang),
        Action::ExportLog => did_export_log(lang),
        Action::PrintPoster => did_print_poster(lang),
        Action::PrintCode => did_print_code(lang),
        Action::PrintReceipts => did_print_receipts(lang),
        Action::ReceiptsMint => did_receipts_mint(lang),
        Action::ReceiptsRevoke => did_receipts_revoke(lang),
        Action::ReceiptsRotateKey => did_receipts_rotate_key(lang),
        Action::ApiKeyAdd => did_api_key_add(lang),
        Action::ApiKeyRevoke => did_api_key_revoke(lang),
        Action::DeviceAdd => did_device_add(lang),
        Action::DeviceCode => did_device_code(lang),
        Action::DevicePair => did_device_pair(lang),
        Action::DevicePin => did_device_pin(lang),
        Action::DevicePinLocked => did_device_pin_locked(lang),
        Action::DeviceRename => did_device_rename(lang),
        Action::DeviceRevoke => did_device_revoke(lang),
        Action::DevicesRotateKey => did_devices_rotate_key(lang),
        Action::QueueImport => did_queue_import(lang),
        Action::HoursDesk => did_hours_desk(lang),
        Action::HoursSite => did_hours_site(lang),
        Action::SurveyPublish => did_survey_publish(lang),
        Action::ListChange => did_list_change(lang),
        Action::SettingChange => did_setting_change(lang),
        Action::ChainBegin => did_chain_begin(lang),
    }
}

/// The same of an entry that was read; a word that another version wrote stays as it is.
pub fn any(action: &AnyAction, lang: Lang) -> String {
    match action {
        AnyAction::Known(action) => done(*action, lang).to_owned(),
        AnyAction::Other(key) => key.clone(),
    }
}

words! {
    by_command: "Lệnh trên máy chủ", "Command on the server";
    by_settings: "Máy chủ, khi khởi động", "The server, at its start";
    by_device: "Máy tính bảng", "A tablet";
    by_unknown: "Không rõ", "Unknown";
}

// The details of an action in the log.
words! {
    told_wrong_password: "sai mật khẩu", "wrong password";
    told_disabled: "đúng mật khẩu, nhưng tài khoản đã khóa", "right password, but the account is disabled";
    told_used_up: "mật khẩu dùng một lần đã hết hiệu lực", "a one-time password that is no longer valid";
    told_account(name): "tài khoản {name}", "account {name}";
    told_account_as(name, role): "tài khoản {name}, vai trò {role}", "account {name}, role {role}";
    told_key_of(name): "khóa {name}", "key {name}";
    told_key_for(name, right): "khóa {name}, quyền {right}", "key {name}, right: {right}";
    right_receipts: "tạo mã đánh giá", "mint receipts";
    right_responses: "tải từng phiếu", "take out single responses";
    right_people: "tải tệp về người trả lời", "take out the file about people";
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
    every_period: "mọi kỳ", "every period";
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
    queue_in_file(n): "bắt đầu nhập tệp có {n} phiếu", "begins to take in a file of {n} responses";
    queue_stored(n): "{n} phiếu mới", "{n} new responses";
    queue_known(n): "{n} phiếu đã có", "{n} known before";
    queue_refused(n): "{n} phiếu bị từ chối", "{n} refused";
    queue_later(n): "{n} phiếu chưa nhận được, cần nhập lại tệp", "{n} not taken yet, import the file again";
    told_hours(desk, after, before): "{desk}: {after}; trước đó: {before}", "{desk}: {after}; before: {before}";
    as_the_site: "theo giờ chung", "those of the site";
    told_survey(title, opens): "{title} (mở từ {opens})", "{title} (open from {opens})";
    told_list(file, digest): "tệp {file}, mã kiểm tra nội dung {digest}", "file {file}, check code of its content {digest}";
    told_groups(n): "{n} nhóm phiếu theo đơn vị và kỳ", "{n} groups of responses by unit and period";
    minutes(n): "{n} phút", "{n} minutes";
    setting_base_url: "Địa chỉ của trang", "Address of the site";
    setting_batch: "Số phiếu ít nhất của một lần tổng hợp", "Fewest responses of a release";
    setting_settle: "Phiếu chờ ít nhất trước khi tổng hợp", "A response waits at least";
    setting_max_age: "Phiếu còn chờ bị xóa giờ, bàn và thiết bị sau", "A waiting response loses time, desk and device after";
    setting_close_after: "Chốt tháng, quý, năm sau khi kết thúc", "A month, quarter or year is closed after its end by";
}

/// The actor: an account by its name, everything else in words.
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
