//! The truth comes back: whatever files there are, in whatever order they come.

use cairn_testkit::dice::Dice;
use cairn_testkit::term::{Bundle, Term};

use crate::checks::{all_is_there, wrong_credits};
use crate::model::{Known, Model};
use crate::staff::decide;
use crate::terms;
use crate::totals::Totals;
use crate::world::World;

#[test]
fn importing_gives_back_the_truth_and_nobody_is_credited_with_what_is_anothers() {
    let totals = terms(1, play);
    println!("{totals}");
    assert_eq!(totals.wrong_credits, 0);
}

/// Puts some things into another order.
pub fn shuffled<T: Clone>(dice: &mut Dice, things: &[T]) -> Vec<T> {
    let mut left = things.to_vec();
    let mut order = Vec::new();
    while !left.is_empty() {
        let at = dice.below(u32::try_from(left.len()).unwrap()) as usize;
        order.push(left.swap_remove(at));
    }
    order
}

fn play(term: &Term) -> Totals {
    let mut dice = Dice::new(term.seed ^ 0x7e57);
    let mut world = World::of(term);
    let model = Model::of(term);
    let totals =
        Totals { terms: 1, files: term.files.len(), rows: world.rows(), ..Totals::default() };
    let mut imports = 0;
    let mut import = |dice: &mut Dice, world: &mut World<'_>, bundles: &[Bundle]| {
        for bundle in shuffled(dice, bundles) {
            for _ in 0..*dice.pick(&[1, 1, 1, 2]) {
                world.import(&bundle);
                imports += 1;
            }
        }
    };
    import(&mut dice, &mut world, &term.bundles);
    let mut wrong = wrong_credits(&world, &model);
    all_is_there(&world, &model, &Known::default());
    let queued = world.waits().len();
    let (known, decided) = decide(&mut dice, &mut world, &model);
    wrong += wrong_credits(&world, &model);
    import(&mut dice, &mut world, &term.bundles);
    wrong += wrong_credits(&world, &model);
    all_is_there(&world, &model, &known);
    Totals { imports, queued, decided, wrong_credits: wrong, events: world.size(), ..totals }
}
