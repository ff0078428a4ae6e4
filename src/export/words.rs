//! The words of the export page.

use crate::ui::words::words;

words! {
    export: "Xuất dữ liệu", "Export";
    intro: "Chọn kỳ và phạm vi, xem số dòng, rồi tải. Mỗi lần tải được ghi vào nhật ký.",
        "Choose a period and scope, see how many rows, then download. Every download is logged.";
    filter: "Phạm vi tải", "What to export";
    from_month: "Từ tháng", "From month";
    to_month: "Đến tháng", "To month";
    unit: "Cơ quan, đơn vị", "Unit";
    all_units: "Tất cả trong phạm vi của tôi", "All within my scope";
    version: "Mẫu khảo sát", "Questionnaire";
    count: "Xem số dòng", "Count the rows";
    files(period): "Tệp, {period}", "Files, {period}";
    file: "Tệp", "File";
    rows: "Số dòng", "Rows";
    machine: "Cho máy", "For programs";
    excel: "Cho Excel tiếng Việt", "For Vietnamese Excel";
    download(file): "Tải {file}", "Download {file}";
    empty_file: "không có dòng nào", "no rows";
    not_allowed: "vai trò này không được tải", "not for this role";
    dialects: "“Cho máy”: UTF-8, dấu phẩy, số thập phân dùng dấu chấm. “Cho Excel tiếng Việt”: có BOM, dấu chấm phẩy, số thập phân dùng dấu phẩy.",
        "“For programs”: UTF-8, commas, decimal points. “For Vietnamese Excel”: with BOM, semicolons, decimal commas.";
    rules: "Tệp chỉ có tháng, không có ngày giờ, mã hồ sơ hay góp ý; nhóm dưới 10 phiếu không có số liệu.",
        "Files hold the month only: no day or hour, no dossier code, no comments; groups of fewer than 10 responses have no figures.";

    responses: "Phiếu, mỗi phiếu một dòng", "Responses, one per row";
    responses_about: "Câu trả lời từng tiêu chí, nhận định và mong đợi.", "Answers to every criterion, fact and expectation.";
    index: "Chỉ số hài lòng", "Index";
    index_about: "Theo cơ quan, đơn vị: số phiếu, chỉ số, khoảng tin cậy, kết luận.", "By unit: responses, index, interval, verdict.";
    codebook: "Sổ mã", "Code book";
    codebook_about: "Nghĩa của từng cột và từng mã.", "What every column and code means.";
    bad_period: "Tháng cuối phải từ tháng đầu trở đi", "The last month must not come before the first";
}
