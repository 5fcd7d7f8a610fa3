//! The day hour by hour: drawn, told in a sentence, and as a table.

use std::time::Duration;

use domain::{desk::Tally, time::Timestamp};
use leptos::prelude::*;

use super::draw::{top_of, upright};
use crate::api::times::clock_in;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// The hours of a day that begins at this moment.
#[component]
pub(super) fn ByHour(hours: Vec<Tally>, from: Timestamp, zone: Option<String>) -> impl IntoView {
    let zone = zone.as_deref();
    let top = top_of(hours.iter().map(Tally::tries).max().unwrap_or_default());
    let length = HOUR * u32::try_from(hours.len()).unwrap_or_default();
    let clocks = [0, 1, 2, 3, 4].map(|quarter| clock_in(zone, from.after(length * quarter / 4)));
    let gist = gist(&hours, from, zone);
    let rows = hours.iter().enumerate().filter(|(_, tally)| tally.tries() > 0);
    let rows = rows.map(|(hour, tally)| {
        view! {
            <tr>
                <th scope="row">{span(hour, from, zone)}</th>
                <td>{tally.verified}</td>
                <td>{tally.refused}</td>
                <td>{tally.no_live_pin}</td>
            </tr>
        }
    });
    view! {
        <figure class="chart" aria-labelledby="by-hour-title">
            <h3 id="by-hour-title">"By hour"</h3>
            <div class="chart-hours">
                <div class="chart-counts" aria-hidden="true">
                    <span>{top}</span>
                    <span>{top / 2}</span>
                    <span>"0"</span>
                </div>
                <div class="chart-drawing" role="img" aria-label=gist.clone() inner_html=upright(&hours, top)></div>
                <div class="chart-clocks" aria-hidden="true">
                    {clocks.map(|clock| view! { <span>{clock}</span> }).collect_view()}
                </div>
            </div>
            <figcaption>{gist}</figcaption>
            <details class="chart-table">
                <summary>"The hours as a table"</summary>
                <table class="numbers">
                    <caption class="hint">"Hours without tries are left out."</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Hour"</th>
                            <th scope="col">"Verified"</th>
                            <th scope="col">"Refused"</th>
                            <th scope="col">"No live PIN"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </details>
        </figure>
    }
}

/// From when until when an hour of the day is.
fn span(hour: usize, from: Timestamp, zone: Option<&str>) -> String {
    let hour = u32::try_from(hour).unwrap_or_default();
    let clock = |hour: u32| clock_in(zone, from.after(HOUR * hour));
    format!("{}–{}", clock(hour), clock(hour.saturating_add(1)))
}

/// What the drawing shows, in a sentence.
fn gist(hours: &[Tally], from: Timestamp, zone: Option<&str>) -> String {
    let all: u32 = hours.iter().map(Tally::tries).sum();
    // Of several, the first.
    let busiest = hours.iter().enumerate().rev().max_by_key(|(_, tally)| tally.tries());
    let Some((hour, tally)) = busiest.filter(|(_, tally)| tally.tries() > 0) else {
        return "There were no tries.".to_owned();
    };
    let tries = if all == 1 { "1 try".to_owned() } else { format!("{all} tries") };
    format!(
        "{tries} today, most of them at {}: {} verified, {} refused and {} without a live PIN.",
        span(hour, from, zone),
        tally.verified,
        tally.refused,
        tally.no_live_pin
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIDNIGHT: Timestamp = Timestamp::from_millis(1_795_474_800_000);
    const BERLIN: Option<&str> = Some("Europe/Berlin");

    fn day() -> Vec<Tally> {
        let mut hours = vec![Tally::default(); 24];
        hours[9] = Tally { verified: 2, refused: 1, ..Tally::default() };
        hours[14] = Tally { verified: 1, refused: 1, no_live_pin: 1, locked: 1 };
        hours
    }

    #[test]
    fn the_gist_names_the_first_of_the_busiest_hours() {
        assert_eq!(
            gist(&day(), MIDNIGHT, BERLIN),
            "6 tries today, most of them at 09:00–10:00: 2 verified, 1 refused and 0 without a live PIN."
        );
        let one = [Tally { no_live_pin: 1, ..Tally::default() }];
        assert!(
            gist(&one, MIDNIGHT, None).starts_with("1 try today, most of them at 23:00–00:00: 0 verified")
        );
        assert_eq!(gist(&[Tally::default()], MIDNIGHT, None), "There were no tries.");
    }

    #[test]
    fn the_table_tells_the_hours_that_had_tries() {
        let html = Owner::new()
            .with(|| view! { <ByHour hours=day() from=MIDNIGHT zone=BERLIN.map(str::to_owned)/> }.to_html());
        assert_eq!(html.matches("scope=\"row\"").count(), 2, "{html}");
        for clock in ["00:00", "06:00", "12:00", "18:00", "14:00–15:00"] {
            assert!(html.contains(clock), "{clock}: {html}");
        }
        assert!(html.contains("role=\"img\" aria-label=\"6 tries today"), "{html}");
        assert!(!html.contains("style="), "{html}");
    }
}
