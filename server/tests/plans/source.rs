//! The statements as they stand in the store's source, so that none is forgotten.

use std::{collections::BTreeSet, fs, path::Path};

const STORE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store");
const BEGINNINGS: [&str; 4] = ["select ", "insert ", "update ", "delete "];

/// Every string of the store's source that begins as a statement does.
pub(crate) fn statements() -> BTreeSet<String> {
    let mut statements = BTreeSet::new();
    for file in fs::read_dir(STORE).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") && !is_test(&path) {
            statements.extend(strings(&fs::read_to_string(&path).unwrap()).filter(|text| is_statement(text)));
        }
    }
    statements
}

fn is_test(path: &Path) -> bool {
    path.file_stem().is_some_and(|name| name == "tests")
}

fn is_statement(text: &str) -> bool {
    BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
}

/// The strings of a source text. The store's hold no quotation marks, and its comments none that stands alone.
fn strings(source: &str) -> impl Iterator<Item = String> {
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    code.split('"').skip(1).step_by(2).map(ToOwned::to_owned).collect::<Vec<_>>().into_iter()
}

#[test]
fn the_statements_are_found_in_the_source() {
    let found = statements();
    assert!(found.len() > 50, "{} statements", found.len());
    assert!(found.contains("delete from sessions where token_hash = $1"));
    assert!(found.iter().any(|sql| sql.starts_with("select p.account_id") && sql.ends_with("limit 1")));
}
