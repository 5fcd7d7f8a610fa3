//! The desk's pages, for those who may see more than one.

use domain::{
    permission::{Action, may_at_desk},
    session::Caller,
};
use leptos::prelude::*;

use crate::api::context;

/// The links between the desk's pages; none for agents, who have one page.
#[component]
pub(super) fn DeskSections(caller: Caller) -> impl IntoView {
    may_at_desk(caller.person.desk, Action::ReadDeskHistory).then(|| {
        let here = context::request().uri.path().to_owned();
        let links = [("/desk", "Verify"), ("/desk/supervisor", "Supervisor"), ("/desk/history", "History")];
        let links = links.map(|(to, text)| {
            let current = (here == to).then_some("page");
            view! { <li><a href=to aria-current=current>{text}</a></li> }
        });
        view! {
            <nav class="sections" aria-label="Support desk">
                <ul>{links.collect_view()}</ul>
            </nav>
        }
    })
}
