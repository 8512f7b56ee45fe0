//! Every kind of event, refusal, oddity, cause and deadline has its story. A new one does not compile until it has.

use cairn_domain::assess::{Cause, Deadline};
use cairn_domain::{Event, Oddity, Refusal};

const STORIES: &str = concat!(
    include_str!("stories_corrections.rs"),
    include_str!("stories_evidence.rs"),
    include_str!("stories_favours.rs"),
    include_str!("stories_life.rs"),
    include_str!("stories_oddities.rs"),
    include_str!("stories_reach.rs"),
    include_str!("stories_refusals.rs"),
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
    Refusal::NoLastDay(_) => what_has_no_last_day_is_not_extended,
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
    Oddity::Unsupported => a_certificate_that_the_evidence_no_longer_supports_is_odd,
}

told! { every_cause_has_a_story of Cause:
    Cause::Event(_) => an_application_without_the_workshop_is_the_event_that_made_it_so,
    Cause::Deadline(Deadline::Session(_)) => missing_one_session_too_many_is_the_end_of_that_session,
    Cause::Deadline(Deadline::Filing(_)) => the_last_filing_that_would_have_been_enough_was_due,
    Cause::Deadline(Deadline::MakeUps(_)) => make_ups_end_with_their_last_day,
    Cause::Deadline(Deadline::Milestone(_)) => the_last_day_of_a_milestone_passed,
    Cause::Deadline(Deadline::Tier(_)) => the_reduced_price_could_no_longer_be_locked,
    Cause::Deadline(Deadline::Payment(_)) => the_last_day_to_pay_passed,
    // The total fallback: a checked policy is in reach before anything happens, so that no history leads here.
    Cause::Always => with_nothing_on_record_a_deadline_can_be_what_made_it_so,
}
