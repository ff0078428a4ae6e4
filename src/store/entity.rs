//! The tables as sea-orm knows them; they never leave the store.

/// One module per table: sea-orm's generated names (`Entity`, `Column`, …) are the same for each.
macro_rules! table {
    ($name:ident = $table:literal { $($(#[$meta:meta])* $field:ident : $type:ty),+ $(,)? }) => {
        pub mod $name {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $($(#[$meta])* pub $field: $type,)+
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

table!(surveys = "surveys" {
    #[sea_orm(primary_key, auto_increment = false)] key: String,
    digest: Vec<u8>,
    toml: String,
});
table!(units = "units" {
    #[sea_orm(primary_key, auto_increment = false)] code: String,
    parent: Option<String>,
    name: String,
    folded: String,
    level: String,
    block: String,
    valid_from: Option<String>,
    valid_to: Option<String>,
    predecessors: String,
    note: String,
    place: i32,
});
table!(desks = "desks" {
    #[sea_orm(primary_key, auto_increment = false)] code: String,
    name: String,
    name_en: String,
    place: i32,
    valid_from: Option<String>,
    valid_to: Option<String>,
});
table!(desk_units = "desk_units" {
    #[sea_orm(primary_key, auto_increment = false)] desk: String,
    #[sea_orm(primary_key, auto_increment = false)] unit: String,
    place: i32,
});
table!(desk_hours = "desk_hours" {
    #[sea_orm(primary_key, auto_increment = false)] desk: String,
    hours: String,
});
table!(tries = "tries" {
    #[sea_orm(primary_key, auto_increment = false)] key: Vec<u8>,
    count: i32,
    free_at: i64,
    last: i64,
});
table!(accepted = "accepted" {
    #[sea_orm(primary_key, auto_increment = false)] key: Vec<u8>,
    digest: Vec<u8>,
});
table!(inbox = "inbox" {
    /// Below zero for a stripped one.
    #[sea_orm(primary_key)] seq: i64,
    /// The id of the key under which it is sealed.
    seal_key: i32,
    sealed: Vec<u8>,
});
table!(inbox_keys = "inbox_keys" {
    #[sea_orm(primary_key, auto_increment = false)] id: i32,
    digest: Vec<u8>,
});
// The rows that waited when sealing began, until the start that seals them.
table!(open_inbox = "open_inbox" {
    #[sea_orm(primary_key)] seq: i64,
    key: Vec<u8>,
    received_at: i64,
    desk: String,
    survey: String,
    unit: String,
    month: i32,
    stratum: String,
    kind: String,
    lang: String,
    answers: String,
    comment: Option<String>,
    seconds: Option<i32>,
    /// Names found so far, joined by `|`.
    flags: String,
    /// The device that it came through, for the rules of flags alone.
    device: Option<String>,
});
table!(conflicts = "conflicts" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    survey: String,
    unit: String,
    month: i32,
    stratum: String,
    kind: String,
    lang: String,
    answers: String,
});
table!(responses = "responses" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    survey: String,
    unit: String,
    period: i32,
    stratum: String,
    kind: String,
    lang: String,
    answers: String,
    flags: String,
    late: i32,
});
table!(comments = "comments" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    survey: String,
    unit: String,
    period: i32,
    lang: String,
    text: String,
});
table!(tallies = "tallies" {
    #[sea_orm(primary_key, auto_increment = false)] survey: String,
    #[sea_orm(primary_key, auto_increment = false)] unit: String,
    #[sea_orm(primary_key, auto_increment = false)] period: i32,
    #[sea_orm(primary_key, auto_increment = false)] late: i32,
    #[sea_orm(primary_key, auto_increment = false)] stratum: String,
    #[sea_orm(primary_key, auto_increment = false)] kind: String,
    #[sea_orm(primary_key, auto_increment = false)] flagged: bool,
    responses: i64,
    groups: Vec<u8>,
    counts: Vec<u8>,
    revision: i64,
});
table!(shown_tallies = "shown_tallies" {
    #[sea_orm(primary_key, auto_increment = false)] survey: String,
    #[sea_orm(primary_key, auto_increment = false)] unit: String,
    #[sea_orm(primary_key, auto_increment = false)] period: i32,
    responses: i64,
    sums: Vec<u8>,
    revision: i64,
});
table!(counted_above = "counted_above" {
    #[sea_orm(primary_key, auto_increment = false)] survey: String,
    #[sea_orm(primary_key, auto_increment = false)] unit: String,
    #[sea_orm(primary_key, auto_increment = false)] year: i32,
});
table!(flag_editions = "flag_editions" {
    #[sea_orm(primary_key, auto_increment = false)] year: i32,
    edition: i32,
});
table!(users = "users" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    name: String,
    role: String,
    unit: Option<String>,
    password: String,
    must_change: bool,
    created_at: i64,
    signed_in_at: Option<i64>,
    disabled_at: Option<i64>,
    one_time_until: Option<i64>,
});
table!(sessions = "sessions" {
    #[sea_orm(primary_key, auto_increment = false)] token: Vec<u8>,
    user: Uuid,
    created_at: i64,
    seen_at: i64,
});
table!(staff_log = "staff_log" {
    #[sea_orm(primary_key, auto_increment = false)] seq: i64,
    at: i64,
    actor: String,
    action: String,
    detail: String,
    key: Vec<u8>,
    mac: Vec<u8>,
    /// The sums of the guarded tables; `None` in entries from before they were sealed.
    state: Option<Vec<u8>>,
});
table!(releases = "releases" {
    #[sea_orm(primary_key, auto_increment = false)] seq: i64,
    act: String,
    survey: String,
    unit: String,
    period: i32,
    responses: i64,
    comments: i64,
    answers: Vec<u8>,
    said: Vec<u8>,
    tallies: Vec<u8>,
    key: Vec<u8>,
    mac: Vec<u8>,
});
table!(rounds = "rounds" {
    #[sea_orm(primary_key, auto_increment = false)] number: i32,
    closed_to: i32,
    closed_at: i64,
});
table!(closings = "closings" {
    #[sea_orm(primary_key, auto_increment = false)] period: i32,
    #[sea_orm(primary_key, auto_increment = false)] edition: i32,
    closed_at: i64,
    text: String,
    changes: String,
    digest: Vec<u8>,
});
table!(mintings = "mintings" {
    #[sea_orm(primary_key, auto_increment = false)] first: i32,
    count: i32,
    key: i32,
    survey: String,
    unit: String,
    event: String,
    week: i32,
});
table!(dossiers = "dossiers" {
    #[sea_orm(primary_key, auto_increment = false)] digest: Vec<u8>,
    number: i32,
});
table!(opened = "opened" {
    #[sea_orm(primary_key, auto_increment = false)] nullifier: Vec<u8>,
    unit: String,
    week: i32,
});
table!(spent = "spent" {
    #[sea_orm(primary_key, auto_increment = false)] nullifier: Vec<u8>,
    unit: String,
    week: i32,
});
table!(contested = "contested" {
    #[sea_orm(primary_key, auto_increment = false)] nullifier: Vec<u8>,
    unit: String,
    week: i32,
});
table!(revocations = "revocations" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    key: Option<i32>,
    unit: Option<String>,
    first: i32,
    last: i32,
    at: i64,
});
table!(api_keys = "api_keys" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    name: String,
    digest: Vec<u8>,
    right: String,
    created_at: i64,
    revoked_at: Option<i64>,
});
table!(devices = "devices" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    desk: String,
    name: String,
    pin_salt: Vec<u8>,
    pin_rounds: i32,
    pin_hash: Vec<u8>,
    key: Vec<u8>,
    counter: i64,
    paired_at: i64,
    revoked_at: Option<i64>,
    seen_at: Option<i64>,
    queued: i32,
    dead: i32,
    oldest: Option<i32>,
    app: String,
    app_is_current: bool,
    survey: String,
    battery: Option<i32>,
    persisted: bool,
    pin_locked: i32,
});
table!(pairings = "pairings" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    desk: String,
    name: String,
    pin_salt: Vec<u8>,
    pin_rounds: i32,
    pin_hash: Vec<u8>,
    digest: Vec<u8>,
    made_at: i64,
    tries: i32,
    used_at: Option<i64>,
});
table!(phone_pages = "slips" {
    #[sea_orm(primary_key, auto_increment = false)] digest: Vec<u8>,
    device: Uuid,
    text: Option<String>,
    taken: bool,
    expires_at: i64,
});
