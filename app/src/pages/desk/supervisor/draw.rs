//! What the charts are drawn with. Each part of a bar is told by its pattern, its place and the words beside it, and
//! not by its colour alone. The drawings hold numbers of ours and no text of people, and no style of their own, which
//! the content policy forbids.

use std::fmt::Write as _;

use domain::desk::Tally;
use leptos::prelude::*;

/// How high the chart of a day is in units of the drawing, and how wide each hour and a bar lying on its side are.
pub(super) const HEIGHT: u32 = 100;
const HOUR: u32 = 10;
const WIDTH: u32 = 100;
/// How thick a bar is that lies on its side.
const THICK: u32 = 10;

/// What a bar is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Verified,
    Refused,
    NoLivePin,
}

impl Part {
    /// From the foot of a bar up.
    const ALL: [Self; 3] = [Self::Verified, Self::Refused, Self::NoLivePin];

    const fn title(self) -> &'static str {
        match self {
            Self::Verified => "Verified",
            Self::Refused => "Refused",
            Self::NoLivePin => "No live PIN",
        }
    }

    /// The class that gives its colour, and what it is filled with where that is a pattern.
    const fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::Verified => ("bar-verified", ""),
            Self::Refused => ("bar-refused", " fill=\"url(#bar-stripes)\""),
            Self::NoLivePin => ("bar-no-live-pin", ""),
        }
    }

    const fn of(self, tally: &Tally) -> u32 {
        match self {
            Self::Verified => tally.verified,
            Self::Refused => tally.refused,
            Self::NoLivePin => tally.no_live_pin,
        }
    }

    fn rect(self, x: f64, y: f64, width: f64, height: f64) -> String {
        let (class, fill) = self.look();
        format!(
            "<rect class=\"{class}\"{fill} x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\"/>"
        )
    }
}

/// What each part of a bar stands for. It holds the pattern of all charts, which comes before them.
#[component]
pub(super) fn Key() -> impl IntoView {
    let parts = Part::ALL.map(|part| {
        let pattern = match part {
            Part::Verified => {
                "<defs><pattern id=\"bar-stripes\" patternUnits=\"userSpaceOnUse\" width=\"10\" height=\"5\">\
                 <rect class=\"bar-stripe-ground\" width=\"10\" height=\"5\"/>\
                 <rect class=\"bar-stripe\" width=\"10\" height=\"2.5\"/></pattern></defs>"
            }
            _ => "",
        };
        let (width, thick) = (f64::from(THICK), f64::from(THICK));
        let svg = svg(THICK, THICK, &format!("{pattern}{}", part.rect(0.0, 0.0, width, thick)));
        view! {
            <li>
                <span class="chart-swatch" aria-hidden="true" inner_html=svg></span>
                {part.title()}
            </li>
        }
    });
    view! { <ul class="chart-key" aria-label="What the bars show">{parts.collect_view()}</ul> }
}

/// The hours as upright bars side by side, of which one of `top` tries would reach the upper edge.
pub(super) fn upright(hours: &[Tally], top: u32) -> String {
    let (unit, gap) = (f64::from(HEIGHT) / f64::from(top.max(1)), 1.0);
    let mut rects = String::new();
    let mut x = gap;
    for tally in hours {
        let mut y = f64::from(HEIGHT);
        for part in Part::ALL.into_iter().filter(|part| part.of(tally) > 0) {
            let height = f64::from(part.of(tally)) * unit;
            y -= height;
            rects.push_str(&part.rect(x, y, f64::from(HOUR) - 2.0 * gap, height));
        }
        x += f64::from(HOUR);
    }
    let width = HOUR.saturating_mul(u32::try_from(hours.len()).unwrap_or(0).max(1));
    let mut lines = String::new();
    for y in [0, HEIGHT / 2, HEIGHT] {
        // Writing to a string does not fail.
        let _ = write!(lines, "<path class=\"chart-line\" d=\"M0 {y}H{width}\"/>");
    }
    svg(width, HEIGHT, &format!("{lines}{rects}"))
}

/// A bar that lies on its side, of which one of `most` tries would reach from edge to edge.
pub(super) fn lying(tally: &Tally, most: u32) -> String {
    let unit = f64::from(WIDTH) / f64::from(most.max(1));
    let (mut rects, mut x) = (String::new(), 0.0);
    for part in Part::ALL.into_iter().filter(|part| part.of(tally) > 0) {
        let width = f64::from(part.of(tally)) * unit;
        rects.push_str(&part.rect(x, 0.0, width, f64::from(THICK)));
        x += width;
    }
    svg(WIDTH, THICK, &rects)
}

/// A number at or above this one that halves well: the chart's upper edge.
pub(super) fn top_of(most: u32) -> u32 {
    let mut decade: u32 = 1;
    loop {
        for step in [2, 4, 6, 8, 10] {
            let top = decade.saturating_mul(step);
            if top >= most.max(4) {
                return top;
            }
        }
        decade = decade.saturating_mul(10);
    }
}

/// Stretched to whatever place it stands in.
fn svg(width: u32, height: u32, content: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{content}</svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn tally(verified: u32, refused: u32, no_live_pin: u32) -> Tally {
        Tally { verified, refused, no_live_pin, locked: 0 }
    }

    #[test]
    fn an_hours_parts_stand_on_each_other_in_their_order() {
        let svg = upright(&[tally(0, 0, 0), tally(2, 1, 1)], 4);
        assert!(svg.starts_with("<svg viewBox=\"0 0 20 100\""), "{svg}");
        for rect in [
            "<rect class=\"bar-verified\" x=\"11.00\" y=\"50.00\" width=\"8.00\" height=\"50.00\"/>",
            "<rect class=\"bar-refused\" fill=\"url(#bar-stripes)\" x=\"11.00\" y=\"25.00\" width=\"8.00\" height=\"25.00\"/>",
            "<rect class=\"bar-no-live-pin\" x=\"11.00\" y=\"0.00\" width=\"8.00\" height=\"25.00\"/>",
        ] {
            assert!(svg.contains(rect), "{rect}: {svg}");
        }
        assert_eq!(svg.matches("<rect").count(), 3, "an hour without tries draws nothing: {svg}");
    }

    #[test]
    fn a_bar_on_its_side_is_as_long_as_its_share_of_the_longest() {
        let svg = lying(&tally(1, 0, 1), 4);
        assert!(svg.contains("class=\"bar-verified\" x=\"0.00\" y=\"0.00\" width=\"25.00\""), "{svg}");
        assert!(svg.contains("class=\"bar-no-live-pin\" x=\"25.00\" y=\"0.00\" width=\"25.00\""), "{svg}");
        assert_eq!(lying(&tally(0, 0, 0), 0).matches("<rect").count(), 0);
    }

    #[test]
    fn the_upper_edge_is_a_round_number_that_no_bar_sticks_out_of() {
        for (most, top) in [(0, 4), (1, 4), (4, 4), (5, 6), (9, 10), (11, 20), (21, 40), (61, 80), (101, 200)]
        {
            assert_eq!(top_of(most), top, "{most}");
        }
        assert_eq!(top_of(u32::MAX), u32::MAX);
    }

    #[test]
    fn no_drawing_brings_a_style_of_its_own() {
        let key = Owner::new().with(|| view! { <Key/> }.to_html());
        for drawing in [upright(&[tally(1, 2, 3)], 6), lying(&tally(1, 2, 3), 6), key] {
            assert!(!drawing.contains("style"), "{drawing}");
        }
    }
}
