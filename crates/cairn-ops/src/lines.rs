//! One person's answer in one cohort, as reports give it: standing, verdict, and a line for each requirement.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::assess::{Account, Assessment, Finding, Part, Unit};
use cairn_domain::policy::{Basis, Rule};
use cairn_domain::{EventId, Fate, Instant, Money, Position, State, Status, Verdict, assess};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::asking::say_day;
use crate::ledger::{Ledger, Rules};
use crate::people::Person;
use crate::words;

/// An event that an answer cites.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Cited {
    /// Its place in the log.
    pub position: Position,
    /// Its identity.
    pub event_id: EventId,
}

/// A minimum within a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartLine {
    /// Which category.
    pub name: String,
    /// What there is.
    pub have: i64,
    /// What is asked.
    pub need: i64,
}

/// Who waived a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WaivedLine {
    /// The event.
    #[serde(flatten)]
    pub event: Cited,
    /// By whose authority.
    pub authority: String,
}

/// Since when something has been out of reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SinceLine {
    /// The first instant from which it was.
    pub at: Instant,
    /// Since when and by what, in words.
    pub words: String,
}

/// What a requirement asks, and where that comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleLine {
    /// What people call it.
    pub title: String,
    /// What it asks, in a sentence.
    pub asks: String,
    /// Why this was assumed, where the programme never published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
    /// Where the programme published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The requirements that it asks for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<String>,
}

/// How one requirement measures up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Line {
    /// The requirement's name; the key of the line in JSON.
    #[serde(skip)]
    pub id: String,
    /// `met`, `open`, `at_risk` or `out_of_reach`.
    pub status: &'static str,
    /// What there is; money in minor units.
    pub have: i64,
    /// What is asked; money in minor units.
    pub need: i64,
    /// What `have` and `need` count.
    pub unit: &'static str,
    /// What there would be if pending evidence passed.
    pub with_pending: i64,
    /// What there would be if whatever can still happen did.
    pub in_reach: i64,
    /// How many further opportunities can be missed, where it is at risk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slack: Option<u32>,
    /// Since when it has been out of reach (without a waiver or correction).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<SinceLine>,
    /// The minima within it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartLine>,
    /// The waiver that met it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waived: Option<WaivedLine>,
    /// The events that count, by identity.
    pub evidence: Vec<EventId>,
    /// The same events, by place in the log.
    pub evidence_positions: Vec<Position>,
    /// Events that were looked at and do not count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<Cited>,
    /// Events that may come to count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<Cited>,
    /// The measure in words.
    pub words: String,
    /// The measure in as few words as a list of many people has room for.
    #[serde(skip)]
    pub brief: String,
    /// What it asks; left out of lists of many people.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleLine>,
}

/// The account, in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AccountLine {
    /// The currency.
    pub currency: String,
    /// The price that applies.
    pub price: i64,
    /// The reduced price that is locked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// The event that locked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked_by: Option<Cited>,
    /// Paid in all.
    pub paid: i64,
    /// Refunded in all.
    pub refunded: i64,
    /// Adjusted in all; positive: owes less.
    pub adjusted: i64,
    /// Still owed; negative: paid too much.
    pub balance: i64,
    /// All of it, in words.
    pub words: String,
}

/// Something odd.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AnomalyLine {
    /// The event.
    #[serde(flatten)]
    pub event: Cited,
    /// What is odd about it.
    pub words: String,
}

/// One person's answer in one cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Answer {
    /// The stream of the record that the person is known by.
    pub stream: String,
    /// The cohort.
    pub cohort: String,
    /// Where they stand.
    pub standing: &'static str,
    /// The event that brought them there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing_since: Option<Cited>,
    /// The day on which it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing_since_day: Option<String>,
    /// The cohort that they were deferred to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deferred_to: Option<String>,
    /// `eligible`, `open`, `at_risk`, `out_of_reach`, or the state that ended it.
    pub verdict: &'static str,
    /// Whether the requirements are met, whatever the standing.
    pub supported: bool,
    /// The requirement that decides.
    pub root: String,
    /// Every requirement of the tree, by name, in the policy's order.
    #[serde(serialize_with = "by_id")]
    #[schemars(with = "BTreeMap<String, Line>")]
    pub requirements: Vec<Line>,
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountLine>,
    /// What is odd.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub anomalies: Vec<AnomalyLine>,
    /// What voided events that were known: the void by the place of the voided event.
    #[serde(skip)]
    pub voids: BTreeMap<Position, Cited>,
}

fn by_id<S: Serializer>(lines: &[Line], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(lines.iter().map(|line| (&line.id, line)))
}

/// How much an answer says about each requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Measures and evidence.
    Brief,
    /// What each requirement asks, too.
    Full,
}

impl Answer {
    /// Assesses a person under a cohort's rules at the question's time.
    #[must_use]
    pub fn new(ledger: &Ledger<'_>, rules: &Rules, person: &Person, depth: Depth) -> Self {
        Self::at(rules, person, ledger.horizon.as_of, depth)
    }

    /// Assesses a person at another time than the question's.
    #[must_use]
    pub fn at(rules: &Rules, person: &Person, now: Instant, depth: Depth) -> Self {
        let found = assess(&rules.policy, &rules.calendar, &person.standing, now);
        let policy = rules.policy.policy();
        let enrolment = person.standing.in_cohort(&policy.cohort);
        let since = enrolment.and_then(|enrolment| enrolment.state_since(now));
        let scribe = Scribe { rules, person, depth };
        let deferred = enrolment
            .filter(|_| found.state == State::Deferred)
            .and_then(|each| each.deferred_to.as_ref());
        let (requirements, account) = scribe.tree(&found);
        Self {
            stream: person.who().stream,
            cohort: policy.cohort.to_string(),
            standing: found.state.name(),
            standing_since: since.map(|stamp| scribe.cite(stamp.position)),
            standing_since_day: since
                .map(|stamp| say_day(cairn_domain::time::day_of(stamp.at, rules.policy.zone()))),
            deferred_to: deferred.map(ToString::to_string),
            verdict: found.verdict.name(),
            supported: found.supported,
            root: policy.root.to_string(),
            requirements,
            account,
            anomalies: found
                .anomalies
                .iter()
                .map(|each| AnomalyLine {
                    event: scribe.cite(each.stamp.position),
                    words: words::oddity(&each.oddity),
                })
                .collect(),
            voids: person
                .fates
                .iter()
                .filter_map(|(position, fate)| match fate {
                    Fate::Voided(by) => Some((*position, scribe.cite(*by))),
                    Fate::Amended(_) => None,
                })
                .collect(),
        }
    }

    /// Returns the lines that are not made of other requirements.
    pub fn leaves(&self) -> impl Iterator<Item = &Line> {
        self.requirements.iter().filter(|line| line.unit != "requirements")
    }

    /// Returns the leaves that are not met.
    pub fn lacking(&self) -> impl Iterator<Item = &Line> {
        self.leaves().filter(|line| line.status != "met")
    }
}

struct Scribe<'a> {
    rules: &'a Rules,
    person: &'a Person,
    depth: Depth,
}

impl Scribe<'_> {
    fn cite(&self, position: Position) -> Cited {
        // Cohort events are cited too, where a calendar changed: those have no identity here.
        let event_id = self.person.ids.get(&position).copied().unwrap_or_default();
        Cited { position, event_id }
    }

    /// Cites events, and with an amended one the amendment that it says what it says by.
    fn cites(&self, positions: &BTreeSet<Position>) -> Vec<Cited> {
        let amended = |position: &Position| match self.person.fates.get(position) {
            Some(Fate::Amended(by)) => Some(*by),
            _ => None,
        };
        let all: BTreeSet<Position> =
            positions.iter().flat_map(|each| std::iter::once(*each).chain(amended(each))).collect();
        all.into_iter().map(|position| self.cite(position)).collect()
    }

    /// Lays the tree out flat, in the policy's order; a requirement that is asked for twice has one line.
    fn tree(&self, found: &Assessment) -> (Vec<Line>, Option<AccountLine>) {
        let findings: BTreeMap<&str, &Finding> =
            found.root.walk().map(|finding| (finding.requirement.as_str(), finding)).collect();
        let rules = self.rules.policy.rules().iter();
        let both =
            rules.filter_map(|rule| findings.get(rule.id.as_str()).map(|finding| (rule, *finding)));
        let account = both.clone().find_map(|(_, finding)| finding.account.as_ref());
        (
            both.map(|(rule, finding)| self.line(rule, finding)).collect(),
            account.map(|account| self.account(account)),
        )
    }

    fn line(&self, rule: &Rule, finding: &Finding) -> Line {
        let zone = self.rules.policy.zone();
        let (slack, since) = match &finding.status {
            Status::AtRisk { slack } => (Some(*slack), None),
            Status::OutOfReach { since, cause } => {
                (None, Some(SinceLine { at: *since, words: words::since(*since, cause, zone) }))
            }
            Status::Met | Status::Open => (None, None),
        };
        let evidence = self.cites(&finding.evidence.counts);
        Line {
            id: rule.id.to_string(),
            status: finding.status.name(),
            have: finding.settled.have,
            need: finding.settled.need,
            unit: words::unit(finding.unit),
            with_pending: finding.with_pending,
            in_reach: finding.in_reach,
            slack,
            since,
            parts: finding.settled.parts.iter().map(part).collect(),
            waived: finding.waived.as_ref().map(|waived| WaivedLine {
                event: self.cite(waived.stamp.position),
                authority: waived.authority.to_string(),
            }),
            evidence: evidence.iter().map(|cited| cited.event_id).collect(),
            evidence_positions: evidence.iter().map(|cited| cited.position).collect(),
            against: self.cites(&finding.evidence.against),
            pending: self.cites(&finding.evidence.pending),
            words: measure(finding),
            brief: brief(finding),
            rule: (self.depth == Depth::Full).then(|| self.rule(rule, finding)),
        }
    }

    fn rule(&self, rule: &Rule, finding: &Finding) -> RuleLine {
        let (assumed, published) = match &rule.basis {
            Basis::Assumed(why) => (Some(why.clone()), None),
            Basis::Published(source) => (None, Some(source.clone())),
        };
        RuleLine {
            title: rule.title.clone(),
            asks: cairn_policy::sentence(rule),
            assumed,
            published,
            of: finding.children.iter().map(|child| child.requirement.to_string()).collect(),
        }
    }

    fn account(&self, account: &Account) -> AccountLine {
        let mut said = vec![format!("price {}", account.price)];
        if let Some((tier, stamp)) = &account.tier {
            said.push(format!("{tier}, locked by #{}", stamp.position));
        }
        said.push(format!("paid {}", account.paid));
        if account.refunded.minor != 0 {
            said.push(format!("refunded {}", account.refunded));
        }
        if account.adjusted.minor != 0 {
            said.push(format!("adjusted {}", account.adjusted));
        }
        said.push(format!("balance {}", account.balance));
        AccountLine {
            currency: account.price.currency.to_string(),
            price: account.price.minor,
            tier: account.tier.as_ref().map(|(name, _)| name.clone()),
            locked_by: account.tier.as_ref().map(|(_, stamp)| self.cite(stamp.position)),
            paid: account.paid.minor,
            refunded: account.refunded.minor,
            adjusted: account.adjusted.minor,
            balance: account.balance.minor,
            words: said.join(" · "),
        }
    }
}

fn part(part: &Part) -> PartLine {
    PartLine { name: part.name.clone(), have: part.have, need: part.need }
}

/// Says a finding's measure, with what its categories lack.
fn measure(finding: &Finding) -> String {
    let measured = &finding.settled;
    let mut said = words::measure(measured.have, measured.need, finding.unit);
    if finding.waived.is_some() {
        said = format!("waived ({said})");
    }
    for part in measured.parts.iter().filter(|part| part.have < part.need) {
        said = format!("{said}; {} of {} on {}", part.have, part.need, part.name.replace('_', " "));
    }
    let waiting = finding.with_pending - measured.have;
    if waiting > 0
        && finding.status != Status::Met
        && !matches!(finding.unit, Unit::Requirements | Unit::Done)
    {
        said = format!("{said}; {waiting} pending");
    }
    said
}

/// Says a finding's measure in as few words as it takes.
fn brief(finding: &Finding) -> String {
    let measured = &finding.settled;
    let missing = measured.need - measured.have;
    let mut said = match finding.unit {
        Unit::Done => "not done".to_owned(),
        Unit::Money(currency) => format!("{} owed", Money { minor: missing, currency }),
        _ => format!("{} of {}", measured.have, measured.need),
    };
    for part in measured.parts.iter().filter(|part| part.have < part.need) {
        said = format!("{said}, {} of {} on {}", part.have, part.need, part.name.replace('_', " "));
    }
    if finding.with_pending > measured.have && finding.unit != Unit::Done {
        said = format!("{said} ({} pending)", finding.with_pending - measured.have);
    }
    said
}

/// The verdicts in the order in which reports list them.
pub const VERDICTS: [&str; 11] = [
    Verdict::Eligible.name(),
    Verdict::AtRisk.name(),
    Verdict::Open.name(),
    Verdict::OutOfReach.name(),
    State::Certified.name(),
    State::Suspended.name(),
    State::Revoked.name(),
    State::Refused.name(),
    State::Deferred.name(),
    State::Withdrawn.name(),
    State::Declined.name(),
];
