//! The words of the dashboard.

use crate::domain::{language::Lang, target::Unjudged};
use crate::ui::{format, words::words};

words! {
    no_target(year): "Chưa giao chỉ tiêu năm {year}", "No target set for {year}";
    no_target_cell(year): "chưa giao chỉ tiêu năm {year}", "no target set for {year}";
    no_target_why: "Chưa có văn bản nào đặt mục tiêu cho kỳ này.", "No document sets a target for this period.";
    target_from(month): "Chỉ tiêu áp dụng từ tháng {month}", "The target holds from {month} on";
    target_from_cell(month): "chỉ tiêu áp dụng từ tháng {month}", "target from {month} on";
    target_from_why: "Những tháng trước đó không có chỉ tiêu. Xin chọn các tháng từ đó trở đi.", "The months before have no target. Choose months from then on.";
    several_targets: "Kỳ này có nhiều chỉ tiêu", "Several targets in this period";
    several_targets_cell: "nhiều chỉ tiêu trong kỳ", "several targets in the period";
    several_targets_why: "Mỗi khoảng thời gian được so với chỉ tiêu của nó, trong bảng bên dưới.", "Each span is held against its own target, in the table below.";
    apart: "Từng mẫu khảo sát và từng chỉ tiêu", "By questionnaire and by target";
    apart_why: "Trong kỳ có nhiều mẫu khảo sát hoặc nhiều chỉ tiêu. Số liệu không cộng chung, mỗi dòng đứng riêng; các số khác trên trang là của mẫu đang chọn.",
        "The period has several questionnaires or targets. Their figures are never added up: each line stands alone. All else on this page is of the chosen questionnaire.";
    across(responses): "Còn {responses} phiếu chỉ biết quý hoặc năm, nằm một phần ngoài các tháng đã chọn, nên không có trong các số trên trang này. Chọn trọn quý hoặc trọn năm.",
        "There are also {responses} responses of which only the quarter or year is known, which lies partly outside these months. They are in no figure of this page: choose whole quarters or a whole year.";
    across_head: "Phiếu nằm một phần ngoài kỳ, không tính", "Partly outside the span, not counted";
    target_head: "Mục tiêu", "Target";
    not_held: "Không so với mục tiêu", "Not held against it";
    not_held_cell: "không so với mục tiêu", "not held against it";
    counted_above_why: "Đây là các đơn vị ít phiếu được tính gộp, không phải một cơ quan có chỉ tiêu.", "These are units with few responses counted together, no organisation that has a target.";
    other_method_why: "Chỉ tiêu được giao cho tỷ lệ hài lòng, không cho điểm trung bình.", "Targets are set for the share satisfied, not for mean levels.";
}

/// Said in place of a verdict.
pub fn unjudged(why: Unjudged, lang: Lang) -> String {
    match why {
        Unjudged::QuickVersion | Unjudged::OtherMethod | Unjudged::CountedAbove => not_held(lang).to_owned(),
        Unjudged::NoTarget(year) => no_target(lang, year),
        Unjudged::NotBefore(first) => target_from(lang, format::month(first)),
        Unjudged::SeveralTargets => several_targets(lang).to_owned(),
    }
}

/// The same in a table.
pub fn unjudged_cell(why: Unjudged, lang: Lang) -> String {
    match why {
        Unjudged::QuickVersion | Unjudged::OtherMethod | Unjudged::CountedAbove => not_held_cell(lang).to_owned(),
        Unjudged::NoTarget(year) => no_target_cell(lang, year),
        Unjudged::NotBefore(first) => target_from_cell(lang, format::month(first)),
        Unjudged::SeveralTargets => several_targets_cell(lang).to_owned(),
    }
}

pub fn unjudged_why(why: Unjudged, lang: Lang) -> &'static str {
    match why {
        Unjudged::QuickVersion => quick_why(lang),
        Unjudged::OtherMethod => other_method_why(lang),
        Unjudged::NoTarget(_) => no_target_why(lang),
        Unjudged::NotBefore(_) => target_from_why(lang),
        Unjudged::SeveralTargets => several_targets_why(lang),
        Unjudged::CountedAbove => counted_above_why(lang),
    }
}

words! {
    interval_why: "Khoảng tin cậy 95%: nếu khảo sát lại nhiều lần, khoảng 95 lần trong 100 khoảng này chứa giá trị thật. Khoảng được tính như thể có thêm nửa người chưa hài lòng câu nào, hoặc nửa người hài lòng mọi câu.",
        "95% interval: if the survey were repeated, it would contain the true value some 95 times in 100. It is computed as if half a person more were satisfied with nothing, or with everything.";
    sure_why(least): "“Chưa chắc chắn”: dưới {least} người trả lời, hoặc chỉ cần thêm một người là khoảng tin cậy có thể chạm mục tiêu.",
        "“Not certain”: fewer than {least} people answered, or one person more could bring the interval to the target.";
}

words! {
    results: "Kết quả khảo sát", "Survey results";
    results_of(year): "Kết quả khảo sát mức độ hài lòng năm {year}", "Satisfaction survey results {year}";
    results_about: "Khảo sát người đã làm thủ tục tại Bộ phận Một cửa. Phương pháp khác với chỉ số SIPAS do Bộ Nội vụ công bố.",
        "A survey of people who used a one-stop desk. The method differs from the Ministry of Home Affairs' SIPAS.";
    receipts: "Sổ mã đánh giá: đã cấp, đã mở, đã trả lời", "Ledger of receipts: minted, opened, answered";
    no_results: "Chưa có năm nào kết thúc nên chưa có kết quả.", "No year is over yet, so there are no results.";
    overview: "Tổng quan", "Overview";
    title_of(measure, name): "{measure}: {name}", "{measure}: {name}";
    period: "Kỳ", "Period";
    block: "Khối", "Block";
    channel: "Kênh", "Channel";
    method: "Phương pháp", "Method";
    version: "Mẫu khảo sát", "Questionnaire";
    all_blocks: "Tất cả", "All";
    all_channels: "Gộp mọi kênh", "All channels together";
    year_quick: "Chọn nhanh năm", "Quick choice of a year";
    from_month: "Từ tháng", "From month";
    to_month: "Đến tháng", "To month";
    apply: "Xem", "Show";
    filters: "Bộ lọc", "Filters";
    filter_kept: "Phần còn lại của bộ lọc vẫn giữ nguyên.", "The rest of the filter is kept.";
    year_group(year): "Năm {year}", "Year {year}";

    bad_year(given): "Năm “{given}” không đọc được: viết bốn chữ số, ví dụ 2024.", "The year “{given}” cannot be read: write four digits, such as 2024.";
    bad_month(given): "Tháng “{given}” không đọc được: viết NNNN-TT, ví dụ 2024-05.", "The month “{given}” cannot be read: write YYYY-MM, such as 2024-05.";
    bad_period(given): "Kỳ {given} có tháng cuối trước tháng đầu.", "The period {given} ends before it begins.";
    bad_block(given): "Không có khối “{given}”.", "There is no block “{given}”.";
    bad_stratum(given): "Không có kênh “{given}”.", "There is no channel “{given}”.";
    bad_method(given): "Không có phương pháp “{given}”.", "There is no method “{given}”.";
    bad_survey(given): "Không có mẫu khảo sát “{given}”.", "There is no questionnaire “{given}”.";
    bad_order(given): "Không sắp xếp được theo “{given}”.", "Nothing can be sorted by “{given}”.";

    index: "Chỉ số hài lòng", "Satisfaction index";
    index_percent: "Chỉ số (%)", "Index (%)";
    key_figures: "Số liệu chính", "Key figures";
    with_n(n): "{n} phiếu", "{n} responses";
    interval_n(ci, range, n): "{ci}: {range}; {n} phiếu", "{ci}: {range}; {n} responses";
    against(aim): "So với mục tiêu {aim}", "Against the target: {aim}";
    against_none: "So với mục tiêu", "Against the target";
    example_of(aim): "{aim} (ví dụ)", "{aim} (an example)";
    example_why: "Chỉ tiêu ví dụ để trình diễn, chưa có văn bản nào giao", "An example for the demonstration that no document has set";
    above(value): "trên {value}", "above {value}";
    at_least(value): "từ {value}", "at least {value}";
    target_label(aim): "Mục tiêu {aim}", "Target: {aim}";
    to_target(points): "{points} so với mức mục tiêu", "{points} from the target value";
    just_missed: "chưa vượt mức mục tiêu", "does not exceed the target value";
    against_before(period): "So với {period}", "Compared with {period}";
    no_before: "Chưa có số liệu năm trước", "No figures of the year before";
    rose_from(before, now): "tăng từ {before}% lên {now}%", "up from {before}% to {now}%";
    fell_from(before, now): "giảm từ {before}% xuống {now}%", "down from {before}% to {now}%";
    same_as(now): "vẫn là {now}%", "still {now}%";
    change_sure(range): "khoảng tin cậy 95% của mức thay đổi: {range} điểm %", "95% interval of the change: {range} points";
    change_unsure(range): "chưa chắc có thay đổi, khoảng tin cậy 95% của mức thay đổi: {range} điểm %", "not certain that it changed; 95% interval of the change: {range} points";
    responses: "Số phiếu", "Responses";
    waiting(n): "{n} phiếu chờ tổng hợp", "{n} responses wait for their release";
    waiting_head: "Phiếu chờ tổng hợp", "Waiting";
    of_accepted(some, all, waiting): "{some} trong {all} phiếu; {waiting} phiếu chờ tổng hợp", "{some} of {all} responses; {waiting} wait for their release";
    few_waiting: "dưới 10 phiếu chờ tổng hợp", "fewer than 10 responses wait for their release";
    none_waiting: "không có phiếu chờ tổng hợp", "no responses wait for release";
    some_withheld(n): "thêm {n} phiếu ẩn để bảo mật", "{n} more are withheld";
    few_withheld: "thêm vài phiếu ẩn để bảo mật", "a few more are withheld";

    factor: "Yếu tố", "Factor";
    national_sipas(year): "cả nước {year} (SIPAS, khác phương pháp)", "nation {year} (SIPAS, different method)";
    factors_met(met, all, aim): "{met} trong {all} yếu tố đạt mục tiêu {aim}", "{met} of {all} factors meet the target: {aim}";
    highest_factor(name): "Cao nhất: {name}", "Highest: {name}";
    factors_none: "Chỉ số theo yếu tố", "Index by factor";
    factors_sub(period, ci, n): "Chỉ số hài lòng theo yếu tố (%), {period}, {ci}, {n} phiếu", "Satisfaction index by factor (%), {period}, {ci}, {n} responses";
    desc_extremes(high, top, low, bottom): "Cao nhất là {high} ({top}%), thấp nhất là {low} ({bottom}%).", "Highest is {high} ({top}%), lowest is {low} ({bottom}%).";
    desc_none: "Chưa có số liệu đã tổng hợp.", "No released figures.";
    by_factor(period): "Chỉ số hài lòng theo yếu tố, {period}", "Satisfaction index by factor, {period}";
    by_month(measure): "{measure} theo tháng", "{measure} by month";
    by_unit(measure, period): "{measure} theo cơ quan, đơn vị, {period}", "{measure} by unit, {period}";
    by_item(measure, period): "{measure} theo tiêu chí, {period}", "{measure} by criterion, {period}";
    levels_of(factor): "Mức độ hài lòng theo tiêu chí: {factor}", "Levels of satisfaction by criterion: {factor}";
    not_by_channel: "Theo từng kênh chỉ nêu chỉ số chung; yếu tố và tiêu chí chỉ có khi gộp mọi kênh, để không ai bị nhận ra qua phép trừ.",
        "By channel only the overall index is published; factors and criteria exist for all channels together, so that no subtraction can reveal anyone.";
    show_all_channels: "Xem gộp mọi kênh", "Show all channels together";

    line_rose(measure, points, from, to): "{measure} tăng {points} điểm % từ {from} đến {to}", "{measure} rose {points} points from {from} to {to}";
    line_fell(measure, points, from, to): "{measure} giảm {points} điểm % từ {from} đến {to}", "{measure} fell {points} points from {from} to {to}";
    line_same(measure, from, to): "{measure} {to} không khác rõ rệt so với {from}", "{measure}: {to} is not clearly different from {from}";
    line_one(measure, month, index): "{measure} {month}: {index}; chưa có tháng khác để so sánh", "{measure} {month}: {index}; no other month to compare";
    line_sub(measure, from, to, ci): "{measure} theo tháng (%), {from}–{to}, {ci}", "{measure} by month (%), {from}–{to}, {ci}";

    attention: "Cần chú ý", "Worth a look";
    nothing: "Không có điểm nào cần chú ý theo các quy tắc đã đặt.", "Nothing stands out by the rules in force.";
    units_below(n, names): "{n} cơ quan, đơn vị chưa đạt mục tiêu, chắc chắn: {names}.", "{n} units are certainly below target: {names}.";
    units_fell(n, names, before): "{n} cơ quan, đơn vị giảm so với {before}, chắc chắn: {names}.", "{n} units certainly fell compared with {before}: {names}.";
    factor_below_target(name, index, short, aim): "Yếu tố thấp nhất là {name}: {index}%, kém {short} điểm % so với mục tiêu {aim}.", "The lowest factor is {name}: {index}%, {short} points short of the target: {aim}.";
    factors_below_national(names, reference): "Thấp hơn {reference}: {names}.", "Below {reference}: {names}.";
    few_responses(n, least, names): "{n} cơ quan, đơn vị dưới {least} phiếu, chưa xếp hạng: {names}.", "{n} units have fewer than {least} responses and no rank: {names}.";
    no_responses(n, names): "{n} cơ quan, đơn vị chưa có phiếu đã tổng hợp: {names}.", "{n} units have no released response yet: {names}.";
    and_more(names, n): "{names} và {n} nơi khác", "{names} and {n} more";

    units: "Cơ quan, đơn vị", "Units";
    unit: "Cơ quan, đơn vị", "Unit";
    rank: "Hạng", "Rank";
    rank_range: "Khoảng hạng", "Range of rank";
    against_target: "So với mục tiêu", "Target";
    collected_above(name): "{name} – phiếu của đơn vị ít phiếu, tính ở cấp này", "{name} – responses of small units, counted at this level";
    unranked: "ít phiếu, chưa xếp hạng", "few responses, not ranked";
    pooled: "Gộp mọi phiếu", "All responses pooled";
    plain_mean: "Trung bình cộng các cơ quan, đơn vị", "Plain mean of units";
    pooled_why: "mỗi câu trả lời tính như nhau", "every answer counts the same";
    mean_why: "mỗi cơ quan tính như nhau, không kể số phiếu", "every unit counts the same, however many answered";
    rank_why: "Xếp hạng theo chỉ số chính xác, chỉ các nơi từ 30 phiếu. Khoảng hạng: hạng tốt nhất và kém nhất mà số phiếu cho phép; cả bảng cùng đúng với độ tin cậy 95%. “Thêm khoảng n phiếu”: để biết chắc, nếu tỷ lệ không đổi. Dưới mức tăng/giảm là khoảng tin cậy 95% của nó.",
        "Ranked by the exact index, from 30 responses. The range of a rank is the best and worst that the responses allow; all ranges hold together in 95 of 100 surveys. “About n more”: responses needed to tell, if shares stay as they are. Under a change stands its 95% interval.";
    by_chance(units, met, not_met): "Nếu chỉ số thật của cả {units} nơi đúng bằng mục tiêu thì do ngẫu nhiên vẫn có khoảng {met} nơi được ghi “Đạt”, chắc chắn. Số nơi chắc chắn chưa đạt dù xét nhiều nơi cùng lúc (phương pháp Holm): {not_met}.",
        "If the true index of all {units} units were exactly the target, chance alone would still have about {met} of them certainly met. Certainly not met, however many are compared (Holm's procedure): {not_met}.";
    more_in_list(n): "thêm khoảng {n} phiếu", "about {n} more";
    more_needed(n): "cần thêm khoảng {n} phiếu để biết chắc", "about {n} more responses needed to tell";
    sort_by(head): "sắp xếp theo {head}", "sort by {head}";

    provenance: "Về số liệu này", "About these figures";
    n_line: "Số phiếu đã tổng hợp", "Released responses";
    strata_in: "Kênh có trong số liệu", "Channels included";
    computed_at: "Tính lúc", "Computed at";
    no_strata: "không có", "none";
    source(version, method, at): "Nguồn: {version}; phương pháp: {method}; tính lúc {at}.", "Source: {version}; method: {method}; computed at {at}.";
    desk_note: "Phiếu do người vừa làm thủ tục tự trả lời; đây không phải là chỉ số SIPAS do Bộ Nội vụ công bố.",
        "Answered by people who had just used a desk; this is not the SIPAS index that the Ministry publishes.";

    empty: "Chưa có phiếu đã tổng hợp trong kỳ này", "No responses of this period are released yet";
    empty_nearest(period): "Kỳ gần nhất có phiếu: {period}", "The nearest period with responses: {period}";
    empty_all: "Chưa có phiếu nào được tổng hợp cho phạm vi này.", "Nothing has been released for this scope yet.";

    breadcrumb: "Đường dẫn", "Breadcrumb";
    ended(day): "Cơ quan, đơn vị này có hiệu lực đến hết ngày {day}; số liệu sau ngày đó thuộc cơ quan kế nhiệm. Khi so sánh qua mốc này cần thận trọng.",
        "This unit existed until {day}; later figures belong to its successors. Compare across that day with care.";
    item: "Tiêu chí", "Criterion";
    items: "Từng tiêu chí", "Every criterion";
    valid: "Số người trả lời", "Answered";
    not_applicable: "Không áp dụng", "Not applicable";
    skipped: "Bỏ qua", "Skipped";
    not_reached: "Chưa hỏi đến", "Not reached";
    outside_why: "“Không áp dụng”, “Bỏ qua” và “Chưa hỏi đến” nằm ngoài chỉ số.", "“Not applicable”, “Skipped” and “Not reached” are outside the index.";
    most_dissatisfied(factor, share): "{factor}: không hài lòng nhiều nhất {share}%", "{factor}: at most {share}% dissatisfied";
    none_dissatisfied(factor): "{factor}: không có câu trả lời không hài lòng", "{factor}: no dissatisfied answers";
    few_dissatisfied(factor): "{factor}: không hài lòng dưới 0,1%", "{factor}: under 0.1% dissatisfied";
    levels_none: "Mức độ hài lòng theo tiêu chí", "Levels of satisfaction by criterion";
    levels_sub(factor, period): "{factor}: tỷ lệ câu trả lời theo mức (%), {period}", "{factor}: share of answers by level (%), {period}";
    levels_desc(high, share): "Không hài lòng nhiều nhất ở tiêu chí “{high}” ({share}%).", "Most dissatisfied with “{high}” ({share}%).";
    levels_desc_zero: "Các tiêu chí có số liệu đều không có câu trả lời không hài lòng.", "No criterion with figures has a dissatisfied answer.";
    levels_desc_few: "Ở các tiêu chí có số liệu, câu trả lời không hài lòng đều dưới 0,1%.", "Under 0.1% of the answers to every criterion with figures are dissatisfied.";

    quick: "Đánh giá nhanh", "Quick rating";
    quick_percent: "Đánh giá nhanh (%)", "Quick rating (%)";
    quick_why: "Đánh giá nhanh – không phải chỉ số SIPAS, không gộp với chỉ số của phiếu đầy đủ.",
        "A quick rating – not the SIPAS index, never put together with the index of the full form.";

    flagged: "Phiếu có dấu hiệu bất thường", "Flagged responses";
    flagged_some(flagged, of, share): "{flagged} trong {of} phiếu ({share}%) có dấu hiệu bất thường. Phiếu không bị xóa; chỉ số ở trên tính cả các phiếu này.",
        "{flagged} of {of} responses ({share}%) are flagged. None is deleted; the index above counts them.";
    flagged_without(without, all, points): "Không tính các phiếu đó, chỉ số là {without}, so với {all} khi tính cả: {points}.",
        "Without them the index is {without}, compared with {all} with them: {points}.";
    flagged_none(of): "Không phiếu nào trong {of} phiếu có dấu hiệu bất thường.", "None of {of} responses is flagged.";
    flagged_partial(of): "Tính trên {of} phiếu của những đơn vị và tháng có thể tách riêng; ở nơi khác, tách riêng sẽ lộ ra một nhóm dưới 10 phiếu, hoặc dưới 20 phiếu cùng một ý kiến.",
        "Of the {of} responses of units and months where both parts may be shown; elsewhere that would reveal a group of fewer than 10, or of fewer than 20 that all say the same.";
    flagged_withheld: "Số phiếu có dấu hiệu và chỉ số khi không tính các phiếu đó được ẩn để bảo mật: nếu nêu thì sẽ lộ ra một nhóm dưới 10 phiếu, hoặc dưới 20 phiếu cùng một ý kiến.",
        "How many are flagged, and the index without them, are not published: that would reveal a group of fewer than 10 responses, or of fewer than 20 that all say the same.";
    flagged_by_channel: "Số phiếu có dấu hiệu chỉ nêu khi gộp mọi kênh.", "Flagged responses are published for all channels together only.";
    flagged_warning: "Cẩn trọng khi dùng chỉ số này: trên 3% số phiếu có dấu hiệu bất thường, hoặc chỉ số đổi hơn 1 điểm % khi không tính các phiếu đó.",
        "Use this index with care: over 3% of the responses are flagged, or the index changes by more than 1 point without them.";
    flagged_units(n, names): "{n} cơ quan, đơn vị có trên 3% phiếu bất thường hoặc chỉ số đổi hơn 1 điểm % khi không tính chúng: {names}.",
        "{n} units with over 3% flagged responses, or an index that changes by more than 1 point without them: {names}.";
    flag_rules: "Dấu hiệu nào được xét", "What is looked for";
    flag_rules_why: "Các quy tắc được giữ nguyên trong cả năm. Nếu người gian lận kiên nhẫn và có giấy hẹn thật thì không quy tắc nào phát hiện được.",
        "Rules have a name and a version and stay the same for a year. Patient stuffing with real receipts is found by none of them.";
    flag_rules_enough: "Mỗi dấu hiệu sau là đủ để đánh dấu một phiếu:", "Each of these signs is enough to flag a response:";
    flag_rules_weighed: "Những dấu hiệu sau chỉ đánh dấu một phiếu khi có ít nhất hai dấu hiệu:", "These flag a response only where two or more of them meet:";
}

// Charts that are not drawn, and figures that are missing until there is something to draw.
words! {
    factors_met_some_unsure(met, all, aim, unsure): "{met} trong {all} yếu tố đạt mục tiêu {aim}, {unsure} yếu tố chưa chắc chắn",
        "{met} of {all} factors meet the target: {aim}; {unsure} not certain";
    factors_met_none_sure(met, all, aim): "{met} trong {all} yếu tố đạt mục tiêu {aim}, chưa yếu tố nào chắc chắn",
        "{met} of {all} factors meet the target: {aim}; none for certain";
    desc_between(least, most): "Các giá trị từ {least}% đến {most}%.", "The figures lie between {least}% and {most}%.";
    desc_one(name, index): "{name}: {index}%.", "{name}: {index}%.";
    factors_below_target(names, aim): "Yếu tố chưa đạt mục tiêu {aim}, chắc chắn: {names}.", "Certainly below the target ({aim}): {names}.";
    fall(name, points): "{name} ({points} điểm %)", "{name} ({points} points)";
    bad_part(name): "Không đọc được “{name}”.", "“{name}” cannot be read.";
    first_weeks(waiting, least): "Toàn hệ thống có {waiting} phiếu đã nhận, chờ tổng hợp. Số liệu xuất hiện khi một cơ quan, đơn vị có ít nhất {least} phiếu của cùng một tháng và cùng mẫu khảo sát.",
        "The whole site has received {waiting} responses that wait for their release. Figures appear when one unit has at least {least} responses of the same month and questionnaire.";
    nothing_came(least): "Không có phiếu nào chờ tổng hợp. Số liệu xuất hiện khi một cơ quan, đơn vị có ít nhất {least} phiếu của cùng một tháng và cùng mẫu khảo sát.",
        "No responses wait for release. Figures appear when one unit has at least {least} responses of the same month and questionnaire.";
    before_withheld: "Số liệu năm trước ẩn để bảo mật", "The figures of the year before are withheld";
    now_missing: "Chưa so sánh được khi kỳ này chưa có số liệu", "Nothing to compare until this period has figures";
    may_wait(least): "Có thể đã có phiếu chờ tổng hợp. Số liệu xuất hiện khi cơ quan, đơn vị có ít nhất {least} phiếu của cùng một tháng và cùng mẫu khảo sát.",
        "Some responses may wait for their release. Figures appear when the unit has at least {least} responses of the same month and questionnaire.";
    next_rule(settle): "Phiếu được tổng hợp trong vòng khoảng {settle} kể từ khi đủ; phiếu của nơi chưa đủ chờ đến khi chốt tháng, quý hoặc năm.",
        "Responses are released within about {settle} once there are enough; those of a unit with too few wait until the month, quarter or year is closed.";
    next_settling(settle): "Đã đủ phiếu ở một nơi: lần tổng hợp tới dự kiến trong vòng khoảng {settle}.",
        "One unit has enough: the next release is expected within about {settle}.";
    next_closes(period): "Nếu không có thêm phiếu, lần tổng hợp tới là khi chốt số liệu {period}.",
        "If nothing more arrives, the next release comes when {period} is closed.";
    next_unknown(least): "Chưa biết lần tổng hợp tới là khi nào: gộp cả năm và lên cấp trên cũng chưa đủ {least} phiếu của cùng mẫu khảo sát.",
        "When the next release will be is not known: a whole year and the levels above have fewer than {least} responses of the same questionnaire.";
    minutes(n): "{n} phút", "{n} min";
    hours(n): "{n} giờ", "{n} hours";
    days(n): "{n} ngày", "{n} days";
    hidden_units(n): "{n} cơ quan, đơn vị ẩn để bảo mật", "{n} units are withheld";
    empty_units(n): "{n} cơ quan, đơn vị chưa có phiếu đã tổng hợp", "{n} units have no released responses yet";
    part_units(n): "{n} cơ quan, đơn vị chỉ tính được một phần số phiếu", "{n} units of which only a part is counted";
    part_of_unit(index, counted): "{index}, {counted} phiếu", "{index}, {counted} responses";
    part_why: "Các phiếu khác ẩn để bảo mật: số liệu một phần không có khoảng tin cậy, không so với mục tiêu, không xếp hạng.",
        "The other responses are withheld: a figure of a part has no interval, no verdict and no rank.";
    part_factors(n): "{n} yếu tố chỉ tính được một phần số phiếu", "{n} factors of which only a part is counted";
    waiting_units(n): "{n} cơ quan, đơn vị có phiếu chờ tổng hợp", "{n} units have responses that wait for their release";
    waiting_unit: "Có phiếu, đang chờ tổng hợp.", "There are responses, which wait for their release.";
    above_unit: "Có phiếu, tính ở cấp trên vì ít.", "There are responses, which are counted above because they are few.";
    skipped_unit: "Có phiếu, không câu nào trả lời được tính.", "There are responses, and no answer in them counts.";
    waiting_why: "Đã nhận phiếu của các tháng đã chốt, chưa đủ để tổng hợp: phiếu được tính cùng các tháng sau, chậm nhất khi chốt năm.",
        "Responses of closed months have come and are too few so far. They are released with those of later months, at the latest when the year is closed.";
    above_units(n): "{n} cơ quan, đơn vị có phiếu, tính ở cấp trên vì ít", "{n} units have responses that are counted above them because they are few";
    above_why: "Cả năm có dưới 10 phiếu: phiếu được tính gộp ở cấp trên, không có số liệu riêng.",
        "There were fewer than 10 in the year: they are counted together one level above, without a figure of their own.";
    skipped_units(n): "{n} cơ quan, đơn vị có phiếu, không câu nào trả lời được tính", "{n} units have responses in which no answer counts";
    skipped_why: "Mọi câu đều bỏ qua hoặc chọn “Không áp dụng”.", "Everything was skipped or marked as not applicable.";
    hidden_why: "Có phiếu, nhưng nêu số liệu thì lộ ra một nhóm dưới 10 phiếu, hoặc dưới 20 phiếu cùng một ý kiến.",
        "They have responses, but their figures would reveal a group of fewer than 10, or of fewer than 20 that all say the same.";
    empty_why: "Chưa có phiếu nào của kỳ này được tổng hợp:", "No responses of this period are released yet:";
    hidden_items(n): "{n} tiêu chí ẩn để bảo mật: công bố thì lộ ra một nhóm dưới 10 phiếu, hoặc dưới 20 phiếu cùng một ý kiến",
        "{n} criteria are withheld: they would reveal a group of fewer than 10 responses, or of fewer than 20 that all say the same";
    hidden_factors(n): "{n} yếu tố ẩn để bảo mật: công bố thì lộ ra một nhóm dưới 10 phiếu, hoặc dưới 20 phiếu cùng một ý kiến",
        "{n} factors are withheld: they would reveal a group of fewer than 10 responses, or of fewer than 20 that all say the same";
    empty_factors(n): "{n} yếu tố chưa có câu trả lời đã tổng hợp", "{n} factors have no released answers yet";
    hidden_months(n): "{n} tháng ẩn để bảo mật; các tháng khác chưa có phiếu đã tổng hợp", "{n} months are withheld; the others have no released responses yet";
}
