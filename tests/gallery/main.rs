//! The gallery: published rules of real programmes as policies, and histories that each of them decides.
//!
//! Every folder of `fixtures/policies/gallery` holds a `policy.toml` that the reader must accept without a fault, and a
//! `cases.toml` whose every case is a test of its own: `cargo test -p cairn-policy --test gallery` names them all, and
//! with a word behind it runs only those that contain it. `docs/reference/gallery.md` says how cases are written, and its
//! tables are held against the folders.

mod case;
mod compare;
mod docs;
mod programme;
mod shapes;
mod telling;
mod words;

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use programme::Programme;

/// What is held against one programme.
type OfOne = Box<dyn Fn(&Programme) -> Result<(), String> + Send>;

/// What is held against all of them.
type OfAll = fn(&[Programme]) -> Result<(), String>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let programmes = match programme::all() {
        Ok(programmes) => Arc::new(programmes),
        Err(why) => {
            let unreadable = Trial::test("the gallery can be read", move || Err(why.into()));
            return libtest_mimic::run(&arguments, vec![unreadable]).exit_code();
        }
    };
    let mut trials = Vec::new();
    for place in 0..programmes.len() {
        trials.extend(of_programme(&programmes, place));
    }
    let checks: [(&str, OfAll); 3] = [
        ("the gallery is as large as it says", docs::counts),
        ("the gallery's page names every programme", docs::programmes),
        ("the gallery's page claims no shape that is not there", docs::shapes),
    ];
    for (name, check) in checks {
        let programmes = Arc::clone(&programmes);
        trials.push(Trial::test(name, move || Ok(check(&programmes)?)));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// One test for the policy, one for each case, and one for what the cases show together.
fn of_programme(programmes: &Arc<Vec<Programme>>, place: usize) -> Vec<Trial> {
    let trial = |says: &str, check: OfOne| {
        let name = format!("{}: {says}", programmes[place].name);
        let programmes = Arc::clone(programmes);
        Trial::test(name, move || check(&programmes[place]).map_err(Failed::from))
    };
    let mut trials = vec![trial("its policy is accepted", Box::new(Programme::is_accepted))];
    let cases = programmes[place].cases.as_ref().map_or(0, |cases| cases.case.len());
    for nth in 0..cases {
        let says = programmes[place].cases.as_ref().map_or("", |cases| &cases.case[nth].name);
        trials.push(trial(says, Box::new(move |programme| programme.decides(nth))));
    }
    trials.push(trial("what is out of reach stays so", Box::new(Programme::foretells)));
    trials.push(trial(
        "its cases meet it, miss it, and touch the edge",
        Box::new(Programme::shows_both_sides),
    ));
    trials
}
