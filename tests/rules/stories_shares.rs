//! Shares of amounts and of sessions: exact, and rounded up.

use cairn_domain::policy::Fraction;

#[test]
fn a_share_is_rounded_up_and_of_less_than_nothing_it_is_nothing() {
    let amounts = [
        ((4, 5), 1_000, 800),
        ((1, 3), 100, 34),
        ((1, 3), 99, 33),
        ((1, 1), 1, 1),
        ((1, 2), 0, 0),
        ((1, 1), -5, 0),
        ((1, 2), i64::MAX, i64::MAX / 2 + 1),
        ((3, 1), i64::MAX, i64::MAX),
        // The check lets no such share through; asked all the same, it answers.
        ((1, 0), 7, 7),
    ];
    for ((of, per), minor, share) in amounts {
        assert_eq!(Fraction { of, per }.of_amount(minor), share, "{of}/{per} of {minor}");
    }
}

#[test]
fn a_share_of_sessions_is_rounded_up() {
    let wholes =
        [((80, 100), 27, 22), ((2, 3), 3, 2), ((1, 0), 7, 7), ((9, 1), u32::MAX, u32::MAX)];
    for ((of, per), whole, share) in wholes {
        assert_eq!(Fraction { of, per }.of_whole(whole), share, "{of}/{per} of {whole}");
    }
}
