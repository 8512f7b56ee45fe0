//! Fields: everything that an event may say, named by the option that gives it.

/// Something that an event may say, named by the option that gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "each is named like its option, and the help says what the option is for"
)]
pub enum Field {
    Name,
    Email,
    Zone,
    Other,
    Team,
    To,
    Amount,
    Reference,
    Payment,
    Kind,
    Session,
    Whole,
    From,
    Minutes,
    Unmeasured,
    MakeUp,
    Live,
    Facet,
    Item,
    Reviewer,
    Accepted,
    Returned,
    Days,
    Achievement,
    Requirement,
    Authority,
    Decision,
    Appeal,
    Upheld,
    Overturned,
    Activity,
    Hours,
    With,
    Reported,
    Passed,
    NotPassed,
    Score,
    Question,
    Judge,
    As,
    Granted,
    Denied,
    Until,
    GrantedBy,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 44] = [
        Self::Name,
        Self::Email,
        Self::Zone,
        Self::Other,
        Self::Team,
        Self::To,
        Self::Amount,
        Self::Reference,
        Self::Payment,
        Self::Kind,
        Self::Session,
        Self::Whole,
        Self::From,
        Self::Minutes,
        Self::Unmeasured,
        Self::MakeUp,
        Self::Live,
        Self::Facet,
        Self::Item,
        Self::Reviewer,
        Self::Accepted,
        Self::Returned,
        Self::Days,
        Self::Achievement,
        Self::Requirement,
        Self::Authority,
        Self::Decision,
        Self::Appeal,
        Self::Upheld,
        Self::Overturned,
        Self::Activity,
        Self::Hours,
        Self::With,
        Self::Reported,
        Self::Passed,
        Self::NotPassed,
        Self::Score,
        Self::Question,
        Self::Judge,
        Self::As,
        Self::Granted,
        Self::Denied,
        Self::Until,
        Self::GrantedBy,
    ];

    /// Returns the option without its dashes.
    #[must_use]
    pub const fn option(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Zone => "zone",
            Self::Other => "other",
            Self::Team => "team",
            Self::To => "to",
            Self::Amount => "amount",
            Self::Reference => "reference",
            Self::Payment => "payment",
            Self::Kind => "kind",
            Self::Session => "session",
            Self::Whole => "whole",
            Self::From => "from",
            Self::Minutes => "minutes",
            Self::Unmeasured => "unmeasured",
            Self::MakeUp => "make-up",
            Self::Live => "live",
            Self::Facet => "facet",
            Self::Item => "item",
            Self::Reviewer => "reviewer",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
            Self::Days => "days",
            Self::Achievement => "achievement",
            Self::Requirement => "requirement",
            Self::Authority => "authority",
            Self::Decision => "decision",
            Self::Appeal => "appeal",
            Self::Upheld => "upheld",
            Self::Overturned => "overturned",
            Self::Activity => "activity",
            Self::Hours => "hours",
            Self::With => "with",
            Self::Reported => "reported",
            Self::Passed => "passed",
            Self::NotPassed => "not-passed",
            Self::Score => "score",
            Self::Question => "question",
            Self::Judge => "judge",
            Self::As => "as",
            Self::Granted => "granted",
            Self::Denied => "denied",
            Self::Until => "until",
            Self::GrantedBy => "granted-by",
        }
    }

    /// Tells whether the option stands alone, without a value.
    #[must_use]
    pub const fn is_flag(self) -> bool {
        matches!(
            self,
            Self::Whole
                | Self::Unmeasured
                | Self::MakeUp
                | Self::Live
                | Self::Accepted
                | Self::Returned
                | Self::Upheld
                | Self::Overturned
                | Self::Passed
                | Self::NotPassed
                | Self::Granted
                | Self::Denied
        )
    }

    /// Tells whether the option may be given more than once, of this kind of event; of any kind where none is named.
    #[must_use]
    pub fn is_repeated(self, kind: Option<&str>) -> bool {
        match self {
            Self::Facet | Self::Requirement | Self::GrantedBy => true,
            Self::From | Self::To => {
                !matches!(kind, Some("deferred" | "session_held" | "extended"))
            }
            Self::Session => kind == Some("waived"),
            _ => false,
        }
    }
}
