//! Which session a row of a form, a list or a spreadsheet means.

use cairn_domain::{Instant, Occurred, SessionId};
use cairn_import::{Meant, Sheet, place};

use crate::asking::say_instant;
use crate::failure::Failure;
use crate::find::normal;
use crate::import::claims::Not;
use crate::import::{Ground, place as sessions};

/// Returns the session that somebody was at; one that the file does not name is that of the time which the row says.
pub(super) fn attended(
    ground: &Ground<'_>,
    sheet: &Sheet,
    meant: &Meant,
    said: Option<Occurred>,
) -> Result<SessionId, Not> {
    match (meant, said) {
        (Meant::Unsaid, Some(Occurred::At(at))) if ground.session.is_none() => {
            begins(ground, sheet, at)
        }
        (Meant::Unsaid, Some(Occurred::On(day))) if ground.session.is_none() => {
            session_of(ground, sheet, &Meant::On(day))
        }
        _ => session_of(ground, sheet, meant),
    }
}

fn begins(ground: &Ground<'_>, sheet: &Sheet, at: Instant) -> Result<SessionId, Not> {
    match sessions::at(ground, &sheet.name, at) {
        Ok(session) => Ok(session),
        // Whole hours beside a session, nothing in the file is to be believed; else it is another programme's.
        Err(sessions::Elsewhere::Beside(failure)) => Err(Not::Believed(Box::new(failure))),
        Err(sessions::Elsewhere::Nowhere(_)) => {
            let zone = ground.rules.policy.policy().zone;
            Err(Not::Meant(format!("no session of the cohort begins {}", say_instant(at, zone))))
        }
    }
}

pub(super) fn session_of(
    ground: &Ground<'_>,
    sheet: &Sheet,
    meant: &Meant,
) -> Result<SessionId, Not> {
    if let Some(session) = &ground.session {
        return Ok(session.clone());
    }
    let sessions = &ground.rules.calendar.sessions;
    let is_on = |day| {
        let on = sessions.iter().find(|session| {
            let window = session.window(ground.now).unwrap_or(session.planned);
            ground.rules.calendar.day(window) == day
        });
        on.map(|session| session.id.clone())
    };
    let such = || {
        let first = sessions.first().map(|session| format!(", such as `{}`", session.id));
        first.unwrap_or_default()
    };
    match meant {
        Meant::Begins(local) => {
            let zone =
                ground.zone(&sheet.name).map_err(|failure| Not::Believed(Box::new(failure)))?;
            let at =
                place(*local, zone).map_err(|fault| Not::Read("session", fault.to_string()))?;
            begins(ground, sheet, at)
        }
        Meant::On(day) => {
            is_on(*day).ok_or_else(|| Not::Meant(format!("no session of the cohort is on {day}")))
        }
        Meant::Named(text) => {
            let plain = normal(text);
            let named = sessions.iter().find(|session| normal(session.id.as_str()) == plain);
            let named = named.map(|session| session.id.clone());
            let day = || text.trim().parse().ok().and_then(is_on);
            named.or_else(day).ok_or_else(|| {
                Not::Read(
                    "session",
                    format!("expected one of the cohort's sessions{}, found `{text}`", such()),
                )
            })
        }
        Meant::Unsaid => Err(Not::Believed(Box::new(
            Failure::mend(format!(
                "`{}` does not say which session its rows are about",
                sheet.name
            ))
            .hint("name the session with `--session`"),
        ))),
    }
}
