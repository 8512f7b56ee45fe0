//! Public test vectors, read from beside the repository; where they are not, the tests say so and pass.

use std::path::PathBuf;

use cairn_eventlog::merkle::leaf_hash;
use cairn_eventlog::proof::{check_consistency, check_inclusion};
use cairn_eventlog::{Hash, Head, canonical, strict};
use serde_json::Value;

/// Returns the folder of some vectors, if it is there.
fn vectors(name: &str) -> Option<PathBuf> {
    let folder =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors").join(name);
    if !folder.is_dir() {
        println!("skipped: the vectors `{name}` are not beside the repository");
    }
    folder.is_dir().then_some(folder)
}

/// Reads base64 (RFC 4648), which the vectors are written in and nothing else here is.
fn base64(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut width) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            _ => 63,
        };
        (bits, width) = (bits << 6 | u32::from(value), width + 6);
        if width >= 8 {
            width -= 8;
            bytes.push((bits >> width & 0xFF).to_le_bytes()[0]);
        }
    }
    bytes
}

/// Reads a hash; some vectors hold what is none.
fn hash(value: &Value) -> Option<Hash> {
    base64(value.as_str()?).try_into().ok()
}

/// Reads a root; where a vector says "don't care" instead of 32 bytes, the root of that text stands in for it, which is
/// equal where the texts are.
fn root(value: &Value) -> Option<Hash> {
    hash(value).or_else(|| Some(leaf_hash(&base64(value.as_str()?))))
}

fn path(value: &Value) -> Option<Vec<Hash>> {
    value.as_array().map_or(Some(Vec::new()), |hashes| hashes.iter().map(hash).collect())
}

fn cases(file: &str) -> Vec<Value> {
    let Some(folder) = vectors("transparency-dev-merkle") else { return Vec::new() };
    let text = std::fs::read_to_string(folder.join(file)).expect("the vectors");
    text.lines().map(|line| serde_json::from_str(line).expect("a case")).collect()
}

fn judge(cases: &[Value], holds: impl Fn(&Value) -> Option<bool>) {
    let refused = cases.iter().filter(|case| {
        let held = holds(case).unwrap_or(false);
        assert_eq!(held, case["wantErr"] == false, "{case}");
        !held
    });
    assert_eq!((cases.len(), refused.count()), if cases.is_empty() { (0, 0) } else { (98, 92) });
}

#[test]
fn inclusion_proofs_of_transparency_dev() {
    judge(&cases("inclusion.jsonl"), |case| {
        let (index, size) = (case["leafIdx"].as_u64()?, case["treeSize"].as_u64()?);
        let (leaf, root) = (hash(&case["leafHash"])?, hash(&case["root"])?);
        Some(check_inclusion(&leaf, index, size, &path(&case["proof"])?, &root).is_ok())
    });
}

#[test]
fn consistency_proofs_of_transparency_dev() {
    judge(&cases("consistency.jsonl"), |case| {
        let earlier = Head { size: case["size1"].as_u64()?, root: root(&case["root1"])? };
        let later = Head { size: case["size2"].as_u64()?, root: root(&case["root2"])? };
        Some(check_consistency(&earlier, &later, &path(&case["proof"])?).is_ok())
    });
}

#[test]
fn canonical_texts_of_the_json_canonicalization_scheme() {
    let Some(folder) = vectors("jcs") else { return };
    let read = |part: &str, name: &str| {
        std::fs::read_to_string(folder.join("testdata").join(part).join(name)).expect("the vectors")
    };
    let names = ["arrays", "french", "structures", "unicode", "values", "weird"];
    for name in names.map(|name| format!("{name}.json")) {
        let (input, output) = (read("input", &name), read("output", &name));
        let value: Value = serde_json::from_str(&input).expect("JSON");
        assert_eq!(canonical::text(&value), output.trim_end(), "{name}");
        // Ours are integers only: what has others is refused, and says so.
        match strict::parse(&input) {
            Ok(_) => assert!(canonical::parse(output.trim_end()).is_ok(), "{name}"),
            Err(fault) => {
                assert!(fault.to_string().contains("is not a plain integer"), "{name}: {fault}");
            }
        }
    }
}
