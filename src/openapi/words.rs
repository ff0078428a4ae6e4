//! The words of the page beside the document.

use crate::{
    domain::language::Lang,
    ui::words::words,
    web::document::{scheme, tag},
};
use utoipa::openapi::{path::ParameterIn, security::SecurityRequirement};

words! {
    title: "API cho phần mềm khác", "API for other systems";
    about: "Trang này mô tả cách một phần mềm gửi phiếu, đọc chỉ số và xin cấp mã. Tên trường, mã lỗi và chú giải kỹ thuật bằng tiếng Anh, như trong tài liệu OpenAPI.",
        "How another system sends forms, reads the index and asks for receipts. All of it is in the OpenAPI document, from which this page is made.";
    as_json: "Tài liệu OpenAPI 3.1 (JSON)", "The OpenAPI 3.1 document (JSON)";
    parameters: "Tham số", "Parameters";
    sent: "Nội dung gửi", "What is sent";
    told: "Trả lời", "Answers";
    required: "bắt buộc", "required";
    needs: "Cần", "Needs";
    by_key: "khóa API", "an API key";
    by_session: "phiên đăng nhập", "a signed-in session";
    of_items: "Riêng từng mục, status", "Of single items, status";
    types: "Kiểu dữ liệu", "Types";
    codes: "Mã lỗi", "Error codes";
    also: "Gồm cả:", "Together with:";
    one_of: "một trong:", "one of:";
    list_of: "danh sách", "list of";
    list: "danh sách", "list";
    map_of: "theo từng khóa:", "by key:";
    text: "chữ", "text";
    integer: "số nguyên", "whole number";
    number: "số", "number";
    boolean: "đúng hoặc sai", "true or false";
    object: "đối tượng", "object";
    anything: "giá trị bất kỳ", "any value";
    or: " hoặc ", " or ";
    in_path: "trong địa chỉ", "in the path";
    in_query: "sau dấu hỏi của địa chỉ", "in the query";
    in_header: "trong header", "in a header";
    in_cookie: "trong cookie", "in a cookie";
    part_submissions: "Gửi phiếu", "Sending forms";
    part_lists: "Mẫu khảo sát, cơ quan, nơi tiếp nhận", "Questionnaires, organisations, desks";
    part_figures: "Số liệu", "Figures";
    part_receipts: "Cấp mã đánh giá", "Minting receipts";
    part_kiosks: "Máy đánh giá", "Kiosks";
    part_site: "Máy chủ và tài liệu", "The server and the document";
    submit: "Gửi một phiếu.", "Takes one form and answers when it is durable.";
    submit_batch: "Gửi nhiều phiếu một lần.", "Takes several forms and tells of each what it would have been told alone.";
    surveys: "Danh sách mẫu khảo sát, mới nhất trước.", "All versions of the questionnaire, newest first.";
    survey: "Toàn bộ một mẫu khảo sát.", "One version of the questionnaire, whole.";
    units: "Cơ quan, đơn vị và nơi tiếp nhận của hôm nay, hoặc của một ngày.", "Organisations and desks of today, or of a day.";
    index: "Chỉ số hài lòng, dạng JSON hoặc CSV.", "The satisfaction index, as JSON or CSV.";
    index_csv: "Chỉ số hài lòng, dạng CSV.", "The satisfaction index as CSV.";
    responses: "Từng phiếu đã tổng hợp theo đơn vị, dạng CSV, không có thông tin về người trả lời.", "Released responses by unit as CSV, without details of the person.";
    people: "Thông tin và câu trả lời của người trả lời trong một năm, dạng CSV, không có đơn vị và tháng.", "Details and answers of the people of a year as CSV, without unit and month.";
    mint_receipts: "Cấp mã đánh giá cho hồ sơ.", "Mints a receipt for each dossier, or finds what was minted before.";
    pair_device: "Ghép máy tính bảng bằng mã do cán bộ tạo.", "Lets a tablet in by a code that staff have made.";
    sync_device: "Máy báo tình trạng và gửi phiếu đang chờ.", "A tablet says how it is and hands over what it has queued.";
    open_phone_page: "Mở trang viết trên điện thoại, trong 15 phút.", "Opens a page on which somebody writes on a phone, for 15 minutes.";
    read_phone_page: "Lấy nội dung đã viết trên điện thoại, một lần.", "Gives what was written on the phone, once.";
    look_at_receipt: "Xem mã đánh giá có dùng được tại nơi tiếp nhận này không.", "Says whether a receipt can be answered at the desk.";
    health: "Máy chủ có lưu được phiếu lúc này không.", "Whether a form would be stored now.";
    ready: "Có nên gửi yêu cầu đến máy chủ này không.", "Whether requests should be sent here.";
    openapi: "Chính tài liệu này.", "This document.";
}

/// The name of a part of the page.
pub fn part(name: &str, lang: Lang) -> &'static str {
    match name {
        tag::SUBMISSIONS => part_submissions(lang),
        tag::LISTS => part_lists(lang),
        tag::FIGURES => part_figures(lang),
        tag::RECEIPTS => part_receipts(lang),
        tag::KIOSKS => part_kiosks(lang),
        _ => part_site(lang),
    }
}

/// The work of an operation, by its id.
pub fn operation(id: &str, lang: Lang) -> Option<&'static str> {
    let said = match id {
        "submit" => submit,
        "submit_batch" => submit_batch,
        "surveys" => surveys,
        "survey" => survey,
        "units" => units,
        "index" => index,
        "index_csv" => index_csv,
        "responses" => responses,
        "people" => people,
        "mint_receipts" => mint_receipts,
        "pair_device" => pair_device,
        "sync_device" => sync_device,
        "open_phone_page" => open_phone_page,
        "read_phone_page" => read_phone_page,
        "look_at_receipt" => look_at_receipt,
        "health" => health,
        "ready" => ready,
        "openapi" => openapi,
        _ => return None,
    };
    Some(said(lang))
}

/// Where a parameter stands.
pub fn place(place: &ParameterIn, lang: Lang) -> &'static str {
    match place {
        ParameterIn::Path => in_path(lang),
        ParameterIn::Header => in_header(lang),
        ParameterIn::Cookie => in_cookie(lang),
        ParameterIn::Query | ParameterIn::QueryString => in_query(lang),
    }
}

/// The ways in which a request may name its caller.
pub fn ways(way: &SecurityRequirement, lang: Lang) -> Vec<&'static str> {
    let named = serde_json::to_value(way).unwrap_or_default();
    let names = named.as_object().into_iter().flat_map(|names| names.keys().map(String::as_str).collect::<Vec<_>>());
    names.map(|name| if name == scheme::KEY { by_key(lang) } else { by_session(lang) }).collect()
}
