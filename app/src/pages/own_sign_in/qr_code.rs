//! A text as a picture that phones read.

use qrcode::{QrCode, render::svg};

/// The text as an inline SVG, dark on light whatever the page's colours are: not every app reads the reverse. Nothing,
/// if the text is too long for a picture; the page has it in letters too.
pub(super) fn qr_code(text: &str) -> String {
    let Ok(code) = QrCode::new(text.as_bytes()) else { return String::new() };
    let svg = code.render::<svg::Color<'_>>().module_dimensions(4, 4).build();
    // What stands before it is for files.
    svg.find("<svg").and_then(|start| svg.get(start..)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_an_svg_without_styles_and_without_the_text() {
        let svg = qr_code("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ");
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{svg}");
        assert!(!svg.contains("style") && !svg.contains("GEZDGNBV"), "{svg}");
    }

    #[test]
    fn what_is_too_long_for_a_picture_has_none() {
        assert_eq!(qr_code(&"x".repeat(5_000)), "");
    }
}
