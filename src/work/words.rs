//! Why a part of a question cannot be read, in both languages.

use crate::domain::{language::words, question::Cause};

words! {
    question(Cause) {
        UnknownName: "Không có tham số này", "There is no such parameter";
        NoSuchSurvey: "Không có mẫu khảo sát này", "There is no such questionnaire version";
        NoSuchUnit: "Không có cơ quan, đơn vị này trong phạm vi được xem",
            "There is no such organisation in your scope";
        NoSuchBlock: "Không có khối này", "There is no such block";
        NotAYear: "Năm viết bốn chữ số, ví dụ 2024", "A year is written with four digits, such as 2024";
        NotAMonth: "Tháng viết dạng YYYY-MM, ví dụ 2024-05", "A month is written YYYY-MM, such as 2024-05";
        Order(_, _): "Tháng cuối phải từ tháng đầu trở đi", "The last month must not lie before the first";
        NoSuchMethod: "Cách tính là top2, mean5 hoặc mean4", "The method is top2, mean5 or mean4";
        NoSuchGroup: "Nhóm theo unit, factor, item, month, stratum, respondent hoặc flag",
            "Group by unit, factor, item, month, stratum, respondent or flag";
        NoSuchStratum: "Kênh là receipt, kiosk, kiosk-receipt, poster, paper, invited hoặc withheld",
            "A stratum is receipt, kiosk, kiosk-receipt, poster, paper, invited or withheld";
    }

    no_such_dialect: "Kiểu tệp là machine hoặc excel-vi", "A dialect is machine or excel-vi";
}
