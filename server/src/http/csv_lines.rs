//! Lines of files that a spreadsheet opens (RFC 4180).

use csv::{Terminator, Writer, WriterBuilder};

/// The line that names the columns. Before it stands the mark by which spreadsheets know UTF-8.
///
/// # Errors
/// None that a memory gives.
pub(super) fn head_of(columns: &[&str]) -> csv::Result<Vec<u8>> {
    let mut head = "\u{feff}".as_bytes().to_vec();
    head.extend(written(|file| file.write_record(columns))?);
    Ok(head)
}

/// The lines that this writes.
///
/// # Errors
/// Where lines have different numbers of cells.
pub(super) fn written(
    write: impl FnOnce(&mut Writer<&mut Vec<u8>>) -> csv::Result<()>,
) -> csv::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut file = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(&mut bytes);
    write(&mut file)?;
    file.flush()?;
    drop(file);
    Ok(bytes)
}

/// The text, kept from being run: a spreadsheet takes what begins with one of these signs for a formula, and what
/// begins with an apostrophe for text.
pub(super) fn harmless(text: &str) -> String {
    let prefix = if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { "'" } else { "" };
    format!("{prefix}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_begins_with_the_mark_of_its_encoding_and_its_columns() {
        assert_eq!(String::from_utf8(head_of(&["a", "b c"]).unwrap()).unwrap(), "\u{feff}a,b c\r\n");
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for name in ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1"] {
            assert_eq!(harmless(name), format!("'{name}"));
        }
        for name in ["", "Hanna", "O'Brien = 1", "'=1", " =1"] {
            assert_eq!(harmless(name), name);
        }
    }
}
