//! The words of files and pages of receipts.

use crate::ui::words::words;

words! {
    entry: "Mã đánh giá", "Receipts";
    ledger: "Sổ mã đánh giá", "Ledger of receipts";
    ledger_about: "Mỗi mã đánh giá chỉ dùng để trả lời một lần. Đây là số mã, không phải ý kiến của ai.",
        "A receipt's code can be answered once. These are counts of codes, not of anybody's opinion.";
    counted_at(moment): "Số liệu đếm lúc {moment}.", "Counted at {moment}.";
    rules: "Số mã đã mở, đã trả lời và báo không phải mình chỉ nêu khi tuần cấp đã qua và tuần đó cấp từ 10 mã; tổng cộng gồm các tuần được nêu. Tỷ lệ trả lời chỉ tính trên các mã đã hết hạn (30 ngày sau tuần cấp): tuần chưa hết hạn chưa có tỷ lệ cuối cùng.",
        "Opened, answered and contested are told once the week of issue is over and it has at least 10 codes; sums are of the weeks that are told. The response rate counts expired codes only (30 days after the week of issue): other weeks have no final rate yet.";
    latest_weeks(weeks): "Bảng theo tuần nêu {weeks} tuần cấp gần nhất của năm; tệp CSV có tất cả các tuần.",
        "The table by week shows the latest {weeks} weeks of issue of the year; the CSV has all.";
    public_about: "Số mã đã cấp, đã mở và đã trả lời của từng cơ quan, theo tháng cấp. Chỉ nêu những tháng đã chốt mà mọi mã đã hết hạn. Số dưới 10 không nêu: tháng có ít mã được trả lời được cộng với các tháng sau cho đến khi đủ 10.",
        "Codes minted, opened and answered by unit and month of issue. Only closed months in which every code has expired are told. Counts below 10 are not: a month with few answered codes is added to the months after it until there are 10.";
    nothing_yet: "Chưa có tháng nào mà mọi mã đã hết hạn.", "No month yet in which every code has expired.";
    nothing_minted: "Chưa cấp mã nào trong năm này.", "No code was minted in this year.";
    contested_about: "“Báo không phải mình”: người cầm mã cho biết mã đã bị người khác dùng.",
        "“Contested”: whoever holds the code says that somebody else has used it.";
    contested_tens_about: "Số này được nêu theo chục, làm tròn xuống.", "This count is told in tens, rounded down.";

    unit: "Cơ quan, đơn vị", "Unit";
    by_unit: "Theo cơ quan, đơn vị", "By unit";
    by_week: "Theo tuần cấp", "By week of issue";
    by_month: "Theo tháng cấp", "By month of issue";
    rest: "Các đơn vị có dưới 10 mã chưa cộng, gộp chung", "Units with fewer than 10 codes that are not added up yet, together";
    from_month: "Tháng cấp, từ", "Months of issue, from";
    to_month: "đến tháng", "to";
    contested_tens: "Báo không phải mình, theo chục", "Contested, in tens";
    hidden: "Chưa nêu vì", "Not told because";
    joined_later: "cộng với tháng sau khi đủ 10", "added to later months when there are 10";
    total: "Tổng cộng", "Total";
    code: "Mã đơn vị", "Code";
    week: "Tuần cấp, từ ngày", "Week of issue, from";
    minted: "Đã cấp", "Minted";
    opened: "Đã mở", "Opened";
    answered: "Đã trả lời", "Answered";
    expired: "Hết hạn, chưa trả lời", "Expired unanswered";
    contested: "Báo không phải mình", "Contested";
    closed: "Số mã đã hết hạn", "Codes past their date";
    rate: "Tỷ lệ trả lời (%)", "Response rate (%)";
    year: "Năm", "Year";
    show: "Xem", "Show";
    back: "Về kết quả công khai", "Back to the public results";
}
