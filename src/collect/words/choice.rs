//! The words between the rated statements and the further questions.

use crate::ui::words::words;

words! {
    choice: "Đã xong phần đánh giá", "The rating is done";
    choice_hint: "Ông/Bà có thể gửi ngay, hoặc trả lời thêm để nơi phục vụ biết rõ cần cải thiện điều gì.",
        "You can send it now, or answer more so that it is clear what should improve.";
    send_now: "Gửi ngay", "Send now";
    further(n, total): "Câu thêm {n}/{total}", "Further question {n} of {total}";
}
