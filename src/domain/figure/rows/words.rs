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
        "of": "Trong tối đa (phiếu)";
        "rank": "Hạng";
        "rank_low": "Hạng tốt nhất";
        "rank_high": "Hạng kém nhất";
        "more_needed": "Số phiếu cần thêm để biết chắc";
    }
    keys AGAINST {
        "difference": "Chênh lệch (điểm %)";
        "difference_low": "Cận dưới 95 % của chênh lệch (điểm %)";
        "difference_high": "Cận trên 95 % của chênh lệch (điểm %)";
    }
}
