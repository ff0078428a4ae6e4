//! The name of what is counted above small units.

use crate::domain::language::words;

words! {
    above(name): "{name}: các đơn vị ít phiếu, tính gộp", "{name}: units with few responses, together";
}
