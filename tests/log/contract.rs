//! The contract, on memory and on SQLite.

mod memory {
    use cairn_eventlog::MemoryLog;
    use cairn_testkit::log_contract::{Backend, ORIGIN, start};

    struct Memory;

    impl Backend for Memory {
        type Log = MemoryLog;

        fn empty(&mut self) -> MemoryLog {
            MemoryLog::new(ORIGIN, start())
        }

        fn again(&mut self, log: MemoryLog) -> MemoryLog {
            log
        }
    }

    cairn_testkit::log_contract!(Memory, 256);
}

mod sqlite {
    use cairn_eventlog::Log as _;
    use cairn_sqlite::SqliteLog;
    use cairn_testkit::log_contract::Backend;

    use crate::support::Place;

    #[derive(Default)]
    struct OnDisk(Vec<Place>);

    impl Backend for OnDisk {
        type Log = SqliteLog;

        fn empty(&mut self) -> SqliteLog {
            let place = Place::new();
            let log = place.log();
            self.0.push(place);
            log
        }

        fn again(&mut self, log: SqliteLog) -> SqliteLog {
            let (path, about) = (log.path().to_owned(), log.about().clone());
            drop(log);
            let log = SqliteLog::open(&path).expect("the log is there");
            assert_eq!(*log.about(), about);
            log
        }
    }

    cairn_testkit::log_contract!(OnDisk::default(), 64);
}
