//! Words that several rooms say.

pub(crate) use crate::domain::language::words;
use crate::domain::{figure::rows, index::Verdict, language::Lang, method::Method, submission::Stratum, survey::Kind};

words! {
    product: "Hài Lòng", "Hài Lòng";
    skip_link: "Đến nội dung chính", "Skip to main content";
    menu: "Danh mục", "Menu";
    sign_out: "Đăng xuất", "Sign out";
    language: "Ngôn ngữ", "Language";
    lang_name: "Tiếng Việt", "English";
    open_sessions: "Phiên đang mở", "Open sessions";
    session_opened: "Đăng nhập lúc", "Signed in";
    session_seen: "Hoạt động gần nhất", "Last active";
    session_own(seen): "{seen} (phiên này)", "{seen} (this session)";
    signed_in_as: "Đang đăng nhập", "Signed in as";

    points_word: "điểm %", "points";
    points(change): "{change} điểm %", "{change} points";
    in_year(year): "năm {year}", "{year}";
    in_month(month): "tháng {month}", "{month}";
    in_quarter(quarter, year): "quý {quarter}/{year}", "quarter {quarter} of {year}";
    from_to(from, to): "Từ {from} đến {to}", "From {from} to {to}";

    withheld: "ẩn để bảo mật (quá ít phiếu)", "withheld (too few responses)";
    withheld_short: "ẩn để bảo mật", "withheld";
    withheld_why: "“Ẩn để bảo mật”: có dưới 10 phiếu, hoặc nếu nêu số liệu thì phép trừ sẽ làm lộ một nhóm dưới 10 phiếu.",
        "“Withheld”: fewer than 10 responses, or a subtraction would reveal a group of fewer than 10.";
    under_ten: "dưới 10", "under 10";
    part_of(some, of): "{some} trong tối đa {of}", "{some} of at most {of}";
    no_data: "chưa có phiếu đã tổng hợp", "no released responses yet";
    no_target: "chưa giao chỉ tiêu", "no target set";
    yes: "có", "yes";
    no: "không", "no";
    flagged: "Phiếu có dấu hiệu", "Flagged";
    unflagged: "Phiếu không có dấu hiệu", "Not flagged";
    other_method: "khác phương pháp", "different method";

    figure(number, what): "Hình {number}. {what}", "Figure {number}. {what}";
    show_table: "Xem bảng số liệu", "Show the table of figures";
    csv_excel: "Tải CSV cho Excel", "Download CSV for Excel (Vietnamese)";
    csv_machine: "Tải CSV cho máy", "Download CSV for programs";
    csv_of(title): "số liệu: {title}", "figures: {title}";
    scroll_region(title): "Bảng có thể cuộn ngang: {title}", "Table, scrolls sideways: {title}";

    from_column(head): "{head}: từ", "{head}: from";
    to_column(head): "{head}: đến", "{head}: to";
    of_column(head): "{head}: trong tối đa", "{head}: of at most";
    ci: "Khoảng tin cậy 95%", "95% interval";
    ci_within: "khoảng tin cậy 95%", "95% interval";
    with_percent(name): "{name} (%)", "{name} (%)";
    responses_head: "Số phiếu", "Responses";
    answers_head: "Số câu trả lời", "Answers";
    change_head: "Tăng/giảm (điểm %)", "Change (points)";
    change_ci: "Khoảng tin cậy 95% của tăng/giảm", "95% interval of the change";
    month_head: "Tháng", "Month";
    partial_month: "Tháng chưa kết thúc", "Month not over";
    dissatisfied: "Không hài lòng", "Dissatisfied";
    dissatisfied_short: "% không hài lòng", "% dissatisfied";
    thousands: ".", ",";
    decimals: ",", ".";
    date: "%d/%m/%Y", "%-d %B %Y";
    moment(time, date): "{time} {date}", "{time}, {date}";
    weekdays: ["T2", "mon"; "T3", "tue"; "T4", "wed"; "T5", "thu"; "T6", "fri"; "T7", "sat"; "CN", "sun"];
    error_summary: "Có lỗi cần sửa", "There is a problem";
    error_prefix: "Lỗi: ", "Error: ";
}

words! {
    verdict(Verdict) {
        Met: "Đạt", "Met";
        MetUncertain: "Đạt, chưa chắc chắn", "Met, not certain";
        NotMetUncertain: "Chưa đạt, chưa chắc chắn", "Not met, not certain";
        NotMet: "Chưa đạt", "Not met";
        NoData: "Chưa có số liệu", "No data";
    }
    stratum(Stratum) {
        Receipt: "Mã đánh giá trên giấy hẹn", "Receipt link";
        Kiosk: "Máy đánh giá", "Kiosk";
        KioskReceipt: "Máy đánh giá, kèm mã đánh giá", "Kiosk with receipt";
        Poster: "Mã QR dán tại nơi tiếp nhận", "Poster link";
        Paper: "Phiếu giấy nhập lại", "Paper, keyed in";
        Invited: "Người được mời ngẫu nhiên", "Invited sample";
        Withheld: "Không nêu kênh vì ít phiếu", "Channel withheld";
    }
    kind(Kind) {
        Citizen: "Người dân", "Citizens";
        Organisation: "Tổ chức, doanh nghiệp", "Organisations";
        Unstated: "Không hỏi", "Not asked";
    }
    method(Method) {
        Top2: "Tỷ lệ hài lòng và rất hài lòng", "Share satisfied or very satisfied";
        Mean5: "Điểm trung bình / 5", "Mean level / 5";
        Mean4: "(Điểm trung bình − 1) / 4", "(Mean level − 1) / 4";
    }
}

/// The words of files for people: always Vietnamese.
pub const IN_FILES: rows::Words = rows::Words {
    verdict: |judged| judged.map_or(no_target(Lang::Vi), |judged| verdict(judged, Lang::Vi)),
    stratum: |it| stratum(it, Lang::Vi),
    kind: |it| kind(it, Lang::Vi),
    flagged: |it| if it { flagged(Lang::Vi) } else { unflagged(Lang::Vi) },
    yes_no: |it| if it { yes(Lang::Vi) } else { no(Lang::Vi) },
};
