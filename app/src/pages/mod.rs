//! The pages, as the server renders them. A page that needs waking up holds an island.

mod desk;
mod home;
mod login;
mod message;
mod not_found;
mod people;
mod recovery_codes;
mod shell;

pub use message::message_page;
pub use recovery_codes::recovery_codes_page;
pub use shell::{App, shell};
