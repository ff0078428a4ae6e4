//! The rules in words for people: the pages and the codebook say the same.

use super::Rule;
use crate::domain::language::{Lang, words};

words! {
    name(Rule) {
        Burst1: "Nhiều phiếu trong thời gian ngắn", "Many responses in a short time";
        Speeder1: "Trả lời quá nhanh", "Answered too fast";
        Identical1: "Nhiều phiếu giống hệt nhau", "Several equal responses";
        OutsideHours1: "Trả lời ngoài giờ làm việc", "Answered outside opening hours";
        Straight1: "Chọn gần như một mức", "One level nearly throughout";
        Rush1: "Nhiều phiếu liên tiếp quá nhanh", "Several in a row, too fast";
        Instant1: "Trả lời nhanh hơn mức có thể", "Faster than anybody can answer";
        Copies1: "Phiếu sao chép", "Copied responses";
        OutsideHours2: "Trả lời ngoài giờ làm việc", "Answered outside opening hours";
        Capacity1: "Nhiều phiếu hơn khả năng tiếp nhận", "More than a desk can receive";
    }
    meaning(Rule) {
        Burst1: "từ 5 phiếu trong 5 phút trên một máy đánh giá", "5 or more responses within 5 minutes at one kiosk";
        Speeder1: "trả lời dưới 2 giây mỗi tiêu chí, hoặc dưới một phần ba thời gian thường thấy; ba phần tư mức đó nếu chọn gần như một mức",
            "under 2 seconds for each criterion, or under a third of the usual time; three quarters of that where one level was given nearly throughout";
        Identical1: "từ 3 phiếu của một đơn vị giống hệt nhau, trong đó ít nhất 3 tiêu chí khác mức chọn nhiều nhất",
            "3 or more equal responses of a unit, with at least 3 criteria off the commonest level";
        OutsideHours1: "trả lời trên máy đánh giá ngoài giờ làm việc", "answered at the desk's kiosk outside opening hours";
        Straight1: "chọn một mức cho từ chín phần mười số tiêu chí",
            "one level for nine tenths of the criteria";
        Rush1: "từ 5 phiếu liên tiếp trên một máy đánh giá, trung bình mỗi phiếu cách phiếu trước dưới 2 giây cho mỗi tiêu chí, hoặc dưới hai giây rưỡi nếu ít nhất 4 phiếu chọn gần như toàn mức cao nhất; phiếu chỉ có một câu: dưới 3 giây",
            "5 or more in a row at one kiosk, each on average less than 2 seconds for each criterion after the one before, or less than two and a half where 4 or more of them are at the top throughout; of a form with one question less than 3 seconds";
        Instant1: "trả lời mỗi tiêu chí dưới bảy phần mười giây, theo thời gian mà thiết bị gửi kèm", "under seven tenths of a second for each criterion, by the time that the device tells";
        Copies1: "các phiếu của một đơn vị trong một tháng giống hệt nhau nhiều lần đến mức gần như không thể do tình cờ (dưới 1 phần 100)",
            "equal responses of a unit and month, so many that chance explains them less than once in 100 times";
        OutsideHours2: "trả lời trên máy đánh giá ngoài giờ làm việc", "answered at the desk's kiosk outside opening hours";
        Capacity1: "số phiếu qua mã QR mở của một nơi tiếp nhận trong 20 giây, 5 phút hoặc một giờ nhiều hơn số người có thể có mặt ở đó, hoặc rất nhiều phiếu từ một địa chỉ mạng",
            "more by a desk's open link within 20 seconds, five minutes or an hour than people can have been there, or very many from one network address";
    }
}

impl Rule {
    /// The rule's name in words. Its key is for programs.
    pub fn name(self, lang: Lang) -> &'static str {
        name(self, lang)
    }

    pub fn meaning(self, lang: Lang) -> &'static str {
        meaning(self, lang)
    }
}
