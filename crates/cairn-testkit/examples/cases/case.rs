//! A case: a question, our answer, and the seed that gives both again.

use cairn_testkit::worlds::World;
use serde_json::{Value, json};

use crate::{answer, question};

/// The case of a world.
pub fn of(seed: u64, world: &World) -> Value {
    let mut case = question::of(world);
    case["seed"] = json!(seed);
    case["answer"] = answer::of(world);
    case
}
