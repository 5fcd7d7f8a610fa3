//! The parts that pages are made of. [`PinPanel`] is the island; what only the server draws is in `frame`.

mod pin_panel;
mod pin_row;
mod pin_timer;
mod ticker;

#[cfg(feature = "ssr")]
pub(crate) mod confirm_card;
#[cfg(feature = "ssr")]
pub(crate) mod frame;
#[cfg(feature = "ssr")]
pub(crate) mod new_password_field;
#[cfg(feature = "ssr")]
pub(crate) mod said;

pub use pin_panel::PinPanel;
