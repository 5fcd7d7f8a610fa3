//! The binary as an operator meets it: started, refused, stopped and killed.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

mod refusals;
mod running;
mod support;
