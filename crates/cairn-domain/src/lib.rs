//! How practitioners become certified: events, the fold, policies, assessments, decisions.
//!
//! This crate will not read a clock, a file, an environment variable or a random number, will not print, and knows no
//! names of people. Everything in it is a value or a pure function of values, so that an answer can be derived again, years
//! later, from the same events.
//!
//! Events are [`settle`]d into facts, facts are folded into a [`Standing`], and a standing is [`assess()`]ed under a
//! [`CheckedPolicy`].

pub mod anomaly;
pub mod assess;
pub mod cohort;
pub mod decide;
pub mod enrolment;
pub mod event;
pub mod evidence;
pub mod fact;
pub mod ids;
pub mod money;
pub mod policy;
pub mod presence;
pub mod private;
pub mod source;
pub mod standing;
pub mod state;
pub mod time;

pub use anomaly::{Anomaly, Oddity};
pub use assess::{Assessment, Assume, Finding, Status, Verdict, assess};
pub use cohort::CohortRecord;
pub use decide::{Decision, Refusal, decide};
pub use enrolment::Enrolment;
pub use event::Event;
pub use fact::{Fact, Fate, Recorded, Settled, Stamp, Zones, settle};
pub use ids::{
    BadName, CohortId, EventId, Facet, Item, Position, PractitionerId, RequirementId, Role,
    SessionId, StreamId, Team,
};
pub use money::{Currency, Money};
pub use policy::{Calendar, CheckedPolicy, Policy};
pub use presence::{Interval, Presence};
pub use private::Commitment;
pub use source::{Claims, DayOrMonth, Decimal, ImportSource, Meaning, SourceColumn, SourceField};
pub use standing::{Standing, links};
pub use state::{State, Step};
pub use time::{Instant, Occurred};
