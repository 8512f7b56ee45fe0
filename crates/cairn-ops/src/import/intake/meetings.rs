//! A session was one meeting: another one at its time is somebody else's, unless whoever imports says otherwise.

use std::collections::BTreeMap;

use cairn_domain::{Event, SessionId};

use super::Intake;
use crate::failure::Failure;
use crate::import::claimed::Claimed;

impl Intake<'_> {
    /// Refuses a meeting at the time of a session that was another meeting, by what is on record or by another file.
    pub fn one_meeting_each<'c>(
        &self,
        claims: impl Iterator<Item = (&'c str, &'c Claimed)>,
    ) -> Result<(), Failure> {
        let mut seen: BTreeMap<&SessionId, &str> = BTreeMap::new();
        for (file, claimed) in claims {
            let (Event::Attended { cohort, session, .. }, Some(number)) =
                (&claimed.event, claimed.meeting.as_deref())
            else {
                continue;
            };
            let recorded = self.on_record.other_meeting(cohort, session, number);
            let known = *seen.entry(session).or_insert(number);
            let Some(other) = recorded.or((known != number).then_some(known)) else { continue };
            let what = format!("`{file}` is of another meeting than session `{session}` was");
            return Err(Failure::mend(what)
                .because(format!("it is of meeting {number}, and the session was meeting {other}"))
                .hint(format!("if it is the same session all the same, say `--session {session}`"))
                .hint("`--meeting NUMBER` takes only the rows of one meeting"));
        }
        Ok(())
    }
}
