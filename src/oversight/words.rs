//! What the pages of comments and of the log say, in both languages.

use crate::ui::words::words;

words! {
    comments: "Góp ý", "Comments";
    comments_about: "Góp ý không gắn với câu trả lời nào. Số giấy tờ, điện thoại, thư điện tử, biển số và mã hồ sơ đã được che.",
        "A comment belongs to no answer. Identity and phone numbers, e-mail, plates and dossier codes are masked.";
    no_comments: "Chưa có góp ý nào được tổng hợp.", "No comments have been released yet.";
    latest(shown, all): "{shown} góp ý gần nhất trong {all} góp ý", "The latest {shown} of {all} comments";
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
    latest_log(shown): "{shown} việc gần nhất", "The latest {shown} entries";
}
