//! The words of the code book.

use crate::domain::language::words;

words! {
    both FIXED {
        "id": "Mã phiếu ngẫu nhiên", "Random id of the response";
        "survey": "Mẫu khảo sát", "Questionnaire version";
        "unit": "Mã cơ quan, đơn vị", "Organisation";
        "period": "Kỳ (tháng, quý hoặc năm)", "Time period (month, quarter or year)";
        "month": "Tháng (trống khi kỳ dài hơn)", "Month (empty where the period is longer)";
        "stratum": "Kênh", "Stratum";
        "kind": "Đối tượng", "Kind of respondent";
        "language": "Ngôn ngữ", "Language";
    }
    both LAST {
        "expectations": "Mong đợi", "Expectations";
        "flags": "Dấu hiệu bất thường", "Flags";
    }

    // A missing answer of an item that offers "not applicable", of every other question, and of one about the person.
    keys MISSING {
        "na = not applicable | skipped = skipped | (empty) = not reached": "không áp dụng | bỏ qua | (để trống) = chưa hỏi đến";
        "skipped = skipped | (empty) = not reached": "bỏ qua | (để trống) = chưa hỏi đến";
        "skipped = skipped | withheld = withheld | (empty) = not reached": "bỏ qua | ẩn để bảo mật | (để trống) = chưa hỏi đến";
    }
    keys FILES {
        "responses": "theo đơn vị";
        "people": "về người trả lời";
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
        "file": "Tệp";
        "note_vi": "Ghi chú";
        "note_en": "Ghi chú (tiếng Anh)";
    }

    own_id: "Không trùng với mã nào trong tệp theo đơn vị.", "No id of the file by unit is the same.";
    no_unit: "Tệp này không có đơn vị và tháng, vì cùng với thông tin về người trả lời chúng chỉ ra từng người. Trống khi dưới 5 người trong khối có cùng thông tin.",
        "This file has no unit and no month: beside the details of the person they would name people. Empty where fewer than 5 people of the block share their details.";
    alike: "Không có trong tệp theo đơn vị. Ẩn khi dưới 5 người trong tỉnh có cùng thông tin.",
        "Not in the file by unit. Withheld where fewer than 5 people of the province share their details.";
    columns_apart: "Trong một dòng, câu trả lời của hai cột là của hai người có cùng thông tin: tổng và tỷ lệ theo thông tin là chính xác, tương quan giữa các cột thì không có nghĩa.",
        "In a row the answers of two columns are those of two people with the same details. Sums and shares by details are exact. Correlations between columns mean nothing.";
}
