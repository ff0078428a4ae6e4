//! What is said where an organisation or a desk takes no answers on a day.

use super::{Pair, pair};

pub const NO_DAY: Pair =
    pair("Cần một ngày, viết NĂM-THÁNG-NGÀY, ví dụ 2025-07-01", "Expected a day as YYYY-MM-DD, such as 2025-07-01");
