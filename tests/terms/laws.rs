//! Laws of importing, each over the same terms.

use std::collections::BTreeMap;

use cairn_ops::import::Request;
use cairn_testkit::dice::Dice;
use cairn_testkit::term::{Bundle, Kind, Says, Term, Told};

use crate::folded::{Folded, everybody};
use crate::model::{Known, Model, Slot, seconds};
use crate::staff::row;
use crate::terms;
use crate::totals::Totals;
use crate::truth::shuffled;
use crate::world::World;

/// Where everybody stands, wherever their events are in the log.
fn stands(world: &World<'_>) -> Vec<String> {
    let said = |(who, folded): (&usize, &Folded)| {
        let mut folded = folded.clone();
        folded.stays.values_mut().for_each(|stays| stays.sort_unstable());
        format!("{who}: {folded:?}")
    };
    everybody(world).iter().map(said).collect()
}

/// The rows that wait, each by what it shows and says. Of twins, which of several exports was first makes a difference.
fn waits(world: &World<'_>, model: &Model<'_>) -> Vec<(Slot, String)> {
    let each = world.waits();
    let rows = each.iter().map(|each| (row(model, each).1, each.what.clone()));
    let mut rows: Vec<_> = rows.filter(|(slot, _)| !model.twins.contains(slot)).collect();
    rows.sort();
    rows
}

fn imports_all(world: &mut World<'_>, bundles: &[Bundle]) {
    for bundle in bundles {
        world.import(bundle);
    }
}

/// Holds a law on one term of four: each has its terms imported several times.
fn law(check: impl Fn(&Term) + Sync) {
    terms(4, |term| {
        check(term);
        Totals::default()
    });
}

/// Again is harmless: the same files add no event, and change neither where anybody stands nor what waits.
#[test]
fn importing_twice_is_importing_once() {
    law(|term| {
        let (mut world, model) = (World::of(term), Model::of(term));
        imports_all(&mut world, &term.bundles);
        let once = (world.size(), stands(&world), waits(&world, &model));
        for bundle in shuffled(&mut Dice::new(term.seed), &term.bundles) {
            let report = world.import(&bundle);
            assert_eq!((report.events, report.left), (0, 0), "{}", report.words);
        }
        assert_eq!((world.size(), stands(&world), waits(&world, &model)), once);
    });
}

/// The order of the files makes no difference to where anybody stands.
#[test]
fn the_order_of_files_does_not_matter() {
    law(|term| {
        let mut dice = Dice::new(term.seed);
        let model = Model::of(term);
        let in_order = |bundles: &[Bundle]| {
            let mut world = World::of(term);
            imports_all(&mut world, bundles);
            (presence(&world), waits(&world, &model))
        };
        let first = in_order(&term.bundles);
        assert_eq!(in_order(&shuffled(&mut dice, &term.bundles)), first);
        let one_by_one: Vec<Bundle> = term.bundles.iter().flat_map(alone(term)).collect();
        assert_eq!(in_order(&shuffled(&mut dice, &one_by_one)), first);
    });
}

/// What everybody is credited with: one who joined on two devices in one second may have been told in another order.
fn presence(world: &World<'_>) -> BTreeMap<usize, String> {
    let said = |folded: Folded| {
        let sessions = &world.term.sessions;
        let there = sessions.iter().map(|session| {
            let stays = folded.stays.get(&session.id).map(Vec::as_slice).unwrap_or_default();
            (seconds(stays, session.window), folded.seconds.get(&session.id).cloned())
        });
        let there: Vec<_> = there.collect();
        format!("{there:?} {:?} {:?} {:?}", folded.paid, folded.back, folded.reflected)
    };
    everybody(world).into_iter().map(|(who, folded)| (who, said(folded))).collect()
}

/// Parts a bundle into its files, unless they explain each other.
fn alone(term: &Term) -> impl Fn(&Bundle) -> Vec<Bundle> {
    |bundle| {
        let explains =
            |file: &usize| term.files[*file].kind == Kind::Meeting && bundle.files.len() > 1;
        if bundle.files.iter().any(explains) {
            return vec![bundle.clone()];
        }
        let one = |file: &usize| Bundle { files: vec![*file], ..bundle.clone() };
        bundle.files.iter().map(one).collect()
    }
}

/// A longer export holds all that an earlier one did: both together are the longer one.
#[test]
fn an_export_and_then_its_superset_is_the_superset() {
    law(|term| {
        let model = Model::of(term);
        for (early, file) in term.files.iter().enumerate() {
            let Some(full) = file.superset else { continue };
            let of = |file: usize| {
                let mut bundles = term.bundles.iter().filter(|each| each.files.contains(&file));
                bundles.next().cloned()
            };
            let (Some(early), Some(full)) = (of(early), of(full)) else { continue };
            if early == full {
                continue;
            }
            let mut both = World::of(term);
            imports_all(&mut both, &[early.clone(), full.clone()]);
            let mut back = World::of(term);
            imports_all(&mut back, &[full.clone(), early.clone()]);
            assert_eq!(presence(&both), presence(&back));
            assert_eq!(waits(&both, &model), waits(&back, &model));
            if early.files.len() == 1 && !file_widens(term, early.files[0]) {
                let mut alone = World::of(term);
                imports_all(&mut alone, &[full]);
                assert_eq!(presence(&both), presence(&alone));
                assert_eq!(waits(&both, &model), waits(&alone, &model));
            }
        }
    });
}

/// Tells whether an early export says more than the longer one: where times are written to the minutes around them, who is
/// still there is told as being there until the end of the minute.
fn file_widens(term: &Term, file: usize) -> bool {
    let full = term.files[file].superset.map(|full| &term.files[full]);
    let longest = |row: &Told| {
        let rows = full.iter().flat_map(|full| &full.rows);
        rows.filter(|other| other.who == row.who).any(|other| match (&row.says, &other.says) {
            (Says::There { stay: early, .. }, Says::There { stay: later, .. }) => {
                early.from == later.from && early.to <= later.to
            }
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        })
    };
    !term.files[file].rows.iter().all(longest)
}

/// Nobody is there for longer than the session is, whatever devices and files add.
#[test]
fn nobody_is_there_for_longer_than_the_session() {
    law(|term| {
        let mut world = World::of(term);
        imports_all(&mut world, &term.bundles);
        for folded in everybody(&world).values() {
            for session in &term.sessions {
                let stays = folded.stays.get(&session.id).map(Vec::as_slice).unwrap_or_default();
                let length = (session.window.to - session.window.from).num_seconds();
                assert!(seconds(stays, session.window) <= length);
            }
        }
    });
}

/// Every row becomes something, and what nobody is there by is skipped, not lost: the sums are those of the truth.
#[test]
fn rows_always_reconcile() {
    law(|term| {
        let (mut world, model) = (World::of(term), Model::of(term));
        for bundle in &term.bundles {
            let report = world.import(bundle);
            for (file, place) in report.files.iter().zip(&bundle.files) {
                let told = &term.files[*place];
                let counts = file.counts;
                assert!(counts.reconcile(), "{}", counts.words());
                assert_eq!(counts.rows, told.rows.len() as u64);
                let says_nothing = told.rows.iter().filter(|row| !model.counts(row)).count() as u64;
                assert_eq!(counts.skipped + counts.unreadable, says_nothing, "{}", counts.words());
                assert_eq!(counts.changed, 0, "{}", counts.words());
            }
        }
        let nothing = model.due(&Known::default()).0;
        assert!(nothing.keys().all(|who| term.cast[*who].on_record));
    });
}

/// All or nothing: what cannot be believed as a whole, or is asked for in two ways at once, leaves the log as it was.
#[test]
fn a_plan_that_fails_leaves_the_log_as_it_was() {
    law(|term| {
        let mut world = World::of(term);
        for bundle in &term.bundles {
            let wish = world.request(bundle);
            let mut wrong: Vec<Request> = Vec::new();
            let twice = wish.files.iter().chain(wish.files.first()).cloned().collect();
            wrong.push(Request { files: twice, ..wish.clone() });
            wrong.push(Request { cohort: Some("elsewhere".to_owned()), ..wish.clone() });
            wrong.push(Request { session: Some("2027-01".to_owned()), ..wish.clone() });
            if bundle.files.iter().any(|file| term.files[*file].kind == Kind::Meeting) {
                wrong.push(Request { zone: None, ..wish.clone() });
            }
            let size = world.size();
            for request in wrong {
                let failure = world.tries(&request);
                assert!(failure.is_err(), "{failure:?}");
                assert_eq!(world.size(), size);
            }
            world.import(bundle);
        }
    });
}
