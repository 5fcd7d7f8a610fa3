//! What happened on an account, in plain words.

use domain::desk::Happening;

use super::{
    HappeningView, Mark,
    times::{datetime, moment_in},
};

/// Something that happened, for someone in this time zone.
pub fn happening_view(happening: &Happening, zone: Option<&str>) -> HappeningView {
    HappeningView {
        at: moment_in(zone, happening.at),
        datetime: datetime(happening.at),
        sentence: format!("{:?}", happening.event),
        mark: Mark::Pin,
    }
}
