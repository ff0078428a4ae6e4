pub mod collect;
pub mod domain;
