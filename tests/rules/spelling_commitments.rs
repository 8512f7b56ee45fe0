//! A commitment is written in one way, and its 32 bytes come back from it.

use cairn_domain::Commitment;

fn counted() -> Commitment {
    let mut bytes = [0; 32];
    for (nth, byte) in (0_u8..).zip(&mut bytes) {
        *byte = nth * 8 + nth % 8;
    }
    Commitment(bytes)
}

const COUNTED: &str = "sha256:0009121b242d363f4049525b646d767f8089929ba4adb6bfc0c9d2dbe4edf6ff";

#[test]
fn a_commitment_is_written_as_its_digits() {
    assert_eq!(counted().to_string(), COUNTED);
    assert_eq!(String::from(counted()), COUNTED);
    assert_eq!(COUNTED.parse::<Commitment>().unwrap(), counted());
    assert_eq!(Commitment::try_from(COUNTED.to_owned()).unwrap(), counted());
    assert_eq!(serde_json::to_value(counted()).unwrap(), COUNTED);
}

/// Every byte survives its two digits.
#[test]
fn a_commitment_survives_its_text() {
    for byte in 0..=u8::MAX {
        let commitment = Commitment([byte; 32]);
        assert_eq!(commitment.to_string().parse::<Commitment>().unwrap(), commitment);
    }
}

#[test]
fn what_is_no_commitment_is_refused_in_words() {
    let digits = COUNTED.trim_start_matches("sha256:");
    let texts = [
        String::new(),
        digits.to_owned(),
        format!("sha512:{digits}"),
        format!("sha256:{}", digits.to_uppercase()),
        format!("sha256:{}", &digits[..62]),
        format!("sha256:{}", &digits[..63]),
        format!("sha256:{digits}0"),
        format!("sha256:{digits}00"),
        format!("sha256:{}g0", &digits[..62]),
        format!("sha256:{}0g", &digits[..62]),
        format!("sha256:{}/:", &digits[..62]),
        format!("sha256:{}`a", &digits[..62]),
        format!("sha256:a\u{e9}{}", &digits[3..]),
    ];
    for text in texts {
        let refused = text.parse::<Commitment>().unwrap_err();
        assert_eq!(
            refused.to_string(),
            format!(
                "`{text}` is not a commitment: expected `sha256:` and 64 lower-case hexadecimal digits"
            )
        );
        assert!(Commitment::try_from(text).is_err());
    }
}
