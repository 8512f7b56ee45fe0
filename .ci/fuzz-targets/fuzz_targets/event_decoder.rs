//! Any kind, version and body is decoded or refused; what may enter the log encodes to the very bytes it came from.
//!
//! The input is the three of them, with line breaks in between.
#![no_main]

use cairn_domain::{Event, StreamId};
use cairn_eventlog::{canonical, codec, strict};
use libfuzzer_sys::fuzz_target;

const STREAMS: [&str; 2] =
    ["practitioner/0192f0c1-2b3a-7c4d-8e5f-001122334455", "cohort/north-2025"];

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut parts = text.splitn(3, '\n');
    let (Some(kind), Some(version), Some(body)) = (parts.next(), parts.next(), parts.next()) else {
        return;
    };
    let Ok(version) = version.parse() else { return };
    // A replay must survive whatever stands in a damaged log.
    let _ = codec::decode(kind, version, body);
    let Ok(value) = strict::parse(body) else { return };
    for stream in STREAMS {
        let stream: StreamId = stream.parse().expect("a stream");
        let Ok(decoded) = codec::check(&stream, kind, version, &value) else { continue };
        let canonical = canonical::text(&value);
        let replayed = codec::decode(kind, version, &canonical).expect("it passed the gate");
        assert_eq!(replayed, decoded);
        if decoded.event == Event::Unknown {
            continue;
        }
        let (ours, of, written) = codec::encode(&decoded.event, decoded.note).expect("it was read");
        assert_eq!((ours, of), (kind, version));
        assert_eq!(canonical::text(&written), canonical);
    }
});
