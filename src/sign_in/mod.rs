pub mod password;
pub mod throttle;
