"""The examples that the documents give, and the edges that they name."""

from __future__ import annotations

import unittest
from datetime import date

from cairn_oracle import corrections, life, money, names, presence, sessions, slack, times


def on(text: str) -> int:
    return times.day(text)


def months(count: int, month_end: str, days: int = 0) -> dict:
    return {"months": count, "days": days, "month_end": month_end}


class Terms(unittest.TestCase):
    def test_a_month_that_is_too_short_ends_as_the_policy_says(self):
        self.assertEqual(times.term_after(months(1, "last_day"), on("2026-01-31")), on("2026-02-28"))
        self.assertEqual(times.term_after(months(1, "next_day"), on("2026-01-31")), on("2026-03-01"))

    def test_backwards_it_rounds_up_there_too(self):
        self.assertEqual(times.term_before(months(1, "last_day"), on("2026-03-31")), on("2026-02-28"))
        self.assertEqual(times.term_before(months(1, "next_day"), on("2026-03-31")), on("2026-03-01"))

    def test_days_come_after_the_months(self):
        self.assertEqual(times.term_after(months(1, "last_day", 1), on("2026-01-31")), on("2026-03-01"))

    def test_leap_years(self):
        self.assertEqual(times.term_after(months(12, "last_day"), on("2024-02-29")), on("2025-02-28"))
        self.assertEqual(times.term_after(months(48, "last_day"), on("2024-02-29")), on("2028-02-29"))
        self.assertEqual([times.is_leap(year) for year in (1900, 2000, 2024, 2100)], [False, True, True, False])


class Days(unittest.TestCase):
    def test_a_day_without_a_midnight_begins_when_it_begins(self):
        santiago = times.zone("America/Santiago")
        self.assertEqual(santiago.start(on("2024-09-08")), times.instant("2024-09-08T04:00:00Z"))
        self.assertEqual(santiago.day_of(times.instant("2024-09-08T03:59:59.999999Z")), on("2024-09-07"))

    def test_a_deadline_of_new_york_in_melbourne(self):
        end = times.zone("America/New_York").end(on("2025-06-15"))
        self.assertEqual(end, times.instant("2025-06-16T14:00:00+10:00"))

    def test_every_instant_is_on_one_day(self):
        for name in ("America/Santiago", "Australia/Sydney", "Europe/Copenhagen", "Pacific/Apia", "America/Havana"):
            zone = times.zone(name)
            for day in range(on("2011-12-25"), on("2013-01-05")):
                self.assertLessEqual(zone.start(day), zone.end(day))
                if zone.start(day) < zone.end(day):
                    self.assertEqual(zone.day_of(zone.start(day)), day)
                    self.assertEqual(zone.day_of(zone.end(day) - 1), day)

    def test_samoa_skipped_a_day(self):
        apia = times.zone("Pacific/Apia")
        self.assertEqual(apia.start(on("2011-12-30")), apia.end(on("2011-12-30")))
        self.assertEqual(date.fromordinal(apia.day_of(apia.start(on("2011-12-30")))), date(2011, 12, 31))


class Corrections(unittest.TestCase):
    def stream(self, *events: tuple) -> list[dict]:
        return [
            {
                "id": str(place),
                "position": place,
                "recorded_at": "2026-01-01T00:00:00Z",
                "occurred": "2026-01-01T00:00:00Z",
                "type": kind,
                "body": body,
            }
            for place, (kind, body) in enumerate(events, start=1)
        ]

    def settled(self, *events: tuple) -> list[tuple]:
        facts = corrections.settle(self.stream(*events), times.NEVER_ENDS, {"home": "UTC", "cohorts": {}})
        return [(fact.position, fact.kind, fact.body.get("to")) for fact in facts]

    def replacement(self, kind: str, to: str) -> dict:
        return {"type": kind, "occurred_at": "2026-01-02", "version": 1, "body": {"to": to}}

    def test_a_void_can_be_voided(self):
        told = (("applied", {}), ("voided", {"event": "1"}), ("voided", {"event": "2"}))
        self.assertEqual(self.settled(*told[:2]), [])
        self.assertEqual(self.settled(*told), [(1, "applied", None)])

    def test_the_latest_amendment_that_counts_says_it(self):
        told = (
            ("applied", {}),
            ("amended", {"event": "1", "to": self.replacement("applied", "this")}),
            ("amended", {"event": "1", "to": self.replacement("applied", "that")}),
            ("amended", {"event": "1", "to": self.replacement("admitted", "another kind")}),
        )
        self.assertEqual(self.settled(*told), [(1, "applied", "that")])
        self.assertEqual(self.settled(*told, ("voided", {"event": "3"})), [(1, "applied", "this")])

    def test_what_comes_later_is_not_corrected(self):
        self.assertEqual(self.settled(("voided", {"event": "2"}), ("applied", {})), [(2, "applied", None)])


class Shares(unittest.TestCase):
    def test_eighty_per_cent_of_27_is_22(self):
        self.assertEqual(sessions.needed({"share": {"of": 80, "per": 100}}, 27), 22)

    def test_minutes_are_at_most_the_window(self):
        window = (0, 45 * times.MINUTE)
        self.assertEqual(presence.seconds_needed({"minutes": 60}, window), 45 * 60)
        self.assertEqual(presence.seconds_needed({"all_but": {"missed": 20}}, window), 25 * 60)
        self.assertEqual(presence.seconds_needed({"all_but": {"missed": 60}}, window), 1)

    def test_any_of_so_many_may_be_missed(self):
        enough = lambda chances: sum(chances) >= 2  # noqa: E731
        self.assertEqual(slack.slack_of([1, 1, 1], [0, 0, 0], enough), 1)
        self.assertEqual(slack.slack_of([1, 1, 1], [0, 0, 1], enough), 1)


class Names(unittest.TestCase):
    def test_case_and_spacing_do_not_matter(self):
        self.assertEqual(names.plain("INTRO  workshop "), names.plain("Intro Workshop"))


class States(unittest.TestCase):
    def test_a_refusal_that_is_lifted_gives_the_seat_back(self):
        self.assertEqual(life.after("refused", "reinstate", "refused"), "admitted")

    def test_only_a_certificate_can_be_taken_back(self):
        self.assertEqual(life.after("suspended", "revoke", "admitted"), "suspended")
        self.assertEqual(life.after("suspended", "revoke", "certified"), "revoked")


class LateMoney(unittest.TestCase):
    def test_late_money_goes_back_first(self):
        class Moment:
            def once(self, _key, _work):
                return [(1, "paid", 100), (9, "paid", 30), (10, "refunded", 50)]

        self.assertEqual(money.counts(Moment(), 5), 80)


if __name__ == "__main__":
    unittest.main()
