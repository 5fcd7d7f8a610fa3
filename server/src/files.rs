//! Files that only the server's own user may read.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

const OWNER_ONLY: u32 = 0o600;
const OWNER_ONLY_FOLDER: u32 = 0o700;

/// The folder that a file stands in, so that `keys.toml` stands in `.`.
pub(crate) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes the folder that the file is to stand in, and those above it, for the owner alone. Folders that are
/// there stay as they are.
///
/// # Errors
/// Where it cannot be made.
pub(crate) fn create_folder_of(file: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(OWNER_ONLY_FOLDER).create(folder_of(file))
}

/// Makes an empty file that only the owner can read and write.
///
/// # Errors
/// Where there is one already, or it cannot be made.
pub(crate) fn create_new(file: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(file)
}

/// Makes a file with this content that only the owner can read, whole or not at all, and durable when this
/// returns. A file that is there is never replaced.
///
/// # Errors
/// Where there is one already, or it cannot be made.
pub(crate) fn write_new(file: &Path, content: &str) -> io::Result<()> {
    create_folder_of(file)?;
    let draft = draft_of(file);
    let written = create_new(&draft).and_then(|mut open| {
        open.write_all(content.as_bytes())?;
        open.sync_all()?;
        // A link, unlike a rename, fails where its name is taken.
        std::fs::hard_link(&draft, file)
    });
    let removed = std::fs::remove_file(&draft);
    written?;
    removed?;
    File::open(folder_of(file))?.sync_all()
}

fn draft_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_and_its_folders_are_for_the_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b/keys.toml");
        write_new(&file, "text").unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "text");
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(&folder.path().join("a")), 0o700);
        assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "no draft is left");
    }

    #[test]
    fn a_file_that_is_there_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys.toml");
        write_new(&file, "first").unwrap();
        let error = write_new(&file, "second").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "first");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
    }

    #[test]
    fn a_bare_name_stands_in_the_folder_that_the_program_runs_in() {
        assert_eq!(folder_of(Path::new("keys.toml")), Path::new("."));
        assert_eq!(folder_of(Path::new("data/keys.toml")), Path::new("data"));
    }
}
