//! Lists as offices save them, and what whoever starts a site is told of its files.
//!
//! The lists in `tests/lists` were typed into workbooks with Vietnamese formats and saved by LibreOffice 7.4:
//! `soffice --headless --convert-to 'csv:Text - txt - csv (StarCalc):59,34,76,1,,1066,false,true' …`.

use crate::{
    issuing::{hailong, numbers_given, said},
    support::{Folder, TestApp, create_database, submission},
};
use hailong::{
    config::Given,
    site::{Notice, Site},
};
use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Command, Stdio},
};

pub const UNITS: &str = include_str!("../lists/units-ct.csv");
pub const DESKS: &str = include_str!("../lists/desks-ct.csv");
const TARGETS: &str = include_str!("../lists/targets.csv");
const DOSSIERS: &str = include_str!("../lists/dossiers.csv");

type Saving = (&'static str, fn(&str) -> Vec<u8>);

/// The ways in which Excel saves what LibreOffice saved here.
const SAVINGS: [Saving; 4] = [
    ("as it is", |text| text.into()),
    ("CSV UTF-8", |text| format!("\u{feff}{}", text.replace('\n', "\r\n")).into()),
    ("CSV (Macintosh)", |text| text.replace('\n', "\r").into()),
    ("Unicode text", |text| {
        let text = format!("\u{feff}{}", text.replace(';', "\t").replace('\n', "\r\n"));
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }),
];

/// A folder whose surveys are these files.
pub fn folder(files: &[(&str, &[u8])]) -> Folder {
    let folder = Folder::new();
    fs::create_dir_all(folder.0.join("surveys")).unwrap();
    for (name, content) in files {
        fs::write(folder.0.join("surveys").join(name), content).unwrap();
    }
    folder
}

/// Runs `hailong migrate` on a folder: its code, and what it says of the files.
pub fn migrate(folder: &Path, database_url: &str) -> (Option<i32>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_hailong"))
        .args(["migrate", "--allow-unsafe-database", "--database-url", database_url, "--data-dir"])
        .arg(folder)
        .output()
        .unwrap();
    (run.status.code(), said(&run).1)
}

#[tokio::test]
async fn lists_saved_under_vietnamese_settings_make_a_site() {
    for (name, saved) in SAVINGS {
        let files = [("units-ct.csv", UNITS), ("desks-ct.csv", DESKS), ("targets.csv", TARGETS)];
        let files = files.map(|(file, text)| (file, saved(text)));
        let app = TestApp::in_folder(folder(&files.each_ref().map(|(file, csv)| (*file, &csv[..])))).await;
        let units: Vec<_> = app.site.catalogue.units().iter().map(|unit| (&unit.code[..], &unit.name[..])).collect();
        let expected =
            [("CT", "Thành phố Cần Thơ"), ("CT.SNV", "Sở Nội vụ"), ("CT.NK", "Ủy ban nhân dân quận Ninh Kiều")];
        assert_eq!(units, expected, "{name}");
        let [snv, nk] = ["CT.SNV", "CT.NK"].map(|code| app.site.catalogue.unit(code).unwrap().validity);
        assert_eq!((snv.from, nk.to), ("2025-07-01".parse().ok(), "2025-06-30".parse().ok()), "{name}");
        let desk = app.site.catalogue.desk("MC.CT").unwrap();
        assert_eq!(desk.units, ["CT", "CT.SNV"], "{name}");
        assert_eq!(
            desk.name_en,
            "Public Administration Service Centre; \"Cần Thơ\""
                .replace(';', if name == "Unicode text" { "\t" } else { ";" }),
            "{name}"
        );
        let targets: Vec<_> = app.site.targets.iter().map(|t| (&t.unit[..], t.year, t.hundredths, t.strict)).collect();
        assert_eq!(targets, [("CT", 2024, 8700, true), ("CT.SNV", 2026, 9050, false)], "{name}");
        assert_eq!(*app.site.notices, [], "{name}");
        assert_eq!(migrate(&app.folder.0, &app.database_url), (Some(0), String::new()), "{name}: nothing differs");
    }
}

#[tokio::test]
async fn a_list_of_dossiers_saved_under_vietnamese_settings_is_minted() {
    let app = TestApp::start().await;
    for (n, (name, saved)) in SAVINGS.into_iter().enumerate() {
        let list = app.folder.0.join("hồ sơ.csv");
        fs::write(&list, saved(&DOSSIERS.replace("CT.SNV", "KH.SNV2025"))).unwrap();
        let list = list.display().to_string();
        let common = ["receipts", "mint", "--survey", "one-stop-2024", "--unit", "KH", "--out", "-"];
        let run = hailong(&app, &[&common[..], &["--dossiers", &list]].concat());
        let (csv, heard) = said(&run);
        assert!(run.status.success() && csv.lines().count() == 3, "{name}: {csv}{heard}");
        assert!(csv.contains("\nH13.15-261008-0001,") && csv.contains(",KH.SNV2025,received,"), "{name}: {csv}");
        let minted = if n == 0 { "minted 2 receipts; 0" } else { "minted 0 receipts; 2" };
        assert!(heard.contains(minted) && heard.contains("1 stood in the list twice, 0 lines are bad"), "{heard}");
    }
    assert_eq!(numbers_given(&app).await, 2);
}

#[tokio::test]
async fn targets_of_nobody_and_second_targets_are_refused_by_line_at_every_start() {
    let app = TestApp::start().await;
    let file = app.folder.0.join("surveys/targets.csv");
    let good = "unit,year,value,strict,mark,source\nKH,2024,87.00,true,seed,x\nKH.STP,2024,88.00,true,seed,x\n";
    fs::write(&file, good).unwrap();
    assert_eq!(migrate(&app.folder.0, &app.database_url), (Some(0), String::new()));
    fs::write(&file, format!("{good}\nKH.SPT,2024,87,true,,\nKH,2025,87,true,,\nKH.X,2025,87,true,,\n")).unwrap();
    let (code, heard) = migrate(&app.folder.0, &app.database_url);
    assert_eq!(code, Some(2), "{heard}");
    let vi = "targets.csv: dòng 5, 7, cột “unit”: không có đơn vị với mã này, ví dụ: KH.STP; trong tệp là “KH.SPT”, “KH.X”\n";
    assert!(heard.contains(vi) && heard.contains("targets.csv: lines 5, 7, column “unit”"), "{heard}");
    fs::write(&file, format!("{good}KH,2024,90,true,,\n")).unwrap();
    let (code, heard) = migrate(&app.folder.0, &app.database_url);
    assert!(
        code == Some(2) && heard.contains("dòng 4, cột “unit”: mỗi đơn vị chỉ một mục tiêu bắt đầu từ một tháng"),
        "{heard}"
    );
    assert!(heard.contains("stand already in line 2"), "{heard}");
}

#[tokio::test]
async fn a_new_site_with_a_target_of_nobody_begins_once_it_is_mended() {
    let files = [("units-ct.csv", UNITS), ("desks-ct.csv", DESKS), ("targets.csv", TARGETS)];
    let folder = folder(&files.map(|(file, text)| (file, text.as_bytes())));
    let file = folder.0.join("surveys/targets.csv");
    fs::write(&file, TARGETS.replace("CT.SNV", "CT.SVN")).unwrap();
    let (url, schema) = create_database(&folder.0).await;
    let (code, heard) = migrate(&folder.0, &url);
    assert!(code == Some(2) && heard.contains("targets.csv: dòng 4, cột “Đơn vị”"), "{code:?} {heard}");
    fs::write(&file, TARGETS).unwrap();
    let app = TestApp::on(folder, url, schema).await;
    assert_eq!((app.site.catalogue.units().len(), app.site.targets.len()), (3, 2));
}

#[tokio::test]
async fn the_target_that_the_program_wrote_into_a_site_of_another_province_is_told_and_not_used() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let ours = fs::read(app.folder.0.join("surveys/targets.csv")).unwrap();
    let other = [("units-ct.csv", UNITS.as_bytes()), ("desks-ct.csv", DESKS.as_bytes()), ("targets.csv", &ours)];
    let app = TestApp::in_folder(folder(&other)).await;
    assert_eq!((&app.site.notices[..], app.site.targets.len()), (&[Notice::TargetsOfOthers][..], 0));
    let app = TestApp::in_folder(folder(&other[..2])).await;
    assert_eq!((&app.site.notices[..], app.site.targets.len()), (&[][..], 0));
    assert!(!app.folder.0.join("surveys/targets.csv").exists());
}

#[tokio::test]
async fn what_is_passed_over_and_what_differs_from_the_database_is_told_at_start() {
    let app = TestApp::start().await;
    let surveys = app.folder.0.join("surveys");
    assert_eq!(migrate(&app.folder.0, &app.database_url), (Some(0), String::new()), "a site as it was made");
    for name in ["targets.CSV", "units-2026.csv.xlsx", "units.csv", "desks-2026.csv~", "ghi chú.txt"] {
        fs::write(surveys.join(name), "x").unwrap();
    }
    fs::create_dir(surveys.join("cũ")).unwrap();
    fs::create_dir(surveys.join("units-cũ.csv")).unwrap();
    let units = fs::read_to_string(surveys.join("units-2024.csv")).unwrap();
    let units =
        units.replace("Sở Tư pháp", "Sở Tư Pháp").replace("KH.SNV,", "KH.SNVV,") + "KH.MOI,KH,Mới,department,,,,\n";
    // The unit KH.SNV gets another code in every list that names it.
    for file in ["desks-2024.csv", "units-2025.csv"] {
        let text = fs::read_to_string(surveys.join(file)).unwrap();
        fs::write(surveys.join(file), text.replace("KH.SNV|", "KH.SNVV|")).unwrap();
    }
    fs::write(surveys.join("units-2024.csv"), units.replacen("note", "note,STT", 1)).unwrap();
    let (code, heard) = migrate(&app.folder.0, &app.database_url);
    assert_eq!(code, Some(0), "{heard}");
    for part in [
        "lưu ý: surveys: không đọc cũ/, desks-2026.csv~, ghi chú.txt, targets.CSV, units-2026.csv.xlsx, units-cũ.csv/, units.csv;",
        "note: surveys: passed over cũ/, desks-2026.csv~,",
        "units-2024.csv: không dùng cột “STT”",
        "đơn vị (units-*.csv): tệp khác cơ sở dữ liệu, những gì đã có trong cơ sở dữ liệu giữ nguyên; \
             mới, được thêm vào: KH.SNVV, KH.MOI; chỉ có trong cơ sở dữ liệu: KH.SNV; khác nhau: KH.STP (name), KH.SNV2025 (predecessors)\n",
        "desks (desks-*.csv): the lists differ from the database, where what is there stays as it is; different: TTHCC (units)\n",
    ] {
        assert!(heard.contains(part), "{part} is not in {heard}");
    }
    let again = Site::make(&app.config).await.unwrap();
    assert!(again.catalogue.unit("KH.MOI").is_some() && again.catalogue.unit("KH.SNV").is_some());
    let second = migrate(&app.folder.0, &app.database_url).1;
    assert!(!second.contains("KH.MOI"), "what was added is known: {second}");
    let served = serving_says(&app);
    let (starting, notes) = served.split_once('\n').unwrap();
    assert!(starting.contains(" starting "), "{starting}");
    assert_eq!(notes, second, "the server says the same after its first line");
    assert!(app.submit(&submission("MC.NT", 0)).await.status.is_success());
}

/// The messages of `hailong serve` about the files until it listens.
fn serving_says(app: &TestApp) -> String {
    let mut server = Command::new(env!("CARGO_BIN_EXE_hailong"))
        .args(["--listen", "127.0.0.1:0", "--allow-unsafe-database", "--database-url", &app.database_url, "--data-dir"])
        .arg(&app.folder.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let listens =
        BufReader::new(server.stdout.take().unwrap()).lines().any(|line| line.unwrap().starts_with("listening"));
    server.kill().unwrap();
    server.wait().unwrap();
    let mut heard = String::new();
    server.stderr.take().unwrap().read_to_string(&mut heard).unwrap();
    assert!(listens, "{heard}");
    heard
}

#[tokio::test]
async fn a_list_of_a_site_that_yields_nothing_or_lost_its_letters_is_refused_in_words() {
    let head = UNITS.lines().next().unwrap();
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("units-ct.csv", head.into(), "units-ct.csv: chỉ có dòng tên cột, không có dòng nào bên dưới"),
        ("units-ct.csv", b"PK\x03\x04".to_vec(), "units-ct.csv: đây là sổ tính Excel"),
        (
            "units-ct.csv",
            UNITS.replace("Sở Nội vụ", "S? N?i v?").into(),
            "dòng 4, cột “TÊN CƠ QUAN, ĐƠN VỊ”: chữ có dấu đã mất",
        ),
        (
            "units-ct.csv",
            UNITS.replace("CẤP;", "mã;").into(),
            "dòng 1: hai cột cùng một nghĩa, hãy bỏ bớt một: “MÃ ĐƠN VỊ”, “mã”",
        ),
        (
            "units-ct.csv",
            format!("{UNITS}CT;;Lại;province;;;;\n").into(),
            "dòng 6, cột “MÃ ĐƠN VỊ”: mã này đã có ở dòng 2",
        ),
        ("mau.toml", b"title = \"M\xe3\"".to_vec(), "mau.toml: dòng 1: chữ không phải UTF-8"),
    ];
    for (name, content, words) in cases {
        let folder =
            folder(&[("units-ct.csv", UNITS.as_bytes()), ("desks-ct.csv", DESKS.as_bytes()), (name, &content)]);
        let config = Given::default().check(Some(&format!("data_dir = {:?}", folder.0.display().to_string()))).unwrap();
        let refused = Site::make(&config).await.unwrap_err().to_string();
        assert!(refused.contains(words), "{words} is not in {refused}");
        assert!(!folder.0.join("hailong.db").exists());
    }
}

/// A mistake that shows when lists are laid beside each other is told as every other: file, line, column, example.
#[tokio::test]
async fn links_that_lead_nowhere_are_told_by_line_in_both_languages() {
    let units = "code,parent,name,level,valid_from,valid_to,predecessors\n\
        A,,Tỉnh A,province,,,\nA.1,A.9,Sở Một,department,,,\nA.2,A.8,Sở Hai,department,2026-01-01,2025-12-31,\n\
        A.3,A.4,Sở Ba,department,,,\nA.4,A.3,Sở Bốn,department,,,\nA.5,A,Sở Năm,department,2025-07-01,,A.3|A.7\n";
    let again = "code,parent,name,level\nB,A,Sở B,department\nA.1,A,Sở Một,department\n";
    let desks = "code,name,name_en,units,valid_from,valid_to\nD,Quầy,Desk,A|X,2025-02-01,2025-01-31\nE,Quầy,Desk,,,\n";
    let expected = [
        "units-a.csv: dòng 3-4, cột “parent”: không có đơn vị với mã này, ví dụ: KH.STP; trong tệp là “A.9”, “A.8”\n",
        "units-a.csv: dòng 4, cột “valid_to”: ngày cuối phải sau ngày đầu, ví dụ: 01/07/2025 → 30/06/2030; trong tệp là “2025-12-31”\n",
        "units-a.csv: lines 5-6, column “parent”: the unit stands above itself;",
        "units-a.csv: dòng 7, cột “predecessors”: đơn vị tiền thân phải hết hiệu lực (valid_to) trước ngày",
        "units-a.csv: line 7, column “predecessors”: there is no unit with this code, for example: KH.STP; the file has “A.7”",
        "desks-a.csv: dòng 2, cột “units”: không có đơn vị với mã này, ví dụ: KH.STP; trong tệp là “X”\n",
        "desks-a.csv: line 2, column “valid_to”: the last day must come after the first",
        "desks-a.csv: dòng 3, cột “units”: ô còn trống, ví dụ: KH.STP|KH.SNV\n",
    ];
    let folder = folder(&[
        ("units-a.csv", units.as_bytes()),
        ("units-b.csv", again.as_bytes()),
        ("desks-a.csv", desks.as_bytes()),
    ]);
    let url = format!("sqlite://{}", folder.0.join("hailong.db").display());
    let (code, heard) = migrate(&folder.0, &url);
    let doubled = "hailong: units-b.csv: dòng 3, cột “code”: mã này đã có ở units-a.csv:3\n    \
        units-b.csv: line 3, column “code”: this code stands already in units-a.csv:3\n";
    assert_eq!((code, &heard[..]), (Some(2), doubled));
    fs::remove_file(folder.0.join("surveys/units-b.csv")).unwrap();
    let (code, heard) = migrate(&folder.0, &url);
    assert_eq!(code, Some(2), "{heard}");
    for part in expected {
        assert!(heard.contains(part), "{part} is not in {heard}");
    }
    assert_eq!(heard.lines().count(), 2 * expected.len(), "one message for each cause: {heard}");
    let app = TestApp::start().await;
    let lists = app.folder.0.join("surveys");
    for name in ["units-2024.csv", "units-2025.csv", "desks-2024.csv", "desks-2025.csv"] {
        fs::remove_file(lists.join(name)).unwrap();
    }
    // By itself the list holds together; beside what the site knows of KH.STP, which ended later, it does not.
    let new = "code,parent,name,level,valid_from,valid_to,predecessors\n\
            KH.STP,,Sở Tư pháp,department,,2019-12-31,\nKH.MOI,,Sở Mới,department,2020-01-01,,KH.STP\n";
    fs::write(lists.join("units-moi.csv"), new).unwrap();
    let (code, heard) = migrate(&app.folder.0, &app.database_url);
    assert!(
        code == Some(2) && heard.contains("units-moi.csv: dòng 3, cột “predecessors”: đơn vị tiền thân"),
        "{heard}"
    );
}
