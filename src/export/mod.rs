pub mod files;
pub mod responses;
