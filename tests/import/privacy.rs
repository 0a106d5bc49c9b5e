//! No card number, verification code or track data comes out of the importer, wherever it stood.

use crate::support::read;

const CARD: &str = "4111111111111111";

#[test]
fn card_numbers_are_cut_in_every_column_and_in_what_is_reported() {
    let text = format!(
        "Terminal ID,STAN,Amount,Time,Card Number,Order No,Operator,CVV,Track2,Status,Store\n\
         T1,000001,1.00,2026-11-23 10:00:00,{CARD},{CARD},Li {CARD},123,{CARD}=25121010000,PAID {CARD},4111 1111 1111 1111\n\
         T1,000002,{CARD},2026-11-23 10:00:00,{CARD},R2,Li,123,{CARD}=2512,ok,S1\n\
         T1,000003,1.00,{CARD},{CARD},R3,Li,123,,ok,S1\n\
         T1,000004,1.00,2026-11-23 10:00:00,{CARD},R4,Li,987\n"
    );
    let report = read(text.as_bytes(), &format!("journal {CARD}.csv")).unwrap();
    let everything = format!("{report:?}");
    for secret in [CARD, "4111 1111", "25121010000", "987"] {
        assert!(!everything.contains(secret), "{secret} in {everything}");
    }
    let entry = &report.entries[0];
    assert_eq!((entry.card.as_str(), entry.order.as_str()), ("411111******1111", "411111******1111"));
    assert_eq!((report.summary.accepted, report.summary.rejected.len()), (1, 3));
    let about_cards = report.summary.warnings.iter().filter(|warning| warning.kind == "card-data-dropped");
    let dropped: Vec<(&str, &str)> =
        about_cards.map(|warning| (warning.args["what"].as_str(), warning.args["count"].as_str())).collect();
    assert_eq!(dropped, [("CVV", "3"), ("Track2", "2"), ("pan", "5")]);
}

#[test]
fn numbers_that_are_no_cards_stay_whole() {
    // Both pass the Luhn check by chance.
    let (merchant, wechat) = ("411111111111116", "4200000263201902167700134212");
    let text = format!(
        "Merchant No,Transaction ID,RRN,Fee,Amount,Time\n{merchant},{wechat},412200301028,0.01,1.00,2026-11-23 10:00:00\n"
    );
    let report = read(text.as_bytes(), "a.csv").unwrap();
    let entry = &report.entries[0];
    assert_eq!(
        (entry.merchant.as_str(), entry.provider_ref.as_str(), entry.rrn.as_str()),
        (merchant, wechat, "412200301028")
    );
}
