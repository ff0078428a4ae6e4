//! Mistakes in lists, in words.

use crate::domain::{
    language::{Lang, words},
    list::Cause,
};

/// The most lines, or runs of lines, of one cause that are told.
const RUNS: usize = 12;

words! {
    lines_left(left): " và {left} dòng nữa", " and {left} more";
    one_line(line): "dòng {line}", "line {line}";
    several_lines(lines, left): "dòng {lines}{left}", "lines {lines}{left}";
    column_called(name): "cột “{name}”", "column “{name}”";
    example(example): ", ví dụ: {example}", ", for example: {example}";
    line_has(cells): "; dòng này có: {cells}", "; this line has: {cells}";
    file_has(cells): "; trong tệp là {cells}", "; the file has {cells}";

    // After `NoColumn` the names follow.
    of_cause(Cause) {
        NoColumn(_): "thiếu cột này, cũng đọc được với tên ", "this column is missing; it may also be called ";
        Workbook: "đây là sổ tính Excel, không phải CSV; mở trong Excel, chọn “Lưu thành” (Save As), loại “CSV UTF-8”",
            "this is an Excel workbook and no CSV; open it in Excel, choose “Save As” and the type “CSV UTF-8”";
        Encoding: "chữ không phải UTF-8 (Windows-1258, hoặc phông cũ TCVN3, VNI?); trong Excel chọn “Lưu thành”, loại “CSV UTF-8”; trong LibreOffice chọn bộ ký tự “Unicode (UTF-8)”",
            "the text is not UTF-8 (Windows-1258, or an old font such as TCVN3 or VNI?); in Excel choose “Save As” and the type “CSV UTF-8”, in LibreOffice the character set “Unicode (UTF-8)”";
        LostLetters: "chữ có dấu đã mất và thành “?” khi lưu tệp; lưu lại từ tệp gốc với loại “CSV UTF-8”",
            "letters with marks were lost and became “?” when the file was saved; save the original again as “CSV UTF-8”";
        Empty: "tệp trống", "there is nothing in the file";
        NoRows: "chỉ có dòng tên cột, không có dòng nào bên dưới",
            "there is a line of column names and nothing below it";
        DoubledColumn: "hai cột cùng một nghĩa, hãy bỏ bớt một", "two columns mean the same, leave one out";
        Missing(_): "ô còn trống", "the cell is empty";
        NotACode: "cần mã gồm 1 đến 32 chữ cái không dấu, chữ số, “.”, “-”, “_”",
            "expected a code of 1 to 32 letters without marks, digits, “.”, “-”, “_”";
        NotAName: "cần tên từ 1 đến 200 ký tự", "expected a name of 1 to 200 characters";
        NotADay: "cần một ngày có thật, năm đủ bốn chữ số",
            "expected a day that exists, with four digits of the year";
        NotAPercentage: "cần tỷ lệ phần trăm từ 0 đến 100, nhiều nhất hai chữ số lẻ",
            "expected a percentage from 0 to 100 with at most two decimals";
        NotAFirstDay: "mục tiêu bắt đầu từ ngày đầu của một tháng trong năm của mục tiêu",
            "a target begins on the first day of a month of its year";
        NotYesOrNo: "cần đúng hoặc sai", "expected true or false";
        NotAYear: "cần năm dương lịch, bốn chữ số", "expected a year of four digits";
        NotANumber: "cần số nguyên không âm", "expected a whole number";
        NotADossier: "mã hồ sơ không đúng mẫu", "the dossier code does not fit the pattern";
        UnknownUnit: "không có đơn vị với mã này", "there is no unit with this code";
        UnknownEvent: "sự kiện là received (tiếp nhận), supplement (bổ sung), refused (từ chối) hoặc returned (trả kết quả)",
            "the event is received, supplement, refused or returned";
        OpenQuote: "dấu ngoặc kép “\"” mở mà không đóng; bỏ dấu đó, hoặc viết hai dấu liền nhau “\"\"” trong ô",
            "a quotation mark opens and never closes; take it away, or double it inside the cell";
        TooManyCells: "nhiều ô hơn số cột; ô có dấu phân cách bên trong phải đặt trong ngoặc kép, như \"87,00\"",
            "more cells than columns; a cell with the separator inside must stand in quotation marks, as \"87,00\"";
        NoUnit: "không có đơn vị; ghi mã đơn vị ở cột “unit” hoặc dùng --unit",
            "no unit; name one in a column “unit” or with --unit";
        SameTarget: "mỗi đơn vị chỉ một mục tiêu bắt đầu từ một tháng; đơn vị và tháng này đã có ở dòng",
            "a unit has one target that begins with a month; this unit and month stand already in line";
        CodeElsewhere: "mã này đã có ở", "this code stands already in";
        AboveItself: "đơn vị này là cấp trên của chính nó; cần mã của một đơn vị ở trên nó",
            "the unit stands above itself; expected the code of a unit above it";
        EndsFirst: "ngày cuối phải sau ngày đầu", "the last day must come after the first";
        StillThere: "đơn vị tiền thân phải hết hiệu lực (valid_to) trước ngày đơn vị này bắt đầu (valid_from)",
            "a predecessor must end (valid_to) before this unit begins (valid_from)";
        SameCode: "mã này đã có ở dòng", "this code stands already in line";
        SameDossier: "cùng hồ sơ và sự kiện với dòng trước đó, không cấp thêm: dòng",
            "the same dossier and event as before, not minted again: line";
    }
}

pub(super) fn lines(lang: Lang, lines: &[usize]) -> String {
    let (told, left) = runs(lines);
    let rest = if left == 0 { String::new() } else { lines_left(lang, left) };
    match lines.len() {
        0 => String::new(),
        1 => one_line(lang, told),
        _ => several_lines(lang, told, rest),
    }
}

pub(super) fn column(lang: Lang, column: &str) -> String {
    if column.is_empty() { String::new() } else { column_called(lang, column) }
}

/// The cells as they stand in the file, or the place of the first that is the same.
pub(super) fn found(lang: Lang, cause: Cause, found: &[String]) -> String {
    if found.is_empty() {
        return String::new();
    }
    let quoted = found.iter().map(|text| format!("“{}”", shortened(text))).collect::<Vec<_>>().join(", ");
    match cause {
        Cause::NoColumn(_) => line_has(lang, quoted),
        Cause::SameTarget | Cause::SameDossier | Cause::SameCode | Cause::CodeElsewhere => {
            format!(" {}", found.join(", "))
        }
        Cause::DoubledColumn => format!(": {quoted}"),
        _ => file_has(lang, quoted),
    }
}

/// The beginning of a cell.
fn shortened(text: &str) -> String {
    let mut beginning: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
    if text.chars().nth(60).is_some() {
        beginning.push('…');
    }
    beginning
}

pub(super) fn sentence(lang: Lang, cause: Cause) -> String {
    let names = match cause {
        Cause::NoColumn(names) => names,
        _ => &[],
    };
    let names = names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
    format!("{}{names}", of_cause(cause, lang))
}

/// Numbers in runs, `2, 5-9`, and how many numbers were left out after the first dozen runs.
fn runs(lines: &[usize]) -> (String, usize) {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *line => *last = *line,
            _ => runs.push((*line, *line)),
        }
    }
    let left: usize = runs.iter().skip(RUNS).map(|(first, last)| last + 1 - first).sum();
    let told = runs.iter().take(RUNS).map(|(first, last)| match last - first {
        0 => first.to_string(),
        _ => format!("{first}-{last}"),
    });
    (told.collect::<Vec<_>>().join(", "), left)
}
