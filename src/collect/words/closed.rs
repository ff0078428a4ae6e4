//! What is said where an organisation or a desk takes no answers on a day.

use super::{Pair, pair};

pub const NO_DAY: Pair =
    pair("Cần một ngày, viết NĂM-THÁNG-NGÀY, ví dụ 2025-07-01", "Expected a day as YYYY-MM-DD, such as 2025-07-01");
pub const DESK_ENDED: Pair = pair("Nơi tiếp nhận này đã kết thúc hoạt động", "This desk has ended");
pub const UNIT_ENDED: Pair = pair("Cơ quan này đã kết thúc hoạt động", "This organisation has ended");
pub const DESK_NOT_OPEN: Pair = pair("Nơi tiếp nhận này chưa hoạt động", "This desk is not open yet");
pub const UNIT_NOT_OPEN: Pair = pair("Cơ quan này chưa hoạt động", "This organisation does not exist yet");
pub const LAST_DAY: Pair = pair("{name}: hoạt động đến hết ngày {day}.", "{name}: the last day was {day}.");
pub const FIRST_DAY: Pair = pair("{name}: hoạt động từ ngày {day}.", "{name}: the first day is {day}.");
pub const HEIRS: Pair = pair("Nay thủ tục được tiếp nhận tại:", "Its business is now received at:");
pub const NO_HEIRS: Pair = pair(
    "Hệ thống chưa có tên cơ quan kế thừa. Xin hỏi nơi tiếp nhận gần nhất.",
    "No successor is known here. Please ask at the nearest desk.",
);
pub const RECEIPTS_STILL: Pair = pair(
    "Giấy hẹn cấp trước ngày đó có mã đánh giá thì vẫn trả lời được đến khi mã hết hạn.",
    "A receipt from before that day can still be answered until its code expires.",
);
