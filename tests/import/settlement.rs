//! What reports say of batches, payouts and fees.

use crate::support::{assert_adds_up, read};
use loose_ends::domain::{BatchState, Coverage, PayoutPromise};
use loose_ends::import::ReadReport;

fn coverage(report: &ReadReport) -> &Coverage {
    report.coverage.as_ref().unwrap()
}

#[test]
fn a_terminals_settlement_rows_tell_how_its_batches_stand() {
    let text = "终端号,批次号,凭证号,参考号,交易类型,交易金额,交易时间,应答码,交易状态\n\
                T-01,000131,002867,318407329241,消费,64.30,2026-11-23 07:08:23,00,成功\n\
                T-01,000131,,,结算,1064.30,2026-11-23 21:40:10,00,对账不平\n\
                T-02,123,,,批结算,,2026-11-23 21:41:02,,超时\n\
                T-03,000077,,,批结算,,2026-11-23 21:44:55,00,成功\n\
                T-03,,,,批结算,,2026-11-23 21:45:00,00,成功\n\
                T-03,,,,签退,,2026-11-23 21:50:00,00,成功\n";
    let report = read(text.as_bytes(), "terminal.csv").unwrap();
    assert_adds_up(&report);
    let said: Vec<(&str, &str, u32, BatchState)> = coverage(&report)
        .batches
        .iter()
        .map(|batch| (&*batch.terminal, &*batch.batch, batch.line, batch.state))
        .collect();
    assert_eq!(
        said,
        [
            ("T-01", "000131", 3, BatchState::Unbalanced),
            ("T-02", "000123", 4, BatchState::Open),
            ("T-03", "000077", 5, BatchState::Balanced),
        ]
    );
    // A row without a batch number is what it was before: no payment.
    let reasons: Vec<&str> = report.summary.skipped.iter().map(|row| row.reason.as_str()).collect();
    assert_eq!(reasons, ["batch", "batch", "batch", "administration", "administration"]);
    assert_eq!(coverage(&report).to.to_rfc3339(), "2026-11-23T21:50:00+08:00");
}

#[test]
fn an_acquirers_settlement_row_is_a_payout() {
    let text = "Merchant No,Terminal,Batch,Trace No,Retrieval Ref,Trans Type,Gross Amount,Fee,Net Amount,Transaction Date,Status\n\
                M1,T-01,000131,002867,318407329241,Purchase,100.00,0.38,99.62,2026-11-23 07:08:23,SETTLED\n\
                M1,T-01,000131,,,Settlement,99.62,,,2026-11-24 04:00:00,SUCCESS\n";
    let report = read(text.as_bytes(), "acquirer.csv").unwrap();
    assert_eq!(report.summary.skipped[0].reason, "payout");
    assert_eq!(coverage(&report).batches, []);
}

#[test]
fn net_is_kept_with_its_sign_where_it_can_be_checked() {
    let nets = |headings: &str, cells: &[&str]| {
        let mut text =
            format!("Merchant No,Terminal,Retrieval Ref,Trans Type,Gross Amount,{headings},Transaction Date\n");
        for (number, cells) in cells.iter().enumerate() {
            text.push_str(&format!("M1,T-01,31840732924{number},Purchase,100.00,{cells},2026-11-23 07:08:23\n"));
        }
        let report = read(text.as_bytes(), "acquirer.csv").unwrap();
        report.entries.iter().map(|entry| entry.net_minor).collect::<Vec<_>>()
    };
    assert_eq!(
        nets("Fee,Net Amount", &["0.38,99.62", "0.38,-100.38", "0.38,", "0.38,see below"]),
        [Some(9_962), Some(-10_038), None, None]
    );
    // Whether a part stands inside the whole fee or beside it cannot be told.
    assert_eq!(nets("Fee,Scheme Fee,Net Amount", &["0.38,0.08,99.54"]), [None]);
    // What a till calls net is without tax.
    let till = "Receipt No,Cashier,Tender,Amount,VAT,Net,Sold at\n1,Li,Card,119.00,19.00,100.00,2026-11-23 07:08:23\n";
    assert_eq!(read(till.as_bytes(), "till.csv").unwrap().entries[0].net_minor, None);
}

#[test]
fn a_format_may_promise_when_it_is_paid_out() {
    let bill = include_bytes!("wechat_all.csv");
    assert_eq!(coverage(&read(bill, "bill.csv").unwrap()).payout, Some(PayoutPromise::NextWorkingDay));
    let table = include_bytes!("acquirer_zh_gb18030.csv");
    assert_eq!(coverage(&read(table, "acquirer.csv").unwrap()).payout, None);
}
