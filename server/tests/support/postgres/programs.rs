//! Where PostgreSQL's programs are, and as whom they run.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Where Debian keeps them, a folder for each version and none of them on the path.
const DEBIAN: &str = "/usr/lib/postgresql";

/// A user and its group, by number.
pub(crate) struct User {
    pub(crate) id: u32,
    pub(crate) group: u32,
}

/// The folder of the programs: the first on the path, or else the newest of Debian's.
pub(crate) fn folder() -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).find(|folder| is_complete(folder)).or_else(newest_of_debian).expect(
        "PostgreSQL is missing; run script/setup test, which installs it, or set PINS_TEST_POSTGRES_URL",
    )
}

fn newest_of_debian() -> Option<PathBuf> {
    let versions = fs::read_dir(DEBIAN).ok()?.filter_map(|entry| {
        let entry = entry.ok()?;
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        let folder = entry.path().join("bin");
        is_complete(&folder).then_some((version, folder))
    });
    versions.max().map(|(_, folder)| folder)
}

fn is_complete(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|program| folder.join(program).is_file())
}

/// Whom to run them as where that is not who runs the tests: PostgreSQL refuses to be run by root.
pub(crate) fn user() -> Option<User> {
    let is_root = id(&["-u"]) == Some(0);
    is_root.then(|| {
        id(&["-u", "postgres"])
            .zip(id(&["-g", "postgres"]))
            .map(|(id, group)| User { id, group })
            .expect("root needs a user named postgres to run PostgreSQL as; run useradd --system postgres")
    })
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().expect("the program id is there");
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
