//! The server's mail: how letters are worded and by what way they leave. When one leaves is not decided here.
//!
//! [`Post`] is all that others need: it renders a letter and hands it on.

mod error;
mod post;
mod render;
mod text;
mod transport;
mod when;
mod wording;

pub use error::{MailError, Reason, Step};
pub use post::{NotOpened, Post};
pub use render::{NotRendered, render};
pub use transport::Transport;

#[cfg(test)]
mod testing;
