pub mod dashboard;
pub mod domain;
pub mod export;
pub mod sign_in;
pub mod ui;
pub mod users;
