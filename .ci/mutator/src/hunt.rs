//! The hunt: every mutant is switched on, and the tests that come past it are run until one fails.

use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::tests::{Binary, Effort, End, Suite, Test};

/// What became of a mutant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// This test failed.
    Killed(String),
    /// A test did not end.
    TimedOut,
    /// Every test passed that comes past it.
    Survived,
    /// No test comes past it.
    Unreached,
    /// There was no time for it.
    Untried,
}

/// Below this, tests are run together: starting a process would take longer than most of them.
const SHORT: Duration = Duration::from_millis(40);

/// Two at a time: more would only slow each other down on a small machine, and make time run out for some.
const WORKERS: usize = 2;

/// Hunts each mutant with the tests of the suite that come past it, the short ones first.
pub fn hunt(
    binaries: &[Binary],
    suite: &Suite,
    effort: Effort,
    ids: &[u32],
    until: Option<Instant>,
) -> io::Result<BTreeMap<u32, Fate>> {
    each(ids, until, |id| {
        let Some(tests) = suite.reaches.get(&id) else { return Ok(Fate::Unreached) };
        let tests: Vec<&Test> = tests.iter().map(|place| &suite.tests[*place]).collect();
        let (short, mut long): (Vec<&Test>, Vec<&Test>) =
            tests.iter().partition(|test| test.takes < SHORT);
        let mut runs: Vec<Vec<&Test>> = (0..binaries.len())
            .map(|binary| short.iter().copied().filter(|test| test.binary == binary).collect())
            .filter(|run: &Vec<&Test>| !run.is_empty())
            .collect();
        long.sort_by_key(|test| test.takes);
        runs.extend(long.into_iter().map(|test| vec![test]));
        for run in runs {
            let names: Vec<&str> = run.iter().map(|test| test.name.as_str()).collect();
            let takes: Duration = run.iter().map(|test| test.takes).sum();
            let end = with(&binaries[run[0].binary], &names, effort, id, takes)?;
            if let Some(fate) = fate(end) {
                return Ok(fate);
            }
        }
        Ok(Fate::Survived)
    })
}

fn with(
    binary: &Binary,
    names: &[&str],
    effort: Effort,
    id: u32,
    takes: Duration,
) -> io::Result<End> {
    let id = id.to_string();
    let environment = [&[("CAIRN_MUTANT", id.as_str())], effort].concat();
    binary.run(names, &environment, takes * 5 + Duration::from_secs(3))
}

fn fate(end: End) -> Option<Fate> {
    match end {
        End::Passed => None,
        End::Failed(test) => Some(Fate::Killed(test)),
        End::TimedOut => Some(Fate::TimedOut),
    }
}

fn each(
    ids: &[u32],
    until: Option<Instant>,
    hunt: impl Fn(u32) -> io::Result<Fate> + Sync,
) -> io::Result<BTreeMap<u32, Fate>> {
    let next = AtomicUsize::new(0);
    let fates = Mutex::new(BTreeMap::new());
    let failed = Mutex::new(None);
    let worker = || {
        while let Some(id) = ids.get(next.fetch_add(1, Ordering::Relaxed)) {
            let late = until.is_some_and(|until| Instant::now() >= until);
            let fate = if late { Ok(Fate::Untried) } else { hunt(*id) };
            match (fate, fates.lock(), failed.lock()) {
                (Ok(fate), Ok(mut fates), _) => {
                    fates.insert(*id, fate);
                    if fates.len() % 250 == 0 {
                        eprintln!("  {} of {}", fates.len(), ids.len());
                    }
                }
                (Err(error), _, Ok(mut failed)) => *failed = Some(error),
                _ => return,
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(worker);
        }
    });
    match failed.into_inner() {
        Ok(Some(error)) => Err(error),
        _ => fates.into_inner().map_err(|_| io::Error::other("a worker died")),
    }
}
