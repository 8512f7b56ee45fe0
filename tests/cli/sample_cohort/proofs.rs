//! The notable histories: who, what each shows, the question that shows it, and its answer.

/// What a notable history proves: a question and its answer.
pub struct Proof {
    /// The person by name, by e-mail address where two share a name, or `(erased)`.
    pub who: &'static str,
    /// What it shows.
    pub shows: &'static str,
    /// The year of the cohort that the answer is about.
    pub cohort: &'static str,
    /// The options of the question, as the command line takes them; none: now.
    pub ask: &'static str,
    /// The verdict.
    pub verdict: &'static str,
    /// A requirement, what there is of it and what is asked; money in dollars.
    pub measure: &'static str,
}

/// Returns what the table claims.
pub fn proofs() -> Vec<Proof> {
    let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [who, shows, cohort, ask, verdict, measure] = cells[..] else {
            panic!("six cells: {row}")
        };
        Proof { who, shows, cohort, ask, verdict, measure }
    })
    .collect()
}

const TABLE: &str = "
# seats
Asha Rao | on the waiting list | 2025-26 | --as-of 2025-07-31 | open | workshop 1 of 1
Asha Rao | waitlisted, then admitted, then certified | 2025-26 | | certified | attendance 10 of 10
Tobias Lindqvist | applied five minutes after the last day (an anomaly), declined | 2025-26 | | declined | attendance 0 of 10
Tobias Lindqvist | applied again a year later | 2026-27 | | open | attendance 4 of 10
Marguerite Okoye | withdrew, and most of the tuition went back | 2025-26 | | withdrawn | tuition 3500 of 12500
Jonas Møller-Dahl | deferred to the next cohort | 2025-26 | | deferred | attendance 4 of 10
Jonas Møller-Dahl | and begins it while this one still runs | 2026-27 | --as-of 2026-07-31 | open | attendance 1 of 10
Patrick Delacroix | the workshop is missing: out of reach since applying | 2025-26 | --as-of 2025-12-31 | out_of_reach | workshop 0 of 1
Matilda Hargreaves | the workshop under its Melbourne name, in capitals | 2025-26 | | eligible | workshop 1 of 1
(erased) | withdrew and was erased: the facts stay, the name is gone | 2025-26 | | withdrawn | attendance 1 of 10
# accounts
Tan Wei Ling 陳慧玲 | applied at 11:59 in Singapore, in time by a minute | 2025-26 | --as-of 2026-08-06 | eligible | tuition 12500 of 12500
Tan Wei Ling 陳慧玲 | but paid two minutes later: late, where paying locks the price | 2025-26 | --policy fixtures/policies/early-bird-by-paying.toml --as-of 2026-08-06 | open | tuition 12500 of 15000
Bronwyn Carmody | applied at 14:01 in Melbourne, late by a minute | 2025-26 | --as-of 2026-08-06 | open | tuition 12500 of 15000
Bronwyn Carmody | but had paid two minutes earlier: in time, where paying locks the price | 2025-26 | --policy fixtures/policies/early-bird-by-paying.toml --as-of 2026-08-06 | eligible | tuition 12500 of 12500
Freja Holmgaard | both before 06:00 on 16 June in Copenhagen, still 15 June in New York | 2025-26 | --as-of 2026-08-06 | eligible | tuition 12500 of 12500
Freja Holmgaard | in time under either rule | 2025-26 | --policy fixtures/policies/early-bird-by-paying.toml --as-of 2026-08-06 | eligible | tuition 12500 of 12500
Diego Marín | applied at 21:01 on 15 June in Los Angeles: the day was over in New York; paid the difference | 2025-26 | --as-of 2026-08-06 | eligible | tuition 15000 of 15000
Diego Marín | paid at 20:59: in time, where paying locks the price, and now has paid too much | 2025-26 | --policy fixtures/policies/early-bird-by-paying.toml --as-of 2026-08-06 | eligible | tuition 15000 of 12500
Nomvula Dube | sponsored: nothing paid, nothing owed | 2025-26 | --as-of 2026-08-06 | eligible | tuition 12500 of 12500
Rosa Quispe | a scholarship of 10,000 and a payment of 2,500 | 2025-26 | --as-of 2026-08-06 | eligible | tuition 12500 of 12500
Teo Baptiste | instalments: three of five | 2025-26 | --as-of 2025-12-31 | open | tuition 7500 of 12500
Teo Baptiste | instalments: all five | 2025-26 | --as-of 2026-08-06 | eligible | tuition 12500 of 12500
Carlos Echeverría | a payment typed with a zero too few | 2025-26 | --as-of 2025-08-31 --known-at 2025-08-31 | open | tuition 1250 of 12500
Carlos Echeverría | the same day, as known since it was amended | 2025-26 | --as-of 2025-08-31 | open | tuition 12500 of 12500
# presence
Sioned ap Rhys | two devices, 100 minutes each, 105 together: the union counts | 2025-26 | | out_of_reach | attendance 9 of 10
Malik Haddad | seven live and four make-ups, of which two count | 2025-26 | --as-of 2026-08-06 | out_of_reach | attendance 9 of 10
Ingrid Solheim | an excused absence is still an absence | 2025-26 | | out_of_reach | attendance 9 of 10
Samuel Whitebear | known by duration only, to the second | 2025-26 | --as-of 2026-08-06 | eligible | attendance 10 of 10
Petra Nováková | two sessions on paper: there for the whole of it | 2025-26 | --as-of 2026-08-06 | eligible | attendance 10 of 10
Oluwaseun Bello | one session not measured: pending, so not yet and not lost | 2025-26 | | at_risk | attendance 9 of 10
Hana Šimková | exactly 80 % of the third session | 2025-26 | | eligible | attendance 10 of 10
Rafael Teixeira | 79 % of the third session | 2025-26 | | out_of_reach | attendance 9 of 10
Pilar Domingo | nine, make-ups spent, one session to go | 2025-26 | --as-of 2026-08-05 | at_risk | attendance 9 of 10
Pilar Domingo | and the last session attended | 2025-26 | --as-of 2026-08-06 | eligible | attendance 10 of 10
Kwabena Mensah | ten, and one session to go that is not needed | 2025-26 | --as-of 2026-08-05 | eligible | attendance 10 of 10
# work
Thandeka Mbeki-Roos | a reflection filed in the first minute after its last day | 2025-26 | | out_of_reach | reflections 8 of 9
Elias Bergström | a reflection filed in the last minute of its last day | 2025-26 | | eligible | reflections 9 of 9
Céleste Fontaine | ten reflections, but one on relationships where two are asked | 2025-26 | | out_of_reach | reflections 10 of 9
Gunnar Eide | four days of the retreat | 2025-26 | | out_of_reach | retreat 4 of 5
Amara Nwosu | accepted by one reviewer, returned by the other | 2025-26 | | open | project-accepted 1 of 2
Ikaika Kealoha | referred to come back with the project | 2025-26 | --as-of 2026-08-31 | open | project-accepted 1 of 2
Ikaika Kealoha | handed in again, accepted, certified | 2025-26 | | certified | project-accepted 2 of 2
# records
Tanabe Yuki 田辺由紀 | evidence months late: as known in September | 2025-26 | --as-of 2026-09-01 --known-at 2026-09-01 | out_of_reach | attendance 9 of 10
Tanabe Yuki 田辺由紀 | the same day, as known now | 2025-26 | --as-of 2026-09-01 | eligible | attendance 10 of 10
Henrike Vogel | as known before an attendance was voided | 2025-26 | --as-of 2026-08-10 --known-at 2026-08-10 | eligible | attendance 10 of 10
Henrike Vogel | the same day, as known since | 2025-26 | --as-of 2026-08-10 | out_of_reach | attendance 9 of 10
Siobhán O’Rourke | an attendance voided by mistake | 2025-26 | --as-of 2026-04-10 --known-at 2026-04-10 | open | attendance 7 of 10
Siobhán O’Rourke | the void voided: it counts again | 2025-26 | --as-of 2026-04-10 | open | attendance 8 of 10
Chao Mei-Lin | two records, before they were linked | 2025-26 | --as-of 2026-09-01 --known-at 2026-09-01 | out_of_reach | attendance 7 of 10
Chao Mei-Lin | the same day, read together | 2025-26 | --as-of 2026-09-01 | eligible | attendance 10 of 10
maria.santos.sp@example.org | two of one name, linked by mistake | 2025-26 | --as-of 2025-10-31 --known-at 2025-10-31 | open | attendance 2 of 10
maria.santos.sp@example.org | the same day, as known now: only one of the two sessions was hers | 2025-26 | --as-of 2025-10-31 | open | attendance 1 of 10
maria.santos.sp@example.org | unlinked: each has her own record | 2025-26 | | out_of_reach | attendance 8 of 10
maria.santos.lisboa@example.org | her namesake is certified | 2025-26 | | certified | attendance 11 of 10
# the committee
Grace Adeyemi | certified, with everything there | 2025-26 | | certified | certificate 7 of 7
Park Eun-ji 박은지 | nine of ten before the waiver | 2025-26 | --as-of 2026-08-19 | out_of_reach | attendance 9 of 10
Park Eun-ji 박은지 | waived by the committee | 2025-26 | --as-of 2026-08-31 | eligible | attendance 9 of 10
Viktor Amsel | close to the edge in spring | 2025-26 | --as-of 2026-03-31 | at_risk | attendance 4 of 10
Viktor Amsel | refused, appealed, upheld | 2025-26 | | refused | attendance 6 of 10
Lucía Fernández-Prado | on the day of the decision, as known then | 2025-26 | --as-of 2026-08-20 --known-at 2026-08-20 | certified | attendance 10 of 10
Lucía Fernández-Prado | certified on evidence that was voided afterwards | 2025-26 | | certified | attendance 9 of 10
Bertrand Achille | certified, then revoked | 2025-26 | | revoked | attendance 10 of 10
Noor Rahman | suspended while an appeal was open | 2025-26 | --as-of 2026-09-30 | suspended | attendance 11 of 10
Noor Rahman | reinstated | 2025-26 | | certified | attendance 11 of 10
";
