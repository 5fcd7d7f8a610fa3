//! The day agent by agent, the busiest first.

use domain::desk::Tally;
use leptos::prelude::*;

use super::draw::lying;

/// The agents with what their tries came to.
#[component]
pub(super) fn ByAgent(agents: Vec<(String, Tally)>) -> impl IntoView {
    let most = agents.iter().map(|(_, tally)| tally.tries()).max().unwrap_or_default();
    let rows = agents.into_iter().map(|(name, tally)| view! { <Row name tally most/> }).collect_view();
    let heads = ["Agent", "Tries", "Verified", "Refused", "No live PIN", "Locked"];
    let heads = heads.map(|head| view! { <th role="columnheader" scope="col">{head}</th> });
    view! {
        <div class="chart">
            <h3 id="by-agent-title">"By agent"</h3>
            <div class="lines-box">
                <table class="lines lines-agents" role="table" aria-labelledby="by-agent-title">
                    <thead role="rowgroup">
                        <tr role="row">{heads.collect_view()}</tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        </div>
    }
}

#[component]
fn Row(name: String, tally: Tally, most: u32) -> impl IntoView {
    let name = if name.is_empty() { "Someone who was erased".to_owned() } else { name };
    let cells = [
        ("Verified", tally.verified),
        ("Refused", tally.refused),
        ("No live PIN", tally.no_live_pin),
        ("Locked", tally.locked),
    ];
    let cells = cells.map(|(label, count)| {
        view! {
            <td role="cell" class="lines-number" data-label=label>
                {count}
            </td>
        }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="lines-head">
                <bdi>{name}</bdi>
            </th>
            <td role="cell" class="lines-bar" data-label="Tries">
                <span class="lines-bar-count">{tally.tries()}</span>
                <span class="chart-bar" aria-hidden="true" inner_html=lying(&tally, most)></span>
            </td>
            {cells.collect_view()}
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_agent_has_a_row_with_numbers_and_a_name_brings_no_markup() {
        let tally = Tally { verified: 3, refused: 2, no_live_pin: 1, locked: 1 };
        let agents = vec![
            ("<b>Ada</b>".to_owned(), tally),
            (String::new(), Tally { verified: 1, ..Tally::default() }),
        ];
        let html = Owner::new().with(|| view! { <ByAgent agents/> }.to_html());
        assert!(html.contains("&lt;b&gt;Ada&lt;/b&gt;") && !html.contains("<b>Ada"), "{html}");
        assert!(html.contains("Someone who was erased"), "{html}");
        assert_eq!(html.matches("role=\"rowheader\"").count(), 2, "{html}");
        assert!(html.contains("width=\"50.00\""), "three of six: {html}");
        assert!(!html.contains("style="), "{html}");
    }
}
