//! Words that several rooms say, and the macro by which every room keeps its own.
//!
//! A text is a function of the language, so a missing translation does not compile.

/// Texts in both languages: `name: "vi", "en";` is `name(lang) -> &'static str`, and
/// `name(a, b): "vi {a}", "en {b}";` is `name(lang, a, b) -> String`.
macro_rules! words {
    () => {};
    ($name:ident: $vi:literal, $en:literal; $($rest:tt)*) => {
        pub fn $name(lang: $crate::domain::language::Lang) -> &'static str {
            match lang {
                $crate::domain::language::Lang::Vi => $vi,
                $crate::domain::language::Lang::En => $en,
            }
        }
        $crate::ui::words::words! { $($rest)* }
    };
    ($name:ident($($arg:ident),+): $vi:literal, $en:literal; $($rest:tt)*) => {
        pub fn $name(lang: $crate::domain::language::Lang, $($arg: impl std::fmt::Display),+) -> String {
            match lang {
                $crate::domain::language::Lang::Vi => format!($vi),
                $crate::domain::language::Lang::En => format!($en),
            }
        }
        $crate::ui::words::words! { $($rest)* }
    };
}
pub(crate) use words;

use crate::domain::{figure::rows, index::Verdict, language::Lang, method::Method, submission::Stratum, survey::Kind};

words! {
    product: "Hài Lòng", "Hài Lòng";
    skip_link: "Đến nội dung chính", "Skip to main content";
    menu: "Danh mục", "Menu";
    sign_out: "Đăng xuất", "Sign out";
    language: "Ngôn ngữ", "Language";
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
    ci: "Khoảng tin cậy 95%", "95% interval";
    ci_within: "khoảng tin cậy 95%", "95% interval";
    with_percent(name): "{name} (%)", "{name} (%)";
    responses_head: "Số phiếu", "Responses";
    answers_head: "Số câu trả lời", "Answers";
    change_head: "Tăng/giảm (điểm %)", "Change (points)";
    month_head: "Tháng", "Month";
    partial_month: "Tháng chưa kết thúc", "Month not over";
    dissatisfied: "Không hài lòng", "Dissatisfied";
    dissatisfied_short: "% không hài lòng", "% dissatisfied";
    error_summary: "Có lỗi cần sửa", "There is a problem";
    error_prefix: "Lỗi: ", "Error: ";
}

pub fn lang_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Tiếng Việt",
        Lang::En => "English",
    }
}

pub fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    let (vi, en) = match verdict {
        Verdict::Met => ("Đạt", "Met"),
        Verdict::MetUncertain => ("Đạt, chưa chắc chắn", "Met, not certain"),
        Verdict::NotMetUncertain => ("Chưa đạt, chưa chắc chắn", "Not met, not certain"),
        Verdict::NotMet => ("Chưa đạt", "Not met"),
        Verdict::NoData => ("Chưa có số liệu", "No data"),
    };
    pick(lang, vi, en)
}

/// What files for people say, which are Vietnamese whoever asks.
pub const IN_FILES: rows::Words = rows::Words {
    verdict: |judged| judged.map_or(no_target(Lang::Vi), |judged| verdict(judged, Lang::Vi)),
    stratum: |it| stratum(it, Lang::Vi),
    kind: |it| kind(it, Lang::Vi),
    flagged: |it| if it { flagged(Lang::Vi) } else { unflagged(Lang::Vi) },
    yes_no: |it| if it { yes(Lang::Vi) } else { no(Lang::Vi) },
};

pub fn stratum(stratum: Stratum, lang: Lang) -> &'static str {
    let (vi, en) = match stratum {
        Stratum::Receipt => ("Mã đánh giá trên giấy hẹn", "Receipt link"),
        Stratum::Kiosk => ("Máy đánh giá", "Kiosk"),
        Stratum::KioskReceipt => ("Máy đánh giá, kèm mã đánh giá", "Kiosk with receipt"),
        Stratum::Poster => ("Mã QR dán tại nơi tiếp nhận", "Poster link"),
        Stratum::Paper => ("Phiếu giấy nhập lại", "Paper, keyed in"),
        Stratum::Invited => ("Người được mời ngẫu nhiên", "Invited sample"),
    };
    pick(lang, vi, en)
}

pub fn kind(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Citizen => pick(lang, "Người dân", "Citizens"),
        Kind::Organisation => pick(lang, "Tổ chức, doanh nghiệp", "Organisations"),
        Kind::Unstated => pick(lang, "Không hỏi", "Not asked"),
    }
}

pub fn method(method: Method, lang: Lang) -> &'static str {
    let (vi, en) = match method {
        Method::Top2 => ("Tỷ lệ hài lòng và rất hài lòng", "Share satisfied or very satisfied"),
        Method::Mean5 => ("Điểm trung bình / 5", "Mean level / 5"),
        Method::Mean4 => ("(Điểm trung bình − 1) / 4", "(Mean level − 1) / 4"),
    };
    pick(lang, vi, en)
}

fn pick(lang: Lang, vi: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}
