//! The words of closed periods.

use crate::domain::closing::Reason;
use crate::ui::words::words;

words! {
    closed: "Chốt số liệu", "Closed period";
    closed_as(period, edition, day): "Số liệu {period} đã chốt lần {edition}, ngày {day}.", "The figures of {period} were closed, edition {edition}, on {day}.";
    check_code: "Mã kiểm tra", "Check code";
    changed_of(name, before, after): "{name}: {before} phiếu, nay {after} phiếu", "{name}: {before} responses, now {after}";
    has_grown: "Từ lần chốt này đã tổng hợp thêm phiếu của kỳ. Số liệu trên trang chưa có các phiếu đó; lần chốt sau sẽ tính và nêu rõ.",
        "More responses of the period were released since. The figures above do not have them; the next edition will count and name them.";
}

words! {
    edition_reason(Reason) {
        Responses: "So với lần chốt trước, có thêm phiếu đến muộn hoặc khi đó còn chờ tổng hợp:", "Since the edition before, responses were added that came late or still waited for their release:";
        Targets: "Chỉ tiêu của kỳ được giao hoặc sửa sau lần chốt trước.", "Targets of the period were set or changed after the edition before.";
        Way: "Cách tính của phần mềm đã đổi so với lần chốt trước.", "The program computes in another way than for the edition before.";
    }
}
