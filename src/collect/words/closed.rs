//! The words where an organisation or a desk takes no answers on a day.

use crate::ui::words::words;

words! {
    no_day: "Cần một ngày, viết NĂM-THÁNG-NGÀY, ví dụ 2025-07-01", "Expected a day as YYYY-MM-DD, such as 2025-07-01";
    desk_ended: "Nơi tiếp nhận này đã kết thúc hoạt động", "This desk has ended";
    unit_ended: "Cơ quan này đã kết thúc hoạt động", "This organisation has ended";
    desk_not_open: "Nơi tiếp nhận này chưa hoạt động", "This desk is not open yet";
    unit_not_open: "Cơ quan này chưa hoạt động", "This organisation does not exist yet";
    last_day(name, day): "{name}: hoạt động đến hết ngày {day}.", "{name}: the last day was {day}.";
    first_day(name, day): "{name}: hoạt động từ ngày {day}.", "{name}: the first day is {day}.";
    heirs: "Nay thủ tục được tiếp nhận tại:", "Its business is now received at:";
    no_heirs: "Hệ thống chưa có tên cơ quan kế thừa. Xin hỏi nơi tiếp nhận gần nhất.",
        "No successor is known here. Please ask at the nearest desk.";
    receipts_still: "Giấy hẹn cấp trước ngày đó có mã đánh giá thì vẫn trả lời được đến khi mã hết hạn.",
        "A receipt from before that day can still be answered until its code expires.";
}
