//! Security PINs: the digits, the two kinds, and a PIN's life from generated to ended.

mod code;
mod kind;
mod life;
mod rate;

pub use code::{CodeLength, NotACodeLength, NotAPinCode, PinCode};
pub use kind::{NotAPinKind, PinKind};
pub use life::{Act, Actor, End, Live, NotLive, Pin, PinId, PinState};
pub use rate::{GENERATE_WINDOW, wait_before_generating};
