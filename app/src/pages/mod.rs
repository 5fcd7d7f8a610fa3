//! The pages, as the server renders them. A page that needs waking up holds an island.

mod activity;
mod desk;
mod forgot_password;
mod help;
mod home;
mod invitation;
mod login;
mod message;
mod new_password;
mod not_found;
mod own_sign_in;
mod people;
mod recovery_codes;
mod shell;

pub use message::message_page;
pub use recovery_codes::recovery_codes_page;
pub use shell::{App, shell};
