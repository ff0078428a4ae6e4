//! The sentences of commands that officers read, Vietnamese first.

use crate::domain::language::words;

words! {
    nothing_minted: "không cấp mã nào", "nothing was minted";
}
