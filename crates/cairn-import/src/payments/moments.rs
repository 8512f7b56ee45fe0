//! Dates and times as providers of payments write them, brought into the forms that are read elsewhere.

use super::form::Form;

/// A date and time in a form that is read, and whether the file has the date only.
pub(super) struct Spelled {
    pub(super) text: String,
    pub(super) day_only: bool,
}

/// Brings a date, and the time from its own column, into a form that is read.
pub(super) fn spelled(form: Form, date: &str, time: Option<&str>) -> Spelled {
    let (date, rest) = date.split_once(char::is_whitespace).unwrap_or((date, ""));
    let date = match form {
        Form::EventbriteAttendees => with_century(date),
        Form::PaypalActivity | Form::PaypalStatement => dotted(date),
        _ => None,
    }
    .unwrap_or_else(|| date.to_owned());
    let parts = [date.as_str(), rest.trim(), time.unwrap_or_default()];
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    // Of what Eventbrite's exports write, only a date has neither a colon nor a `T`.
    let bare_date = date.contains(['/', '-']) && !date.contains('T') && rest.is_empty();
    let day_only = form == Form::EventbriteAttendees && bare_date;
    Spelled { text: if day_only { format!("{text} 00:00") } else { text }, day_only }
}

/// Eventbrite writes `11/29/24`; it began in 2006, so that there is one century only.
fn with_century(date: &str) -> Option<String> {
    let (rest, year) = date.rsplit_once('/')?;
    let is_short = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
    (is_short && rest.contains('/')).then(|| format!("{rest}/20{year}"))
}

/// PayPal writes `15.06.2025` where the day comes first, and only there.
fn dotted(date: &str) -> Option<String> {
    let parts: Vec<&str> = date.split('.').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    Some(format!("{year}-{month}-{day}"))
}
