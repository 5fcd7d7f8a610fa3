//! `clock accept`: the operator's word that the clock is right, although later moments were recorded
//! (requirement S4).

use std::time::Duration;

use clap::Subcommand;
use jiff::fmt::friendly::SpanPrinter;

use super::{
    Failure,
    failure::counted,
    office::{Office, say},
};
use crate::config::Flags;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Void all live One-Time PINs, whose age nobody knows, and go on with the clock's time
    Accept(Flags),
}

impl Command {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let Self::Accept(flags) = self;
        Office::open(&flags, async |office| {
            let accepted = office.desk.accept_clock().await?;
            if accepted.behind.is_zero() {
                return Ok(say("The clock is not behind what was recorded; nothing was changed.")?);
            }
            let voided = counted(accepted.voided, "live One-Time PIN was", "live One-Time PINs were");
            let behind = span(accepted.behind);
            Ok(say(&format!(
                "The clock stood {behind} behind what was recorded and is accepted; {voided} voided."
            ))?)
        })
        .await
    }
}

/// For people: milliseconds count only where there is nothing else.
pub(super) fn span(span: Duration) -> String {
    let seconds = Duration::from_secs(span.as_secs());
    SpanPrinter::new().unsigned_duration_to_string(if seconds.is_zero() { &span } else { &seconds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_written_in_units_that_matter() {
        assert_eq!(span(Duration::from_millis(3_723_004)), "1h 2m 3s");
        assert_eq!(span(Duration::from_millis(250)), "250ms");
    }
}
