pub mod dashboard;
pub mod domain;
pub mod ui;
