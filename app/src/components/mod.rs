//! The parts that pages are made of. [`PinPanel`] and [`SessionWatch`] are the islands; what only the server draws is in `frame`.

mod act;
mod ask;
mod copy_button;
mod panel;
mod pin_panel;
mod pin_row;
mod pin_timer;
mod reading;
mod recent;
mod session_watch;
mod ticker;

#[cfg(feature = "hydrate")]
mod event_stream;
#[cfg(feature = "hydrate")]
mod live;

#[cfg(feature = "ssr")]
pub(crate) mod confirm_card;
#[cfg(feature = "ssr")]
pub(crate) mod frame;
#[cfg(feature = "ssr")]
pub(crate) mod happenings;
#[cfg(feature = "ssr")]
pub(crate) mod html;
#[cfg(feature = "ssr")]
pub(crate) mod new_password_field;
#[cfg(feature = "ssr")]
pub(crate) mod report;
#[cfg(feature = "ssr")]
pub(crate) mod said;
#[cfg(feature = "ssr")]
pub(crate) mod sent;
#[cfg(feature = "ssr")]
mod which_pin;

pub use pin_panel::PinPanel;
pub use session_watch::SessionWatch;
#[cfg(feature = "ssr")]
pub use which_pin::WhichPin;
