//! Tries at the desk, as lines of a file that a spreadsheet opens. Times are in UTC.

use app::api::try_view;
use domain::desk::DeskTry;

use crate::http::csv_lines::{harmless, head_of, written};

const COLUMNS: [&str; 9] =
    ["time", "account", "account_exists", "agent", "channel", "contact", "ticket", "result", "locked"];

/// The line that names the columns.
pub(super) fn head() -> csv::Result<Vec<u8>> {
    head_of(&COLUMNS)
}

/// A line for each try.
pub(super) fn of(tries: &[DeskTry]) -> csv::Result<Vec<u8>> {
    written(|file| tries.iter().try_for_each(|tried| file.write_record(cells(tried))))
}

fn cells(tried: &DeskTry) -> [String; 9] {
    let view = try_view(tried, None);
    let text = |text: Option<String>| harmless(text.as_deref().unwrap_or_default());
    [
        view.datetime,
        view.account,
        view.exists.to_string(),
        text(view.agent),
        view.channel.as_str().to_owned(),
        text(view.contact),
        text(view.ticket),
        view.result_name.to_owned(),
        view.locked.to_string(),
    ]
}
