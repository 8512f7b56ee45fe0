//! S1, Stripe's payments, and G2, the sheet that is linked to a form.

use super::Told;
use super::clock::{Clock, Fine};
use super::money::{Payment, Reflection};
use super::page::Page;
use super::{Says, Session};

/// The headings of Stripe's older export, as far as they are filled in here.
const STRIPE: [&str; 14] = [
    "id",
    "Description",
    "Seller Message",
    "Created (UTC)",
    "Amount",
    "Amount Refunded",
    "Currency",
    "Mode",
    "Status",
    "Customer Email",
    "Captured",
    "Card Name",
    "Dispute Status",
    "PaymentIntent ID",
];

/// Writes payments; of an early export, with what had gone back by then.
pub(super) fn stripe(page: &mut Page, payments: &[Payment], early: bool) {
    page.line(STRIPE);
    for (place, each) in payments.iter().enumerate() {
        let refunded = if early { each.back_at_first } else { each.back };
        let refunded = if each.went_through { refunded } else { 0 };
        let status = match (each.went_through, refunded == each.minor) {
            (false, _) => "Failed",
            (true, true) => "Refunded",
            (true, false) => "Paid",
        };
        let cells = [
            each.key.clone(),
            "Tuition".to_owned(),
            "Payment complete.".to_owned(),
            each.at.format("%Y-%m-%d %H:%M").to_string(),
            major(each.minor),
            major(refunded),
            "usd".to_owned(),
            "Live".to_owned(),
            status.to_owned(),
            each.email.clone(),
            each.went_through.to_string(),
            each.name.clone(),
            String::new(),
            each.key.replace("ch_", "pi_"),
        ];
        let paid = Says::Paid { payment: place, refunded };
        let says = if each.went_through { paid } else { Says::Nothing };
        let (shown, email) = (Some(each.name.clone()), Some(each.email.clone()));
        page.row(cells.to_vec(), Told { line: 0, who: each.who, shown, email, says });
    }
}

fn major(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

/// The headings of the sheet: which of them holds what, staff say once.
pub const SHEET: [&str; 5] = [
    "Timestamp",
    "Email Address",
    "Which convening is this about?",
    "Which facets does it touch?",
    "Your reflection",
];

/// Writes reflections, in the zone and the order of the sheet.
pub(super) fn sheet(
    page: &mut Page,
    reflections: &[Reflection],
    sessions: &[Session],
    clock: Clock,
) {
    page.line(SHEET);
    for each in reflections {
        let local = each.at.with_timezone(&clock.zone).naive_local();
        let date = if clock.day_first { "%d/%m/%Y %H:%M:%S" } else { "%-m/%-d/%Y %-H:%M:%S" };
        let session = sessions.get(each.session).map(|session| session.id.to_string());
        let cells = vec![
            local.format(date).to_string(),
            each.email.clone(),
            session.unwrap_or_default(),
            "Self".to_owned(),
            "What I \"heard\",\nand what I said".to_owned(),
        ];
        // What clocks showed twice cannot be told from the sheet.
        let once = local.and_local_timezone(clock.zone).single().is_some();
        let reflected = Says::Reflected { session: each.session, at: each.at };
        let says = if once { reflected } else { Says::Nothing };
        let (shown, email) = (None, Some(each.email.clone()));
        page.row(cells, Told { line: 0, who: each.who, shown, email, says });
    }
    debug_assert!(clock.fine == Fine::Seconds, "a sheet writes seconds");
}
