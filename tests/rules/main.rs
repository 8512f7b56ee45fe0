//! The rules, held against stories, laws, and an oracle that was written from the text and not from the code.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test says what it means by its name, and panics to fail"
)]

mod agreement;
mod comparison;
mod everything_is_told;
mod laws_algebra;
mod laws_corrections;
mod laws_fold;
mod laws_log;
mod laws_money;
mod laws_rules;
mod laws_slack;
mod laws_states;
mod laws_sweeps;
mod laws_time;
mod oracle;
mod oracle_itself;
mod plans;
mod spelling_amounts;
mod spelling_bodies;
mod spelling_commitments;
mod spelling_names;
mod spelling_sources;
mod spelling_times;
mod stories_acts;
mod stories_against;
mod stories_checks;
mod stories_checks_sums;
mod stories_citations;
mod stories_corrections;
mod stories_enrolments;
mod stories_evidence;
mod stories_exams;
mod stories_expiry;
mod stories_extensions;
mod stories_fates;
mod stories_favours;
mod stories_follows;
mod stories_lapses;
mod stories_latest_words;
mod stories_life;
mod stories_log;
mod stories_oddities;
mod stories_openings;
mod stories_outcomes;
mod stories_people;
mod stories_plans;
mod stories_policies;
mod stories_presence;
mod stories_price;
mod stories_reach;
mod stories_refusals;
mod stories_rooms;
mod stories_seats;
mod stories_shares;
mod stories_sharing;
mod stories_sizes;
mod stories_tuition;
mod stories_waivers;
mod stories_whys;
mod stories_windows;
mod stories_wording;
mod support;
