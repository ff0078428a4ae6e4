//! The sentences that are said of the files of a site, Vietnamese first.

use crate::domain::language::words;

words! {
    no_such_lists(names): "surveys: tên tệp không đúng: {names}; chương trình chưa khởi động; đổi tên thành units-….csv, desks-….csv, targets.csv hoặc series.csv, hoặc chuyển tệp ra khỏi thư mục này",
        "surveys: no list is called {names}; nothing was started; rename to units-….csv, desks-….csv, targets.csv or series.csv, or take out of this folder";

    lost_keys(keys): "keys: thiếu khóa của các phiếu đang chờ tổng hợp: {keys}; chương trình chưa khởi động; chép lại các tệp này vào thư mục keys từ bản sao lưu cùng ngày với cơ sở dữ liệu",
        "keys: keys of responses that wait for their release are missing: {keys}; nothing was started; bring these files back into the folder keys from a backup of the same day as the database";
    lost_key(name, count): "{name}.key ({count} phiếu)", "{name}.key ({count} responses)";
    other_keys(keys): "keys: {keys} không phải là khóa đã dùng với cơ sở dữ liệu này; chương trình chưa khởi động; chép lại thư mục keys của trang này (nhiều máy chủ dùng chung một thư mục keys)",
        "keys: {keys} differ from the keys that were used with this database; nothing was started; bring back the folder keys of this site (several servers share one folder keys)";

    note(text): "lưu ý: {text}", "note: {text}";
    passed_over(files): "surveys: không đọc {files}; chỉ đọc *.toml, units-*.csv, desks-*.csv, targets.csv, series.csv",
        "surveys: passed over {files}; read are *.toml, units-*.csv, desks-*.csv, targets.csv, series.csv";
    no_rows(file): "{file}: không có dòng nào dưới dòng tên cột", "{file}: there is no line below the column names";
    unused(file, columns): "{file}: không dùng cột “{columns}”", "{file}: the column “{columns}” is not used";
    targets_of_others: "targets.csv: là mục tiêu của tỉnh khác do chương trình ghi sẵn, không dùng; ghi mục tiêu của mình vào tệp này",
        "targets.csv: has the target of another province, which the program wrote; it is not used; write your own into it";
    units: "đơn vị (units-*.csv)", "organisations (units-*.csv)";
    desks: "nơi tiếp nhận (desks-*.csv)", "desks (desks-*.csv)";
    differ(lists, differences): "{lists}: tệp khác cơ sở dữ liệu, những gì đã có trong cơ sở dữ liệu giữ nguyên; {differences}",
        "{lists}: the lists differ from the database, where what is there stays as it is; {differences}";
    parts: ["mới, được thêm vào:", "new, added:"; "chỉ có trong cơ sở dữ liệu:", "only in the database:"; "khác nhau:", "different:"];
    and_more(codes, rest): "{codes} (+{rest} nữa)", "{codes} (+{rest} more)";
}
