//! The program as a process, at its most talkative, in a folder of its own.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Read as _},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
};

use tempfile::TempDir;

use crate::{browser::Browser, search::Artefact};

pub(crate) struct Process {
    folder: TempDir,
    child: Child,
    stdout: BufReader<ChildStdout>,
    printed: String,
    address: String,
}

impl Process {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_security-pins"))
            .args(["serve", "--listen", "127.0.0.1:0", "--demo"])
            .env_clear()
            .env("RUST_LOG", "trace")
            .env("PINS_CODE_LENGTH", "8")
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(folder.path().join("log")).unwrap())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut printed = String::new();
        stdout.read_line(&mut printed).unwrap();
        let address = printed
            .trim()
            .strip_prefix("Security Pins listens on http://")
            .unwrap_or_else(|| panic!("it did not listen, but print {printed:?}"))
            .to_owned();
        Self { folder, child, stdout, printed, address }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(&self.address)
    }

    pub(crate) fn password(&self) -> String {
        fs::read_to_string(self.path("data/demo-password")).unwrap().trim().to_owned()
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.path("log")).unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The log, the database with what is beside it, and the key file, as they are now.
    pub(crate) fn files(&self) -> Vec<Artefact> {
        Artefact::files(self.folder.path())
    }

    /// Stops it as an operator does, and gives all that it printed.
    pub(crate) fn stop(&mut self) -> Artefact {
        let stop = format!("kill -TERM {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &stop]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
        self.stdout.read_to_string(&mut self.printed).unwrap();
        Artefact::new("stdout", self.printed.clone())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
