//! Files that only the server's own user may read.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{self, Write as _},
    os::unix::fs::{
        self as unix, DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
    },
    path::{Path, PathBuf},
};

const OWNER_ONLY: u32 = 0o600;
const OWNER_ONLY_FOLDER: u32 = 0o700;
/// The part of a file's mode that says what its owner may do.
const OWNERS_SHARE: u32 = 0o700;

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
pub(crate) fn write_new(file: &Path, content: &(impl AsRef<[u8]> + ?Sized)) -> io::Result<()> {
    create_folder_of(file)?;
    let draft = beside(file, &format!(".{}.new", std::process::id()));
    let written = create_new(&draft).and_then(|mut open| {
        open.write_all(content.as_ref())?;
        open.sync_all()?;
        // A link, unlike a rename, fails where its name is taken.
        fs::hard_link(&draft, file)
    });
    let removed = fs::remove_file(&draft);
    written?;
    removed?;
    File::open(folder_of(file))?.sync_all()
}

/// Waits until nobody else holds the file and holds it until what this returns is dropped, or the process ends.
/// Nobody else but its owner can hold a file that only its owner can open.
///
/// # Errors
/// Where it is not there, or cannot be held.
pub(crate) fn lock(file: &Path) -> io::Result<File> {
    loop {
        let held = File::open(file)?;
        held.lock()?;
        // Whoever held it before may have put another file in its place.
        let (ours, there) = (held.metadata()?, fs::metadata(file)?);
        if (ours.dev(), ours.ino()) == (there.dev(), there.ino()) {
            return Ok(held);
        }
    }
}

/// Puts this content in the place of a file's, whole or not at all, and durable when this returns. The file keeps
/// its owner and what its owner may do with it; others may do nothing. Whoever calls this holds the file, see
/// [`lock`].
///
/// A link is followed: the file stays where its owner moved it, and no second file with the former content stays
/// behind there.
///
/// # Errors
/// Where it is not there, or cannot be written over.
pub(crate) fn write_over(file: &Path, content: &str) -> io::Result<()> {
    let file = fs::canonicalize(file)?;
    let draft = beside(&file, ".new");
    let written = write_draft(&file, &draft, content).and_then(|()| fs::rename(&draft, &file));
    if written.is_err() {
        // Where even this fails, the next write tries it again.
        fs::remove_file(&draft).ok();
    }
    written?;
    File::open(folder_of(&file))?.sync_all()
}

fn write_draft(file: &Path, draft: &Path, content: &str) -> io::Result<()> {
    let former = fs::metadata(file)?;
    // Left behind by a crash: nobody else writes one now.
    match fs::remove_file(draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut open = create_new(draft)?;
    let made = open.metadata()?;
    // A server that runs as its own user can still read what the administrator changed.
    if (made.uid(), made.gid()) != (former.uid(), former.gid()) {
        unix::fchown(&open, Some(former.uid()), Some(former.gid()))?;
    }
    open.set_permissions(Permissions::from_mode(former.mode() & OWNERS_SHARE))?;
    open.write_all(content.as_bytes())?;
    open.sync_all()
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use std::fs::TryLockError;

    use tempfile::TempDir;

    use super::*;

    /// A file that is there.
    fn first() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys.toml");
        write_new(&file, "first").unwrap();
        (folder, file)
    }

    fn count(folder: &TempDir) -> usize {
        fs::read_dir(folder.path()).unwrap().count()
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_and_its_folders_are_for_the_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b/keys.toml");
        write_new(&file, "text").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "text");
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(&folder.path().join("a")), 0o700);
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "no draft is left");
    }

    #[test]
    fn a_file_that_is_there_is_never_replaced() {
        let (folder, file) = first();
        let error = write_new(&file, "second").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&file).unwrap(), "first");
        assert_eq!(count(&folder), 1, "no draft is left");
    }

    #[test]
    fn a_file_is_written_over_and_stays_its_owners_alone() {
        let (folder, file) = first();
        for owners in [0o600, 0o400] {
            fs::set_permissions(&file, Permissions::from_mode(owners)).unwrap();
            write_over(&file, "second").unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), "second");
            assert_eq!(mode(&file), owners);
        }
        fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
        write_over(&file, "third").unwrap();
        assert_eq!(mode(&file), 0o600);
        assert_eq!(count(&folder), 1, "no draft is left");
    }

    #[test]
    fn a_crash_before_the_draft_takes_its_place_leaves_the_old_file_and_the_next_write_tidies_up() {
        let (folder, file) = first();
        write_draft(&file, &beside(&file, ".new"), "second, and the power fails").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "first");
        assert_eq!(mode(&beside(&file, ".new")), 0o600);
        write_over(&file, "third").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "third");
        assert_eq!(count(&folder), 1, "no draft is left");
    }

    #[test]
    fn what_cannot_be_written_over_leaves_no_draft() {
        let folder = tempfile::tempdir().unwrap();
        let missing = write_over(&folder.path().join("keys.toml"), "text").unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
        fs::create_dir(folder.path().join("a")).unwrap();
        assert!(write_over(&folder.path().join("a"), "text").is_err());
        assert_eq!(count(&folder), 1, "no draft is left");
    }

    #[test]
    fn a_link_is_followed() {
        let (folder, file) = first();
        let elsewhere = tempfile::tempdir().unwrap();
        let link = elsewhere.path().join("keys.toml");
        unix::symlink(&file, &link).unwrap();
        write_over(&link, "second").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "second");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!((count(&folder), count(&elsewhere)), (1, 1), "no draft is left");
    }

    #[test]
    fn a_file_is_held_by_one_alone_also_after_it_was_written_over() {
        let (_folder, file) = first();
        let is_held = || matches!(File::open(&file).unwrap().try_lock(), Err(TryLockError::WouldBlock));
        let held = lock(&file).unwrap();
        assert!(is_held());
        write_over(&file, "second").unwrap();
        std::thread::scope(|scope| {
            let next = scope.spawn(|| lock(&file).unwrap());
            drop(held);
            let held = next.join().unwrap();
            assert!(is_held(), "what is held is the file that is there");
            drop(held);
        });
        assert!(!is_held());
    }

    #[test]
    fn a_bare_name_stands_in_the_folder_that_the_program_runs_in() {
        assert_eq!(folder_of(Path::new("keys.toml")), Path::new("."));
        assert_eq!(folder_of(Path::new("data/keys.toml")), Path::new("data"));
    }
}
