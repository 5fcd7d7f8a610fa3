//! What people and accounts are called.

use thiserror::Error;

use crate::text::{Room, Unfit, fitting};

/// The text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NameProblem {
    /// It shows nothing.
    #[error("a name has at least one character that can be seen")]
    Empty,
    /// It has more than [`NAME_LENGTH`] characters.
    #[error("a name has at most 100 characters")]
    TooLong,
    /// It holds control characters, line breaks, or what turns the direction of writing.
    #[error("a name has one line and no characters that cannot be seen: type it anew instead of pasting it")]
    Unprintable,
}

/// The longest name, in characters.
pub const NAME_LENGTH: usize = 100;

/// The text without white space around it, if it is a name.
pub(crate) fn name(typed: &str) -> Result<String, NameProblem> {
    fitting(typed, Room { most: NAME_LENGTH, empty: false, lines: false }).map_err(|unfit| match unfit {
        Unfit::Empty => NameProblem::Empty,
        Unfit::TooLong => NameProblem::TooLong,
        Unfit::Unprintable => NameProblem::Unprintable,
    })
}
