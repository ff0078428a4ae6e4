//! The words of the code book.

use crate::domain::language::words;

words! {
    both FIXED {
        "id": "Mã phiếu ngẫu nhiên", "Random id of the response";
        "survey": "Mẫu khảo sát", "Questionnaire version";
        "unit": "Mã cơ quan, đơn vị", "Organisation";
        "month": "Tháng", "Month";
        "stratum": "Kênh", "Stratum";
        "kind": "Đối tượng", "Kind of respondent";
        "language": "Ngôn ngữ", "Language";
    }
    both LAST {
        "expectations": "Mong đợi", "Expectations";
        "flags": "Dấu hiệu bất thường", "Flags";
    }

    // A missing answer of an item that offers "not applicable", and of every other question.
    keys MISSING {
        "na = not applicable | skipped = skipped | (empty) = not reached": "không áp dụng | bỏ qua | (để trống) = chưa hỏi đến";
        "skipped = skipped | (empty) = not reached": "bỏ qua | (để trống) = chưa hỏi đến";
    }
    keys ROLES {
        "identity": "định danh";
        "item": "tiêu chí";
        "fact": "thông tin về lần làm thủ tục";
        "about": "thông tin về người trả lời";
        "expectations": "mong đợi";
        "flags": "dấu hiệu bất thường";
    }
    keys HEAD {
        "column": "Cột";
        "role": "Loại";
        "meaning_vi": "Ý nghĩa";
        "meaning_en": "Ý nghĩa (tiếng Anh)";
        "values_vi": "Giá trị";
        "values_en": "Giá trị (tiếng Anh)";
        "missing": "Mã thiếu";
        "version": "Mẫu khảo sát";
    }
}
