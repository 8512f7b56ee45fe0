//! Every kind of event, refusal, oddity, cause and deadline has its story. A new one does not compile until it has.

use cairn_domain::assess::{Against, Cause, Deadline};
use cairn_domain::policy::{Milestone, Requirement};
use cairn_domain::{Event, Oddity, Refusal};

const STORIES: &str = concat!(
    include_str!("stories_against.rs"),
    include_str!("stories_corrections.rs"),
    include_str!("stories_evidence.rs"),
    include_str!("stories_expiry.rs"),
    include_str!("stories_exams.rs"),
    include_str!("stories_favours.rs"),
    include_str!("stories_life.rs"),
    include_str!("stories_log.rs"),
    include_str!("stories_oddities.rs"),
    include_str!("stories_outcomes.rs"),
    include_str!("stories_people.rs"),
    include_str!("stories_presence.rs"),
    include_str!("stories_reach.rs"),
    include_str!("stories_refusals.rs"),
    include_str!("stories_tuition.rs"),
    include_str!("stories_waivers.rs"),
    include_str!("stories_windows.rs"),
);

/// Names a story for each variant; the match that it also makes is exhaustive.
macro_rules! told {
    ($test:ident of $type:ty: $($variant:pat => $story:ident),* $(,)?) => {
        #[test]
        fn $test() {
            fn story(of: &$type) -> &'static str {
                match of { $($variant => stringify!($story)),* }
            }
            let _: fn(&$type) -> &'static str = story;
            for name in [$(stringify!($story)),*] {
                assert!(STORIES.contains(&format!("#[test]\nfn {name}()")), "there is no story `{name}`");
            }
        }
    };
}

told! { every_event_has_a_story of Event:
    Event::Identified { .. } => where_somebody_lives_is_what_was_said_last,
    Event::Linked { .. } => two_records_of_one_person_are_read_together_from_when_that_is_known,
    Event::Unlinked { .. } => two_records_that_were_linked_by_mistake_are_two_people_again,
    Event::Erased {} => erasing_personal_data_changes_no_finding,
    Event::Applied { .. } => who_applied_is_an_applicant,
    Event::Admitted { .. } => who_was_admitted_has_a_seat,
    Event::Waitlisted { .. } => from_the_waiting_list_one_may_still_be_admitted,
    Event::Declined { .. } => who_was_declined_may_apply_again,
    Event::Withdrew { .. } => who_left_is_no_longer_asked_about,
    Event::Deferred { .. } => who_was_deferred_is_to_join_another_cohort,
    Event::Paid { .. } => tuition_is_paid_in_instalments,
    Event::Refunded { .. } => a_refund_lowers_what_was_paid,
    Event::TuitionAdjusted { .. } => a_scholarship_counts_like_money,
    Event::Attended { .. } => two_devices_at_once_count_once,
    Event::Excused { .. } => an_excused_absence_leaves_the_share,
    Event::Reflected { .. } => a_reflection_is_due_by_the_end_of_its_last_day,
    Event::Submitted { .. } => a_project_is_handed_in_by_the_last_day,
    Event::Reviewed { .. } => a_reviewer_may_change_their_mind,
    Event::RetreatCompleted { .. } => two_short_retreats_are_no_long_one,
    Event::Credited { .. } => a_workshop_after_applying_came_too_late,
    Event::Logged { .. } => hours_add_up_in_their_categories,
    Event::Examined { .. } => an_examination_is_passed_within_its_attempts,
    Event::Judged { .. } => a_question_left_to_judgement_is_granted_by_several,
    Event::Extended { .. } => an_extension_moves_the_last_day,
    Event::Waived { .. } => a_waiver_by_the_right_authority_meets_the_requirement,
    Event::Certified { .. } => who_was_certified_is_certified_whatever_the_findings_say,
    Event::Referred { .. } => who_was_referred_keeps_the_seat_and_knows_what_to_come_back_with,
    Event::Refused { .. } => who_was_refused_may_apply_again,
    Event::Suspended { .. } => a_suspension_ends_where_it_began,
    Event::Reinstated { .. } => a_lifted_revocation_certifies_again,
    Event::Revoked { .. } => a_revocation_takes_the_certificate_back,
    Event::Appealed { .. } => an_appeal_is_heard_once,
    Event::AppealDecided { .. } => an_appeal_that_was_overturned_changes_nothing_by_itself,
    Event::PolicyAdopted { .. } => the_policy_in_force_is_the_latest_adopted_by_then,
    Event::SessionHeld { .. } => a_session_that_was_held_longer_asks_for_more,
    Event::SessionCancelled { .. } => a_cancelled_session_is_not_asked_for,
    Event::Recognised { .. } => what_somebody_is_called_in_files_changes_no_finding,
    Event::SourceSaved { .. } => what_an_import_did_is_no_part_of_anybodys_record,
    Event::FileImported { .. } => what_an_import_did_is_no_part_of_anybodys_record,
    Event::RowQueued { .. } => what_an_import_did_is_no_part_of_anybodys_record,
    Event::RowResolved { .. } => what_an_import_did_is_no_part_of_anybodys_record,
    Event::Voided { .. } => what_was_voided_does_not_count,
    Event::Amended { .. } => what_was_amended_says_what_it_should_have_said,
    Event::Unknown => what_cannot_be_read_is_kept_and_said,
}

told! { every_refusal_has_a_story of Refusal:
    Refusal::DoesNotFollow { .. } => what_does_not_follow_is_refused,
    Refusal::NotSatisfied(_) => what_is_missing_is_said_by_name,
    Refusal::NoSuchRequirement { .. } => a_requirement_that_there_is_not_cannot_be_waived,
    Refusal::NotWaivable { .. } => only_who_may_waive_may_waive,
    Refusal::NothingToWaive(_) => what_is_met_needs_no_waiver,
    Refusal::BelowQuorum { .. } => a_waiver_takes_as_many_people_as_the_policy_asks_for,
    Refusal::NotBySession(_) => what_is_not_asked_session_by_session_is_not_waived_so,
    Refusal::NoSuchSession { .. } => only_sessions_that_are_asked_for_are_waived_or_extended,
    Refusal::NotExtendable { .. } => only_who_may_extend_may_extend,
    Refusal::NotLater { .. } => an_extension_is_to_a_later_day,
    Refusal::NothingToExtend(_) => what_is_met_needs_no_extension,
    Refusal::SameCohort(_) => nobody_is_deferred_to_where_they_are,
    Refusal::NoOpenAppeal => an_appeal_that_nobody_made_is_not_decided,
    Refusal::AppealNotOpen(_) => an_appeal_that_is_decided_or_taken_back_is_not_decided,
}

told! { every_oddity_has_a_story of Oddity:
    Oddity::CorrectsNothing => a_void_of_nothing_is_odd,
    Oddity::Misplaced => an_event_of_a_cohort_in_a_practitioners_stream_is_misplaced,
    Oddity::OutOfOrder { .. } => a_step_out_of_order_is_odd,
    Oddity::WithoutSeat => doing_things_without_a_seat_is_odd,
    Oddity::PaidTwice => the_same_payment_twice_is_odd,
    Oddity::RefundedMoreThanPaid => paying_back_more_than_was_paid_is_odd,
    Oddity::ReviewedBeforeSubmitted => a_review_of_nothing_is_odd,
    Oddity::NoSuchAppeal => deciding_an_appeal_that_nobody_made_is_odd,
    Oddity::AppliedLate { .. } => a_late_application_is_odd,
    Oddity::UnknownSession(_) => a_session_that_is_not_in_the_calendar_is_odd,
    Oddity::BeforeSession(_) => a_reflection_before_its_session_is_odd,
    Oddity::OtherCurrency => another_currency_is_odd_and_not_counted,
    Oddity::WaiverWithoutAuthority(_) => a_waiver_without_authority_is_odd,
    Oddity::ExtensionWithoutAuthority(_) => an_extension_without_authority_is_odd,
    Oddity::Unsupported => a_certificate_that_the_evidence_no_longer_supports_is_odd,
}

told! { every_cause_has_a_story of Cause:
    Cause::Event(_) => an_application_without_the_workshop_is_the_event_that_made_it_so,
    Cause::Deadline(Deadline::Session(_)) => missing_one_session_too_many_is_the_end_of_that_session,
    Cause::Deadline(Deadline::Filing(_)) => the_last_filing_that_would_have_been_enough_was_due,
    Cause::Deadline(Deadline::MakeUps(_)) => make_ups_end_with_their_last_day,
    Cause::Deadline(Deadline::Milestone(_)) => the_last_day_of_a_milestone_passed,
    Cause::Deadline(Deadline::Awaited(_)) => after_the_last_session_there_is_none_to_wait_for,
    Cause::Deadline(Deadline::Room(_)) => the_days_left_have_no_room_for_what_is_lacking,
    Cause::Deadline(Deadline::Expiry(_)) => what_expired_after_the_last_day_cannot_be_done_again,
    Cause::Deadline(Deadline::Waiver(_)) => a_waiver_that_ran_out_leaves_what_was_missed_missed,
    Cause::Deadline(Deadline::Tier(_)) => the_reduced_price_could_no_longer_be_locked,
    Cause::Deadline(Deadline::Payment(_)) => the_last_day_to_pay_passed,
    // The total fallback: a checked policy is in reach before anything happens, so that no history leads here.
    Cause::Always => with_nothing_on_record_a_deadline_can_be_what_made_it_so,
}

told! { every_requirement_has_a_story of Requirement:
    Requirement::All(_) => who_has_done_everything_is_eligible_and_can_be_certified,
    Requirement::AtLeast { .. } => two_of_three_are_enough,
    Requirement::Sessions { .. } => two_reports_of_one_session_are_joined,
    Requirement::Absences { .. } => one_absence_is_no_more_than_one,
    Requirement::Filings { .. } => a_reflection_is_due_by_the_end_of_its_last_day,
    Requirement::Done { milestone: Milestone::Submitted(_), .. } => a_project_is_handed_in_by_the_last_day,
    Requirement::Done { milestone: Milestone::Retreat { times: 1, .. }, .. } => two_short_retreats_are_no_long_one,
    Requirement::Done { milestone: Milestone::Retreat { .. }, .. } => two_retreats_are_counted_and_short_ones_are_not,
    Requirement::Done { milestone: Milestone::Completed(_), .. } => first_aid_is_completed_under_any_of_its_names,
    Requirement::Done { milestone: Milestone::Applied, .. } => old_rules_hold_for_who_applied_early,
    Requirement::Done { milestone: Milestone::Admitted, .. } => old_rules_hold_for_who_was_admitted_early,
    Requirement::Reviews { .. } => a_reviewer_may_change_their_mind,
    Requirement::Judgement { .. } => a_question_left_to_judgement_is_granted_by_several,
    Requirement::Log { .. } => hours_add_up_in_their_categories,
    Requirement::Exam { .. } => an_examination_is_passed_within_its_attempts,
    Requirement::Prerequisite { .. } => a_workshop_after_applying_came_too_late,
    Requirement::Paid(_) => tuition_is_paid_in_instalments,
}

told! { every_reason_against_has_a_story of Against:
    Against::TooShort { .. } => who_was_not_there_for_long_enough_is_told_for_how_long,
    Against::CameLate { .. } => who_came_too_late_is_told_how_late,
    Against::LeftEarly { .. } => who_left_too_early_is_told_how_early,
    Against::OverTheCap => a_second_make_up_is_one_too_many,
    Against::Late(_) => a_reflection_after_the_last_day_is_late,
    Against::Early => a_reflection_before_the_day_is_early,
    Against::NotYet => work_before_what_it_waits_for_does_not_count_yet,
    Against::Cancelled => filing_on_a_cancelled_session_is_said_to_count_for_nothing,
    Against::Returned => work_that_was_given_back_is_said_to_be,
    Against::TooFewDays => a_short_retreat_is_said_to_be_short,
    Against::AfterApplying => a_workshop_after_applying_is_said_to_be_after,
    Against::Reduces => what_went_back_is_said_to_reduce,
    Against::OtherCurrency => euros_are_said_to_be_of_another_currency,
    Against::Excluded => a_word_in_a_capacity_that_is_not_heard_is_excluded,
    Against::Denied => a_judge_who_does_not_grant_it_is_said_to,
    Against::NotPassed => an_attempt_that_failed_is_said_to_have_failed,
    Against::TooManyAttempts => a_third_attempt_of_two_is_one_too_many,
    Against::TooEarly(_) => what_came_before_its_window_is_too_early,
    Against::Expired(_) => what_is_older_than_it_counts_for_has_expired,
    Against::ReportedLate(_) => hours_that_were_reported_too_late_are_said_to_be,
    Against::OtherUnit => dives_are_no_hours,
    Against::OverTheMost => what_is_more_than_the_most_is_said_to_be_over,
}
