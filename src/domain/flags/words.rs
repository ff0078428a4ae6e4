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
    }
    meaning(Rule) {
        Burst1: "từ 5 phiếu trong 5 phút trên một máy đánh giá", "5 or more responses within 5 minutes at one kiosk";
        Speeder1: "trả lời dưới 2 giây mỗi tiêu chí, hoặc dưới một phần ba thời gian thường thấy; ba phần tư mức đó nếu chọn gần như một mức",
            "under 2 seconds for each criterion, or under a third of the usual time; three quarters of that where one level was given nearly throughout";
        Identical1: "từ 3 phiếu của một đơn vị giống hệt nhau, trong đó ít nhất 3 tiêu chí khác mức chọn nhiều nhất",
            "3 or more equal responses of a unit, with at least 3 criteria off the commonest level";
        OutsideHours1: "trả lời trên máy đánh giá ngoài giờ làm việc", "answered at the desk's kiosk outside opening hours";
        Straight1: "chọn một mức cho từ chín phần mười số tiêu chí; nhiều người thật cũng làm vậy nên không bao giờ tính riêng",
            "one level for nine tenths of the criteria; many honest people do so, so it never counts alone";
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
