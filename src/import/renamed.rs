//! Headings that a provider has renamed a little: a format is still recognised when nearly all of its headings are there and
//! the others are close to one that nothing else explains. The report says which were taken for which.

use super::cells::are_near;
use super::fields::Field;
use super::formats::Format;
use super::vocabulary::Heading;

/// Fewer signs than these are not enough to do without one.
const FEWEST_SIGNS: usize = 4;

/// Headings with the renamed ones under the names that the format knows.
pub(super) struct Renamed {
    pub(super) headings: Vec<Heading>,
    /// What the format calls them, and what the file calls them.
    pub(super) changes: Vec<(String, String)>,
}

/// The headings as a format knows them, where all but a few of its signs are there and close ones stand for the others.
pub(super) fn fit(format: &Format, headings: &[Heading], above: &str) -> Option<Renamed> {
    let signs = &format.recognise;
    let has_title = signs.title.is_empty() || signs.title.iter().any(|word| above.contains(word.as_str()));
    let has_other = signs.without.iter().any(|form| has(headings, form));
    let wanted: Vec<&[String]> =
        signs.headings.iter().map(std::slice::from_ref).chain(signs.any_of.iter().map(Vec::as_slice)).collect();
    let missing: Vec<&[String]> =
        wanted.iter().copied().filter(|forms| !forms.iter().any(|form| has(headings, form))).collect();
    let are_few = !missing.is_empty() && missing.len() * FEWEST_SIGNS <= wanted.len();
    if !has_title || has_other || !are_few {
        return None;
    }
    let mut renamed = Renamed { headings: headings.to_vec(), changes: Vec::new() };
    missing.into_iter().all(|forms| renamed.take(format, forms)).then(|| complete(format, renamed))
}

/// The same where a format fits by its signs and lacks an amount or a time all the same.
pub(super) fn completed(format: &Format, headings: &[Heading]) -> Renamed {
    complete(format, Renamed { headings: headings.to_vec(), changes: Vec::new() })
}

/// Looks for what no row can do without.
fn complete(format: &Format, mut renamed: Renamed) -> Renamed {
    for fields in [&[Field::Amount, Field::AmountOut][..], &[Field::Time, Field::Date]] {
        let rows = format.rows.iter().filter(|row| row.skip.is_none());
        let forms: Vec<String> =
            rows.flat_map(|row| fields.iter().filter_map(|field| row.columns.get(field))).flatten().cloned().collect();
        if !forms.iter().any(|form| has(&renamed.headings, form)) {
            renamed.take(format, &forms);
        }
    }
    renamed
}

impl Renamed {
    /// Takes a heading that is close to one of these forms for it; one that the format knows stays what it is.
    fn take(&mut self, format: &Format, forms: &[String]) -> bool {
        let is_free = |heading: &Heading| !is_known(format, &heading.form);
        let near = forms.iter().find_map(|form| {
            let is_it = |heading: &Heading| is_free(heading) && is_close(form, &heading.form);
            self.headings.iter().position(is_it).map(|at| (form.clone(), at))
        });
        let Some((form, at)) = near else { return false };
        let heading = &mut self.headings[at];
        self.changes.push((form.clone(), heading.text.clone()));
        heading.form = form;
        true
    }
}

fn has(headings: &[Heading], form: &str) -> bool {
    headings.iter().any(|heading| heading.form == form)
}

fn is_known(format: &Format, form: &str) -> bool {
    let has = |forms: &Vec<String>| forms.iter().any(|known| known == form);
    let signs = &format.recognise;
    let is_sign = has(&signs.headings) || signs.any_of.iter().any(has);
    is_sign || format.rows.iter().any(|row| row.columns.values().any(has))
}

/// Misspelt by a letter in five, or longer by a third at the most.
fn is_close(known: &str, form: &str) -> bool {
    let (short, long) = if known.len() <= form.len() { (known, form) } else { (form, known) };
    let length = |text: &str| text.chars().count();
    let least = if short.is_ascii() { 6 } else { 3 };
    let is_contained = length(short) >= least && long.contains(short) && length(long) * 3 <= length(short) * 4;
    are_near(known, form) || is_contained
}

#[cfg(test)]
mod tests {
    use super::super::ImportOptions;
    use super::super::formats::FormatLibrary;
    use crate::domain::{ReportSummary, Zone};

    const BILL: &str = "交易时间,公众账号ID,商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,货币种类,总金额,手续费\n\
        2026-11-23 10:00:00,wx8397,150001,T1,4200000263201902167700134212,A1,oU,NATIVE,SUCCESS,CNY,12.50,0.05\n";

    fn read(csv: &str) -> ReportSummary {
        let library = FormatLibrary::built_in().unwrap();
        let options = ImportOptions {
            file_name: "bill.csv",
            written_at: None,
            source: None,
            format: None,
            zone: "Asia/Shanghai".parse::<Zone>().unwrap(),
            currency: crate::domain::Currency::CNY,
            encoding: None,
        };
        let mut progress = |_| std::ops::ControlFlow::Continue(());
        super::super::read_report(&csv.as_bytes(), &options, &library, &mut progress).unwrap().summary
    }

    fn changes(summary: &ReportSummary) -> Vec<&str> {
        let told = summary.warnings.iter().filter(|warning| warning.kind == "headings-changed");
        told.map(|warning| warning.args["renamed"].as_str()).collect()
    }

    #[test]
    fn a_bill_with_another_order_a_new_column_and_full_width_marks_is_the_same_bill() {
        let mut lines = BILL.lines();
        let (headings, row) = (lines.next().unwrap(), lines.next().unwrap());
        let moved = format!("新列,交易状态（必填）,{headings}\n-,x,{row}\n").replace("总金额", "总金额（元）");
        let summary = read(&moved);
        assert_eq!((summary.format.as_str(), summary.accepted), ("wechat-bill", 1));
        assert!(changes(&summary).is_empty());
    }

    #[test]
    fn a_heading_that_is_slightly_renamed_is_found_and_told() {
        for (old, new) in [("微信订单号", "微信订单编号"), ("商户订单号", "商户定单号"), ("总金额", "总金额额")]
        {
            let summary = read(&BILL.replacen(old, new, 1));
            assert_eq!((summary.format.as_str(), summary.accepted), ("wechat-bill", 1), "{new}");
            assert_eq!(changes(&summary), [format!("{}→{new}", old.to_lowercase())]);
        }
    }

    #[test]
    fn a_heading_of_another_meaning_is_not_taken_for_a_missing_one() {
        let summary = read(&BILL.replacen("微信订单号", "门店名称", 1));
        assert_ne!(summary.format, "wechat-bill");
    }
}
