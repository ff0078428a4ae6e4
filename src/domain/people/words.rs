//! The words of the file about people.

use crate::domain::language::words;

words! {
    both HEADS {
        "id": "Mã dòng của riêng tệp này", "Id of the row, of this file alone";
        "survey": "Mẫu khảo sát", "Questionnaire version";
        "year": "Năm", "Year";
        "block": "Khối (trống: chỉ nêu cấp tỉnh)", "Block (empty: the province alone)";
        "kind": "Đối tượng", "Kind of respondent";
        "expectations": "Mong đợi", "Expectations";
    }
    // A missing answer in a row: withheld, skipped, not applicable.
    keys NO_ANSWER {
        "withheld": "ẩn để bảo mật";
        "skipped": "bỏ qua";
        "na": "không áp dụng";
    }
    province: "toàn tỉnh", "the province";
}
