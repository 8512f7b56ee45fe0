//! Events: facts that a witness could sign.
//!
//! Each variant is one wire type; its name in `snake_case` and its version are what the log stores. A released version is
//! never edited, only succeeded. Every body may also carry `note`, a commitment to a private remark, which the fold never
//! reads; it is added and stripped where bodies are encoded and decoded.

mod names;
mod parts;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{
    Activity, CohortId, EventId, Facet, Item, Partner, PractitionerId, RequirementId, Role,
    SessionId, Team,
};
use crate::money::Money;
use crate::policy::Policy;
use crate::presence::Presence;
use crate::private::Commitment;
use crate::source::ImportSource;
use crate::time::{Instant, Occurred};

pub use parts::{
    AdjustmentKind, Amount, AppealOutcome, ExamOutcome, Mode, Receipt, ReviewOutcome, Ruling,
};

/// A past-tense fact, in a practitioner's stream or a cohort's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "body", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    // --- who they are ---
    /// Somebody told us who the practitioner is, or what has changed about it.
    Identified {
        /// The name that they go by.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Commitment>,
        /// An e-mail address of theirs; earlier ones stay known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<Commitment>,
        /// The time zone they live in, by its IANA name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<String>")]
        zone: Option<Tz>,
    },
    /// This record and another are of one person; the other is read together with this one from now on.
    Linked {
        /// The other record.
        other: PractitionerId,
    },
    /// The two records are of different people after all.
    Unlinked {
        /// The other record.
        other: PractitionerId,
    },
    /// The personal data of this record was erased; the facts stay.
    Erased {},
    /// Staff confirmed that a name or an address in other people's files is this practitioner's.
    Recognised {
        /// The name or the address, as files show it.
        alias: Commitment,
    },

    // --- how they come and go ---
    /// The practitioner applied to the cohort.
    Applied {
        /// The cohort.
        cohort: CohortId,
        /// The team they applied with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<Team>,
    },
    /// The programme gave them a seat.
    Admitted {
        /// The cohort.
        cohort: CohortId,
    },
    /// The programme put them on the waiting list.
    Waitlisted {
        /// The cohort.
        cohort: CohortId,
    },
    /// The programme turned the application down.
    Declined {
        /// The cohort.
        cohort: CohortId,
    },
    /// The practitioner left.
    Withdrew {
        /// The cohort.
        cohort: CohortId,
    },
    /// Their place moved to another cohort.
    Deferred {
        /// The cohort they leave.
        cohort: CohortId,
        /// The cohort they are to join.
        to: CohortId,
    },

    // --- what they pay ---
    /// Money came in for them.
    Paid {
        /// The cohort.
        cohort: CohortId,
        /// How much; positive.
        amount: Money,
        /// The provider's own identity of the payment, if there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// Money went back.
    Refunded {
        /// The cohort.
        cohort: CohortId,
        /// How much; positive.
        amount: Money,
        /// The payment that was refunded, if it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payment: Option<EventId>,
    },
    /// The programme changed what they owe.
    TuitionAdjusted {
        /// The cohort.
        cohort: CohortId,
        /// By how much they owe less; negative: more.
        credit: Money,
        /// Why.
        kind: AdjustmentKind,
    },

    // --- what they do ---
    /// The practitioner was present at a live session, or made up for it.
    Attended {
        /// The cohort.
        cohort: CohortId,
        /// The session, as the calendar names it.
        session: SessionId,
        /// Live, or by a make-up.
        mode: Mode,
        /// When they were connected; two devices may overlap.
        presence: Presence,
    },
    /// The programme excused an absence.
    Excused {
        /// The cohort.
        cohort: CohortId,
        /// The session.
        session: SessionId,
    },
    /// The practitioner filed a reflection on a session.
    Reflected {
        /// The cohort.
        cohort: CohortId,
        /// The session that it reflects on.
        session: SessionId,
        /// The facets of systems awareness that it touches.
        facets: BTreeSet<Facet>,
    },
    /// The practitioner handed in a piece of work.
    Submitted {
        /// The cohort.
        cohort: CohortId,
        /// What: `project`, `portfolio`.
        item: Item,
    },
    /// Somebody reviewed a piece of work; a reviewer's latest word counts.
    Reviewed {
        /// The cohort.
        cohort: CohortId,
        /// What was reviewed.
        item: Item,
        /// Who reviewed it, as recorders are named.
        reviewer: String,
        /// What they said.
        outcome: ReviewOutcome,
        /// In which capacity they reviewed, such as `mentor` or `outside` (since version 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        capacity: Option<Role>,
    },
    /// The practitioner completed a retreat; it occurred on its last day.
    RetreatCompleted {
        /// The cohort.
        cohort: CohortId,
        /// How many days they took part in.
        days: u32,
    },
    /// Something done elsewhere or earlier is credited; it occurred when it was completed.
    Credited {
        /// The cohort that it counts for; absent: any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cohort: Option<CohortId>,
        /// What was completed, by the name it was given there.
        achievement: String,
    },

    /// The practitioner did an amount of something: hours of practice, credits, dives; it occurred when it was done.
    Logged {
        /// The cohort.
        cohort: CohortId,
        /// In what.
        activity: Activity,
        /// How much; positive.
        amount: Amount,
        /// With whom, where different people are asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        with: Option<Partner>,
        /// The day on which it was reported to the programme, where that was later than the day it was done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reported: Option<NaiveDate>,
    },
    /// The practitioner sat an examination; every attempt is an event.
    Examined {
        /// The cohort.
        cohort: CohortId,
        /// Which examination.
        item: Item,
        /// How it went.
        outcome: ExamOutcome,
    },
    /// Somebody with the standing to do so answered a question that the rules leave to judgement; their latest word counts.
    Judged {
        /// The cohort.
        cohort: CohortId,
        /// The question, as the policy names it.
        question: Item,
        /// Who answered, as recorders are named.
        judge: String,
        /// In which capacity, such as `facilitator` or `committee`.
        capacity: Role,
        /// What they said.
        outcome: Ruling,
    },

    // --- what is decided about them ---
    /// A requirement was waived.
    Waived {
        /// The cohort.
        cohort: CohortId,
        /// The requirement.
        requirement: RequirementId,
        /// By whose authority.
        authority: Role,
        /// The people who granted it, where the policy asks for several (since version 2).
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        granted_by: BTreeSet<String>,
        /// The sessions that it is about; none: the whole requirement (since version 2).
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        sessions: BTreeSet<SessionId>,
        /// The last day on which it holds (since version 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<NaiveDate>,
    },
    /// A requirement's last day was moved.
    Extended {
        /// The cohort.
        cohort: CohortId,
        /// The requirement.
        requirement: RequirementId,
        /// Its last day now.
        to: NaiveDate,
        /// By whose authority.
        authority: Role,
        /// The session that it is about; absent: all that the requirement asks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        session: Option<SessionId>,
    },
    /// The committee certified the practitioner.
    Certified {
        /// The cohort.
        cohort: CohortId,
        /// What the decision rested on; absent where the decision was not made with cairn.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<Box<Receipt>>,
    },
    /// The committee said: not yet, come back with …
    Referred {
        /// The cohort.
        cohort: CohortId,
        /// The requirements to come back with.
        requirements: BTreeSet<RequirementId>,
    },
    /// The committee refused to certify.
    Refused {
        /// The cohort.
        cohort: CohortId,
    },
    /// Their part in the cohort, or their certificate, was suspended.
    Suspended {
        /// The cohort.
        cohort: CohortId,
    },
    /// A suspension, a revocation, or a refusal that fell on appeal, was lifted.
    Reinstated {
        /// The cohort.
        cohort: CohortId,
    },
    /// The certificate was taken back.
    Revoked {
        /// The cohort.
        cohort: CohortId,
    },
    /// The practitioner appealed against a decision.
    Appealed {
        /// The cohort.
        cohort: CohortId,
        /// The decision.
        decision: EventId,
    },
    /// An appeal was decided.
    AppealDecided {
        /// The cohort.
        cohort: CohortId,
        /// The appeal.
        appeal: EventId,
        /// What became of it.
        outcome: AppealOutcome,
    },

    // --- what a cohort does (cohort streams) ---
    /// The cohort's rules, whole, so that the log replays alone; in force from when it occurred.
    PolicyAdopted {
        /// The policy.
        policy: Box<Policy>,
    },
    /// A session took place, at these times; they replace the scheduled ones.
    SessionHeld {
        /// The session.
        session: SessionId,
        /// When it began.
        from: Instant,
        /// When it ended.
        to: Instant,
    },
    /// A session was cancelled; it is no longer one of the scheduled sessions.
    SessionCancelled {
        /// The session.
        session: SessionId,
    },

    // --- what comes in from other people's files (cohort streams) ---
    /// How files of one kind are read was set down; the latest word under a name counts.
    SourceSaved {
        /// How.
        source: Box<ImportSource>,
    },
    /// A file was imported.
    FileImported {
        /// Its name, as it was given.
        name: String,
        /// The SHA-256 of its bytes, in hexadecimal.
        sha256: String,
        /// What it was read as.
        kind: String,
        /// How many rows it has.
        rows: u32,
        /// How many events were recorded from it.
        events: u32,
        /// How many of its rows were left for people to decide.
        queued: u32,
    },
    /// A row of a file claims that somebody did something, and who it was is for people to decide.
    RowQueued {
        /// What it claims: the event as it would stand in a practitioner's stream.
        claim: Replacement,
        /// The name that the row shows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Commitment>,
        /// The address that the row shows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<Commitment>,
    },
    /// It was decided whose a row is, or that it is nobody's.
    RowResolved {
        /// The event that queued the row.
        row: EventId,
        /// Whose it is; absent: nobody's who is on record or to be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        practitioner: Option<PractitionerId>,
    },

    // --- corrections (every stream) ---
    /// An earlier event of this stream does not count.
    Voided {
        /// The event that does not count.
        event: EventId,
        /// Why.
        reason: Commitment,
    },
    /// An earlier event of this stream should have said something else.
    Amended {
        /// The event.
        event: EventId,
        /// What it should have said: the whole of it, of the same type.
        to: Replacement,
        /// Why.
        reason: Commitment,
    },

    /// An event that this binary does not know. It is kept verbatim in the log; a verdict over it is an error.
    #[serde(skip)]
    Unknown,
}

/// The whole of what an amended event should have said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Replacement {
    /// When it really occurred.
    pub occurred_at: Occurred,
    /// The version of the body below.
    pub version: u16,
    /// The event as it should have been: its type and its body.
    #[serde(flatten)]
    pub event: Box<Event>,
}
