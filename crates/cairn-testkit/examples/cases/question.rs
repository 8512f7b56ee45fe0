//! The question: rules, streams and times, as they stand on the wire.

use cairn_domain::time::TIME_ZONES;
use cairn_domain::{Event, Instant, Recorded};
use cairn_testkit::worlds::World;
use serde_json::{Map, Value, json};

/// Everything that an answer may depend on.
pub fn of(world: &World) -> Value {
    let cohorts: Map<String, Value> = world
        .zones
        .cohorts
        .iter()
        .map(|(cohort, zone)| (cohort.to_string(), json!(zone.name())))
        .collect();
    json!({
        "policy": world.policy,
        "zones": { "home": world.zones.home.name(), "cohorts": cohorts },
        "time_zones": TIME_ZONES,
        "person": world.person.iter().map(recorded).collect::<Vec<_>>(),
        "cohort": world.cohort.iter().map(recorded).collect::<Vec<_>>(),
        "now": instant(world.now),
        "known_at": instant(world.known_at),
    })
}

/// An instant as the wire writes it.
pub fn instant(at: Instant) -> Value {
    json!(at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
}

fn recorded(recorded: &Recorded) -> Value {
    let mut wire = event(&recorded.event);
    wire["position"] = json!(recorded.position);
    wire["id"] = json!(recorded.id);
    wire["recorded_at"] = instant(recorded.recorded_at);
    wire["occurred"] = json!(recorded.occurred.to_string());
    wire
}

/// Type, version and body. What this cairn cannot read has no body of its own; it goes by a name that nobody knows.
fn event(event: &Event) -> Value {
    let (name, version) = (event.kind(), event.version());
    let body = match event {
        Event::Unknown => json!({}),
        Event::Amended { event: of, to, reason } => {
            let mut replacement = self::event(&to.event);
            replacement["occurred_at"] = json!(to.occurred_at.to_string());
            json!({ "event": of, "to": replacement, "reason": reason })
        }
        _ => serde_json::to_value(event).map_or(Value::Null, |mut wire| wire["body"].take()),
    };
    json!({ "type": name, "version": version, "body": body })
}
