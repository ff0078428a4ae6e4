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
    dialects: "“Cho máy”: UTF-8, dấu phẩy, số thập phân dùng dấu chấm. “Cho Excel tiếng Việt”: có BOM, dấu chấm phẩy, số thập phân dùng dấu phẩy.",
        "“For programs”: UTF-8, commas, decimal points. “For Vietnamese Excel”: with BOM, semicolons, decimal commas.";
    rules: "Tệp chỉ có tháng, quý hoặc năm, không có ngày giờ, mã hồ sơ hay góp ý; nhóm dưới 10 phiếu không có số liệu.",
        "Files hold a month, quarter or year only: no day or hour, no dossier code, no comments; groups of fewer than 10 responses have no figures.";

    responses: "Phiếu, mỗi phiếu một dòng", "Responses, one per row";
    responses_about: "Câu trả lời từng tiêu chí và nhận định, theo đơn vị và kỳ. Không có thông tin về người trả lời.",
        "Answers to every criterion and fact, by unit and period. Without details of the person.";
    index: "Chỉ số hài lòng", "Index";
    index_about: "Theo cơ quan, đơn vị: số phiếu, chỉ số, khoảng tin cậy, kết luận.", "By unit: responses, index, interval, verdict.";
    codebook: "Sổ mã", "Code book";
    codebook_about: "Nghĩa của từng cột và từng mã.", "What every column and code means.";
    people: "Người trả lời, mỗi người một dòng", "People, one per row";
    people_about: "Thông tin về người trả lời, mong đợi và câu trả lời của họ, theo khối và cả năm, không có đơn vị và tháng. Nhóm dưới 5 người có cùng thông tin được gộp.",
        "Details of the person, expectations and answers, by block and whole year, without unit and month. Groups of fewer than 5 people with the same details are joined.";
    people_of_a_part: "Tệp về người trả lời luôn là của toàn tỉnh: cần phạm vi toàn tỉnh, không chọn đơn vị hay khối",
        "The file about people is of the whole province: leave out unit and block; an account that sees a part of it cannot take it out";
    people_by_year: "Tệp về người trả lời là của trọn một năm, ví dụ year=2024", "The file about people is of one whole year, such as year=2024";
    people_later(year): "Năm {year} chưa chốt: tệp về người trả lời chỉ có sau khi năm đã chốt",
        "{year} is not closed: its file about people is there once it is";
    left_out(version, responses): "Kỳ này còn {responses} phiếu theo mẫu {version}, không có trong các tệp dưới đây. Chọn mẫu đó để tải riêng.",
        "In this period there are also {responses} responses to {version}. They are not in the files below: choose that questionnaire to take them out.";
    across(responses): "Còn {responses} phiếu chỉ biết quý hoặc năm, nằm một phần ngoài các tháng đã chọn, nên không có trong các tệp dưới đây. Chọn trọn quý hoặc trọn năm.",
        "There are also {responses} responses of which only the quarter or year is known, which lies partly outside these months. They are not in the files below: choose whole quarters or a whole year.";
    empty_year(years): "Không có phiếu trong năm mặc định. Có phiếu trong năm: {years}", "No responses in the default year. There are some in: {years}";
    empty_version(versions): "Không có phiếu theo mẫu mặc định trong kỳ này. Có phiếu theo mẫu: {versions}",
        "No responses to the default questionnaire in this period. There are some to: {versions}";
    bad_period: "Tháng cuối phải từ tháng đầu trở đi", "The last month must not come before the first";
}
