//! An acknowledgement: what somebody was told that had happened. Once it is told, it must stay true.

use std::io::{self, Write as _};

use domain::pin::PinKind;
use serde::{Deserialize, Serialize};

const MARK: &str = "ack ";

/// Whether what was typed was the code that the page had shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Typed {
    Right,
    Wrong,
}

/// What came of a try, as the desk was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Told {
    Verified { kind: PinKind, receipt: String },
    NotVerified(Typed),
    NoLivePin,
    Locked,
}

/// Something that was acknowledged. Each try has a ticket of its own, by which it is found again. It does not print,
/// since it holds a code.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum Ack {
    Generated { account: i64, pin: i64, kind: PinKind, code: String },
    Cleared { account: i64, pin: i64 },
    Tried { account: i64, ticket: String, told: Told },
}

impl Ack {
    /// Tells it to whoever started this process, at once and whole: what does not end in a line's end was not told.
    pub(crate) fn tell(&self) {
        let line = format!("{MARK}{}\n", serde_json::to_string(self).unwrap());
        io::stdout().lock().write_all(line.as_bytes()).unwrap();
    }

    /// What was told by a process before it ended.
    pub(crate) fn all_in(said: &[u8]) -> Vec<Self> {
        said.split_inclusive(|byte| *byte == b'\n')
            .filter_map(|line| line.strip_suffix(b"\n")?.strip_prefix(MARK.as_bytes()))
            .map(|told| serde_json::from_slice(told).unwrap())
            .collect()
    }
}

#[test]
fn a_line_that_was_cut_off_was_not_told() {
    let ack = Ack::Cleared { account: 1, pin: 2 };
    let line = format!("{MARK}{}\n", serde_json::to_string(&ack).unwrap());
    let said = format!("running 1 test\n{line}{line}{}", &line[..line.len() - 1]);
    assert_eq!(Ack::all_in(said.as_bytes()).len(), 2);
}
