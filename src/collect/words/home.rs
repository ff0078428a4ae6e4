//! The public home and the accessibility statement.

use crate::ui::words::words;

words! {
    home: "Khảo sát mức độ hài\u{a0}lòng khi làm thủ tục", "Satisfaction with public services";
    home_about: "Ông/Bà vừa làm thủ tục ở nơi tiếp nhận? Xin cho biết mức độ hài\u{a0}lòng. Không hỏi họ tên.",
        "Have you just been to a one-stop desk? Please say how satisfied you are. No name is asked.";
    answer: "Trả lời khảo sát", "Answer the survey";
    scan: "Có giấy hẹn: mở máy ảnh của điện thoại, đưa vào mã QR in trên giấy hẹn, rồi chạm vào đường dẫn hiện ra.",
        "With a receipt: open your phone’s camera, point it at the QR code on the receipt, and touch the link that appears.";
    scan_desk: "Không có giấy hẹn: quét mã QR trên tấm biển ở nơi tiếp nhận, hoặc trả lời trên máy đặt tại đó.",
        "Without a receipt: scan the QR code on the poster at the desk, or answer on the screen there.";
    code: "Không quét được? Gõ mã đánh giá in dưới mã QR", "Cannot scan? Type the code below the QR code";
    see_results: "Xem kết quả", "See the results";
    results_about: "Kết quả chung của từng cơ quan, công bố cho mọi người.",
        "The results of each organisation, published for everyone.";
    help: "Liên hệ", "Contact";
    help_any: "Xin hỏi cán bộ ở nơi tiếp nhận mà Ông/Bà đã đến.", "Please ask the staff of the place where you were.";
    api: "API cho phần mềm khác", "API for other systems";
    staff: "Dành cho cán bộ", "For staff";
    pages: "Các trang khác", "Other pages";

    accessibility: "Tuyên bố về khả năng tiếp cận", "Accessibility statement";
    standard: "Trang này hướng đến WCAG 2.2 mức AA và Thông tư 26/2020/TT-BTTTT về hỗ trợ người khuyết tật tiếp cận, sử dụng sản phẩm, dịch vụ thông tin và truyền thông.",
        "This site aims at WCAG 2.2, level AA, and at Circular 26/2020/TT-BTTTT on access of people with disabilities to information and communication services.";
    does: "Những gì dùng được", "What works";
    does_list: [
        "Trả lời được chỉ bằng bàn phím, bằng trình đọc màn hình, và khi trình duyệt không chạy JavaScript.",
        "The form can be answered with a keyboard alone, with a screen reader, and without JavaScript.";
        "Chữ phóng to đến 400 %, giãn cách chữ rộng hơn, hoặc màu tương phản của máy không làm mất nội dung.",
        "Text can be enlarged to 400 %, spaced more widely, or shown in the device’s contrast colours without loss.";
        "Không câu hỏi nào chỉ phân biệt bằng màu; mỗi gương mặt có chữ đi kèm.",
        "No question depends on colour alone; every face has words beside it.";
        "Trên điện thoại không có giới hạn thời gian; máy tại nơi tiếp nhận hỏi trước khi bắt đầu lại.",
        "On a phone there is no time limit; the screen at a desk asks before it starts again."
    ];
    lacks: "Những gì chưa đạt", "What is known not to hold";
    lacks_list: [
        "Máy đặt tại nơi tiếp nhận không đọc thành tiếng và không có bàn phím nổi: xin dùng điện thoại của mình, hoặc nhờ cán bộ.",
        "The screens at desks do not speak and have no tactile keys: use your own phone, or ask the staff.";
        "Chưa có bản ngôn ngữ ký hiệu, bản dễ đọc, hay bản tiếng dân tộc thiểu số.",
        "There is no version in sign language, in easy language or in a minority language.";
        "Tên các cơ quan chỉ có tiếng Việt, cả trên trang tiếng Anh.",
        "Names of organisations are in Vietnamese only, also on English pages.";
        "Trang được kiểm tra bằng công cụ tự động và thử bằng trình duyệt; chưa có tổ chức độc lập đánh giá.",
        "The site is checked by automatic tools and in browsers; no independent body has assessed it yet."
    ];
    trouble: "Gặp khó khăn?", "Something in your way?";
    trouble_hint: "Nếu Ông/Bà không dùng được một trang nào, xin cho biết; cán bộ cũng có thể giúp trả lời.",
        "If you cannot use a page, please say so. The staff can also help you to answer.";
}
