//! Every URL of the site, once. Links that stand on paper are in [`work::address`](crate::work::address).

/// Routes as axum knows them.
pub mod route {
    pub const HEALTH: &str = "/health";
    pub const READY: &str = "/readyz";
    pub const ASSET: &str = "/assets/{file}";
    pub const FAVICON: &str = "/favicon.ico";
    pub const POSTER: &str = "/q/{desk}";
    pub const POSTER_PAGES: &str = "/q/{desk}/pages";
    /// One question: the quick form.
    pub const POSTER_QUICK: &str = "/q/{desk}/quick";
    pub const POSTER_QUICK_PAGES: &str = "/q/{desk}/quick/pages";
    pub const KIOSK: &str = "/k/{desk}";
    pub const KIOSK_PAGES: &str = "/k/{desk}/pages";
    pub const KIOSK_QUICK: &str = "/k/{desk}/quick";
    pub const KIOSK_QUICK_PAGES: &str = "/k/{desk}/quick/pages";
    /// The list of files that a paired tablet keeps, so that it starts without network.
    pub const KIOSK_SHELL: &str = "/k/{desk}/shell.json";
    pub const KIOSK_MANIFEST: &str = "/k/{desk}/manifest.webmanifest";
    /// The QR code of the desk's poster link.
    pub const KIOSK_CODE: &str = "/k/{desk}/code.svg";
    /// Its folder is the service worker's scope.
    pub const KIOSK_WORKER: &str = "/k/sw.js";
    pub const RECEIPT: &str = "/r/{token}";
    /// QR codes are written in capitals.
    pub const RECEIPT_CAPITALS: &str = "/R/{token}";
    pub const RECEIPT_PAGES: &str = "/r/{token}/pages";
    /// Says that somebody looks at a receipt's link.
    pub const RECEIPT_OPENED: &str = "/r/{token}/opened";
    pub const RECEIPT_TYPED: &str = "/r";
    pub const SUBMISSIONS: &str = "/api/v1/submissions";
    pub const SUBMISSIONS_BATCH: &str = "/api/v1/submissions/batch";
    pub const RECEIPTS: &str = "/api/v1/receipts";
    /// Lets a tablet in; all others below it are signed.
    pub const DEVICES_PAIR: &str = "/api/v1/devices/pair";
    pub const DEVICES_SYNC: &str = "/api/v1/devices/sync";
    pub const DEVICES_PHONE_PAGES: &str = "/api/v1/devices/slips";
    pub const DEVICES_PHONE_PAGES_READ: &str = "/api/v1/devices/slips/read";
    pub const DEVICES_RECEIPTS: &str = "/api/v1/devices/receipts";
    /// Where somebody writes on a phone for a kiosk.
    pub const PHONE_PAGE: &str = "/w/{slip}";
    pub const PHONE_PAGE_CAPITALS: &str = "/W/{slip}";
    pub const PHONE_PAGE_CODE: &str = "/w/{slip}/code.svg";
    pub const SURVEYS: &str = "/api/v1/surveys";
    pub const SURVEY: &str = "/api/v1/surveys/{key}";
    pub const UNITS: &str = "/api/v1/units";
    pub const INDEX: &str = "/api/v1/index";
    pub const INDEX_CSV: &str = "/api/v1/index.csv";
    pub const RESPONSES: &str = "/api/v1/responses";
    pub const PEOPLE: &str = "/api/v1/people";
    pub const OPENAPI: &str = "/api/v1/openapi.json";
    /// The document of the API for people.
    pub const API: &str = "/api";
    pub const RESULTS: &str = "/results";
    pub const RESULTS_RECEIPTS: &str = "/results/receipts";
    pub const RESULTS_RECEIPTS_FILE: &str = "/results/receipts.csv";
    pub const HOME: &str = "/";
    pub const ACCESSIBILITY: &str = "/accessibility";
    pub const STAFF: &str = "/staff";
    pub const SIGN_IN: &str = "/staff/sign-in";
    pub const SIGN_OUT: &str = "/staff/sign-out";
    pub const PASSWORD: &str = "/staff/password";
    pub const SESSIONS: &str = "/staff/sessions";
    pub const OVERVIEW: &str = "/staff/overview";
    pub const OVERVIEW_TABLE: &str = "/staff/overview/{table}";
    pub const UNIT: &str = "/staff/units/{code}";
    pub const UNIT_TABLE: &str = "/staff/units/{code}/{table}";
    pub const EXPORT: &str = "/staff/export";
    pub const EXPORT_FILE: &str = "/staff/export/{file}";
    pub const LEDGER: &str = "/staff/receipts";
    pub const LEDGER_TABLE: &str = "/staff/receipts/{table}";
    pub const USERS: &str = "/staff/users";
    pub const USER: &str = "/staff/users/{id}";
    pub const USER_ROLE: &str = "/staff/users/{id}/role";
    pub const USER_DISABLE: &str = "/staff/users/{id}/disable";
    pub const USER_ENABLE: &str = "/staff/users/{id}/enable";
    pub const USER_SESSIONS: &str = "/staff/users/{id}/sessions";
    pub const USER_PASSWORD: &str = "/staff/users/{id}/password";
    pub const STAFF_DEVICES: &str = "/staff/devices";
    pub const STAFF_DEVICE: &str = "/staff/devices/{id}";
    pub const STAFF_DEVICE_NAME: &str = "/staff/devices/{id}/name";
    pub const STAFF_DEVICE_PIN: &str = "/staff/devices/{id}/pin";
    pub const STAFF_DEVICE_REVOKE: &str = "/staff/devices/{id}/revoke";
    pub const STAFF_PAIRING: &str = "/staff/devices/pairings/{id}";
    pub const STAFF_DESK_HOURS: &str = "/staff/devices/desks/{desk}";
    pub const PRINT: &str = "/staff/print";
    pub const PRINT_POSTER: &str = "/staff/print/poster";
    pub const PRINT_CODE: &str = "/staff/print/codes/{file}";
    pub const PRINT_RECEIPTS: &str = "/staff/print/receipts";
    pub const COMMENTS: &str = "/staff/comments";
    pub const COMMENTS_FILE: &str = "/staff/comments.csv";
    pub const LOG: &str = "/staff/log";
    pub const LOG_FILE: &str = "/staff/log.csv";
}

/// The poster link of a desk.
pub fn poster(desk: &str) -> String {
    format!("/q/{desk}")
}

/// The kiosk screen of a desk.
pub fn kiosk(desk: &str) -> String {
    format!("/k/{desk}")
}

/// The quick form beside the form at `form`: a desk's poster link or kiosk screen.
pub fn quick(form: &str) -> String {
    format!("{form}/quick")
}

/// The pages of the form at `form`, for browsers without JavaScript.
pub fn pages(form: &str) -> String {
    format!("{form}/pages")
}

/// The QR code of a desk's poster link, for the kiosk's screen.
pub fn kiosk_code(desk: &str) -> String {
    format!("/k/{desk}/code.svg")
}

/// The manifest with which a kiosk is installed.
pub fn kiosk_manifest(desk: &str) -> String {
    format!("/k/{desk}/manifest.webmanifest")
}

/// The page for typing a receipt's short code, with the code in its field.
pub fn receipt_typed(code: &str) -> String {
    format!("{}?code={code}", route::RECEIPT_TYPED)
}

/// The picture of the address of a page on a phone.
pub fn phone_page_code(address: &str) -> String {
    format!("/w/{address}/code.svg")
}

/// The receipt link's pages for browsers without JavaScript.
pub fn receipt_pages(token: &str) -> String {
    format!("/r/{token}/pages")
}

/// The dashboard page of a unit.
pub fn unit(code: &str) -> String {
    format!("/staff/units/{code}")
}

/// One table of the overview as CSV.
pub fn overview_table(table: &str) -> String {
    format!("/staff/overview/{table}.csv")
}

/// One table of a unit's page as CSV.
pub fn unit_table(code: &str, table: &str) -> String {
    format!("/staff/units/{code}/{table}.csv")
}

/// One file of the export page, such as `responses.csv`.
pub fn export_file(file: &str) -> String {
    format!("/staff/export/{file}")
}

/// One table of the receipts' ledger as CSV.
pub fn ledger_table(table: &str) -> String {
    format!("/staff/receipts/{table}.csv")
}

/// The QR code of a desk's poster link as `svg` or `png`.
pub fn print_code(desk: &str, kind: &str) -> String {
    format!("/staff/print/codes/{desk}.{kind}")
}

/// The page of an account.
pub fn user(id: &str) -> String {
    format!("/staff/users/{id}")
}

/// Gives an account another role.
pub fn user_role(id: &str) -> String {
    format!("/staff/users/{id}/role")
}

/// Lets nobody sign in with an account.
pub fn user_disable(id: &str) -> String {
    format!("/staff/users/{id}/disable")
}

/// Lets people sign in with an account again.
pub fn user_enable(id: &str) -> String {
    format!("/staff/users/{id}/enable")
}

/// Ends the sessions of an account.
pub fn user_sessions(id: &str) -> String {
    format!("/staff/users/{id}/sessions")
}

/// Resets the password of an account.
pub fn user_password(id: &str) -> String {
    format!("/staff/users/{id}/password")
}

/// The page of a device, for staff.
pub fn staff_device(id: &str) -> String {
    format!("/staff/devices/{id}")
}

/// Gives a device another name.
pub fn staff_device_name(id: &str) -> String {
    format!("/staff/devices/{id}/name")
}

/// Gives a device another PIN.
pub fn staff_device_pin(id: &str) -> String {
    format!("/staff/devices/{id}/pin")
}

/// Ends a device, after a question.
pub fn staff_device_revoke(id: &str) -> String {
    format!("/staff/devices/{id}/revoke")
}

/// Makes a new code for a device that was not paired.
pub fn staff_pairing(id: &str) -> String {
    format!("/staff/devices/pairings/{id}")
}

/// The opening hours of a desk.
pub fn staff_desk_hours(desk: &str) -> String {
    format!("/staff/devices/desks/{desk}")
}

/// An asset under the hash of its content.
pub fn asset(file: &str) -> String {
    format!("/assets/{file}")
}
