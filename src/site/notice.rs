//! What whoever starts a site should know of its files: nothing is wrong enough to stop for.

use crate::domain::unit::Difference;
use std::fmt;

/// How many codes are told.
const TOLD: usize = 20;

/// Something that keeps nobody from starting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Files and folders in the folder of surveys that nobody reads.
    PassedOver(Vec<String>),
    /// A list with a head only.
    NoRows(String),
    /// Columns that no list of the kind has.
    Unused {
        file: String,
        columns: Vec<String>,
    },
    /// The targets are those that every new site got once, and none of the site's organisations is meant.
    TargetsOfOthers,
    UnitsDiffer(Difference),
    DesksDiffer(Difference),
}

/// Officers read it: Vietnamese first, English below.
impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [vi, en] = self.words();
        write!(f, "lưu ý: {vi}\n    note: {en}")
    }
}

impl Notice {
    fn words(&self) -> [String; 2] {
        match self {
            Self::PassedOver(files) => {
                let files = files.join(", ");
                [
                    format!("surveys: không đọc {files}; chỉ đọc *.toml, units-*.csv, desks-*.csv, targets.csv, series.csv"),
                    format!("surveys: passed over {files}; read are *.toml, units-*.csv, desks-*.csv, targets.csv, series.csv"),
                ]
            }
            Self::NoRows(file) => {
                [format!("{file}: không có dòng nào dưới dòng tên cột"), format!("{file}: there is no line below the column names")]
            }
            Self::Unused { file, columns } => {
                let columns = columns.join("”, “");
                [format!("{file}: không dùng cột “{columns}”"), format!("{file}: the column “{columns}” is not used")]
            }
            Self::TargetsOfOthers => [
                "targets.csv: là mục tiêu của tỉnh khác do chương trình ghi sẵn, không dùng; ghi mục tiêu của mình vào tệp này".to_owned(),
                "targets.csv: has the target of another province, which the program wrote; it is not used; write your own into it".to_owned(),
            ],
            Self::UnitsDiffer(difference) => differ(["đơn vị (units-*.csv)", "organisations (units-*.csv)"], difference),
            Self::DesksDiffer(difference) => differ(["nơi tiếp nhận (desks-*.csv)", "desks (desks-*.csv)"], difference),
        }
    }
}

fn differ(what: [&str; 2], Difference { added, missing, changed }: &Difference) -> [String; 2] {
    let changed: Vec<String> =
        changed.iter().map(|(code, columns)| format!("{code} ({})", columns.join(", "))).collect();
    let parts = |names: [&str; 3], more: &str| {
        let parts = names.iter().zip([added, missing, &changed]).filter(|(_, codes)| !codes.is_empty());
        parts.map(|(name, codes)| format!("{name} {}", told(codes, more))).collect::<Vec<_>>().join("; ")
    };
    let vi = parts(["mới, được thêm vào:", "chỉ có trong cơ sở dữ liệu:", "khác nhau:"], "nữa");
    let en = parts(["new, added:", "only in the database:", "different:"], "more");
    [
        format!("{}: tệp khác cơ sở dữ liệu, những gì đã có trong cơ sở dữ liệu giữ nguyên; {vi}", what[0]),
        format!("{}: the lists differ from the database, where what is there stays as it is; {en}", what[1]),
    ]
}

fn told(codes: &[String], more: &str) -> String {
    let told = codes.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
    match codes.len().saturating_sub(TOLD) {
        0 => told,
        rest => format!("{told} (+{rest} {more})"),
    }
}
