//! What only this backend can check of itself: the file's structure, its schema, and tables beside the events.

use cairn_eventlog::{Check, Finding, Frontier};
use rusqlite::Connection;

use crate::schema::{Object, expected_objects, objects};

/// A check that either finds something or cannot even be made.
type Found = rusqlite::Result<Vec<Finding>>;

/// Makes all of them.
pub(crate) fn all(connection: &Connection) -> Vec<Check> {
    let made: [(&'static str, Found); 4] = [
        ("the file is a sound SQLite database", structure(connection)),
        ("the tables, triggers and views are those of this format", schema(connection)),
        ("the head belongs to the tree that it was grown from", head(connection)),
        ("every stream has events, and every private value its event", beside(connection)),
    ];
    made.into_iter()
        .map(|(name, found)| Check {
            name,
            findings: found.unwrap_or_else(|fault| vec![unreadable(&fault)]),
        })
        .collect()
}

fn unreadable(fault: &rusqlite::Error) -> Finding {
    Finding::damage(None, "file", format!("the check could not be made: {fault}"))
}

fn structure(connection: &Connection) -> Found {
    // Also compares every index with its table.
    let mut check = connection.prepare("PRAGMA integrity_check")?;
    let mut rows = check.query([])?;
    let mut findings = Vec::new();
    while let Some(row) = rows.next()? {
        let said: String = row.get(0)?;
        if said != "ok" {
            findings.push(Finding::damage(None, "file", said));
        }
    }
    Ok(findings)
}

fn schema(connection: &Connection) -> Found {
    let (found, expected) = (objects(connection)?, expected_objects()?);
    let missing = expected.iter().filter(|object| !found.contains(object));
    let missing =
        missing.map(|(kind, name, _)| format!("the {kind} `{name}` is missing or was changed"));
    // What `ANALYZE` leaves helps SQLite to plan, and says nothing.
    let statistics = |(_, name, _): &&Object| name.starts_with("sqlite_stat");
    let strange = found.iter().filter(|object| !expected.contains(object) && !statistics(object));
    let strange =
        strange.map(|(kind, name, _)| format!("the {kind} `{name}` was added or changed"));
    Ok(missing.chain(strange).map(|what| Finding::damage(None, "schema", what)).collect())
}

fn head(connection: &Connection) -> Found {
    let select = "SELECT size, root, frontier FROM head";
    let mut select = connection.prepare(select)?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let heads: Vec<(u64, [u8; 32], Vec<u8>)> = rows.collect::<Result<_, _>>()?;
    let fits = |(size, root, frontier): &(u64, [u8; 32], Vec<u8>)| {
        Frontier::from_bytes(*size, frontier).is_some_and(|frontier| frontier.root() == *root)
    };
    let what = match heads.as_slice() {
        [head] if fits(head) => return Ok(Vec::new()),
        [_] => "the stored right edge of the tree does not lead to the stored root".to_owned(),
        others => format!("there are {} heads: expected one", others.len()),
    };
    Ok(vec![Finding::damage(None, "head", what)])
}

fn beside(connection: &Connection) -> Found {
    let questions = [
        (
            "streams",
            "it has no events or is out of order",
            "SELECT number FROM streams WHERE NOT EXISTS (SELECT 1 FROM events WHERE stream = number) \
             OR number > (SELECT count(*) FROM streams) LIMIT 100",
        ),
        (
            "private",
            "a private value belongs to no event",
            "SELECT position FROM private WHERE position NOT IN (SELECT position FROM events) LIMIT 100",
        ),
    ];
    let mut findings = Vec::new();
    for (table, what, question) in questions {
        let mut select = connection.prepare(question)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            findings.push(Finding::damage(None, table, format!("{what}: number {number}")));
        }
    }
    Ok(findings)
}
