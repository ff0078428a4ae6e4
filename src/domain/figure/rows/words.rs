//! The names of the columns of figures.

use crate::domain::language::words;

words! {
    keys HEAD {
        "key": "Mã";
        "name": "Tên";
        "responses": "Số phiếu";
        "answers": "Số câu trả lời hợp lệ";
        "satisfied": "Số câu hài lòng";
        "na": "Không áp dụng";
        "skipped": "Bỏ qua";
        "not_reached": "Chưa hỏi đến";
        "index": "Chỉ số hài lòng (%)";
        "low": "Cận dưới 95 % (%)";
        "high": "Cận trên 95 % (%)";
        "verdict": "So với mục tiêu";
        "suppressed": "Ẩn để bảo mật";
    }
}
