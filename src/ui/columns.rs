//! The columns that fit into a table of cases, and how wide each is.

use super::case_text::{day_of, guard, number_of};
use super::fonts;
use super::view::View;
use crate::app::{Column, Row, Section, Show};
use crate::domain::{CaseState, FindingKind, Step};
use crate::text::say;
use egui::{Color32, FontId, Ui};

/// The columns of the day's table, with their widths in points.
pub(super) fn of_the_day(ui: &Ui, view: &View<'_>) -> Vec<(Column, f32)> {
    let measure = Measure { ui, view };
    let texts = view.texts;
    let list = view.state.list();
    // Carried-over cases come first, so the first row tells whether a date has to fit.
    let dates_show = matches!(list.rows.first(), Some(Row::Heading(Section::CarriedOver, _)));
    let date = texts.date(view.state.now.date_naive());
    let time = if dates_show { 20.0 + measure.of([date.clone()], &fonts::regular(11.0)) } else { 0.0 };
    let steps = measure.of(Step::ALL.iter().map(|step| texts.step(*step)), &fonts::regular(13.0));
    let guards =
        list.guarded_until.filter(|until| *until > view.state.now).map(|until| guard(until, texts, view.state));
    let guarded = guards.map_or(0.0, |guard| {
        measure.of([guard.above], &fonts::bold(12.0)).max(measure.of([guard.below], &fonts::regular(11.0)))
    });
    let outcomes = if list.filter.show == Show::Closed { 142.0 } else { 0.0 };
    let due = measure.of([say!(texts, "window-late", due = date)], &fonts::bold(13.0));
    let columns = |due: f32| {
        vec![
            (Column::Time, time.max(56.0).ceil()),
            (Column::Amount, 84.0),
            (Column::Card, 150.0),
            (Column::Terminal, measure.terminal()),
            (Column::Finding, measure.finding()),
            (Column::NextStep, (18.0 + steps.max(guarded).max(outcomes)).ceil()),
            (Column::Due, (18.0 + due).ceil()),
        ]
    };
    let fit = |due| fit(columns(due), &[Column::Terminal, Column::NextStep], ui.available_width());
    let fitting = fit(due);
    // Without a next step, the guard takes the place of the due date.
    if fitting.iter().any(|(column, _)| *column == Column::NextStep) { fitting } else { fit(due.max(guarded)) }
}

/// The columns of the table of all cases, with their widths in points.
pub(super) fn of_all_cases(ui: &Ui, view: &View<'_>) -> Vec<(Column, f32)> {
    let measure = Measure { ui, view };
    let texts = view.texts;
    let list = view.state.list();
    let days = list.rows.iter().take(1).chain(list.rows.last()).filter_map(|row| match row {
        Row::Case { place, .. } => view.state.cases().get(*place),
        Row::Heading(..) | Row::Group(_) => None,
    });
    let days = days.map(|case| day_of(case, texts, view.state.now)).chain([texts.date(view.state.now.date_naive())]);
    let states = CaseState::ALL.iter().map(|state| texts.state(*state));
    let largest = view.state.cases().iter().max_by_key(|case| case.case.id).map(number_of).unwrap_or_default();
    let number = measure.of([largest], &fonts::regular(13.0));
    let number = number.max(measure.of([say!(texts, "table-column-number")], &fonts::bold(13.0)) + 12.0);
    let columns = vec![
        (Column::Number, (20.0 + number).ceil()),
        (Column::Day, (22.0 + measure.of(days, &fonts::regular(13.0))).ceil()),
        (Column::Time, 56.0),
        (Column::Amount, 84.0),
        (Column::Card, 150.0),
        (Column::Terminal, measure.terminal()),
        (Column::Finding, measure.finding()),
        (Column::State, (20.0 + measure.of(states, &fonts::regular(13.0))).ceil()),
        (Column::Outcome, 150.0),
        (Column::ClosedBy, measure.of([say!(texts, "table-column-closed-by")], &fonts::bold(13.0)).max(74.0) + 24.0),
    ];
    fit(columns, &[Column::ClosedBy, Column::Terminal, Column::Time], ui.available_width())
}

struct Measure<'a, 'v> {
    ui: &'a Ui,
    view: &'a View<'v>,
}

impl Measure<'_, '_> {
    /// The width of the widest text.
    fn of(&self, texts: impl IntoIterator<Item = String>, font: &FontId) -> f32 {
        let width = |text| self.ui.painter().layout_no_wrap(text, font.clone(), Color32::PLACEHOLDER).size().x;
        texts.into_iter().map(width).fold(0.0, f32::max)
    }

    fn terminal(&self) -> f32 {
        let heading = self.of([say!(self.view.texts, "window-column-terminal")], &fonts::bold(13.0));
        // One to twenty terminals; a long name is cut.
        let names = self.view.state.list().terminals.iter().take(20);
        let names = names.map(|number| self.view.state.settings.terminal_name(number).to_owned());
        (20.0 + heading.max(self.of(names, &fonts::regular(13.0)).min(96.0))).ceil()
    }

    fn finding(&self) -> f32 {
        let names = FindingKind::ALL.iter().map(|kind| self.view.texts.finding(*kind));
        (32.0 + self.of(names, &fonts::bold(12.0))).ceil()
    }
}

/// Leaves out what does not fit, in the order of `droppable`, and shares what is left over. What is left out stands in
/// the panel; the card may be cut short before that.
fn fit(mut columns: Vec<(Column, f32)>, droppable: &[Column], available: f32) -> Vec<(Column, f32)> {
    let wanted = |columns: &[(Column, f32)]| columns.iter().map(|(_, width)| width).sum::<f32>();
    for dropped in droppable {
        if wanted(&columns) > available + 36.0 {
            columns.retain(|(column, _)| column != dropped);
        }
    }
    let left = available - wanted(&columns);
    let takes_rest = |column: Column| match column {
        Column::Card => true,
        Column::Finding | Column::NextStep | Column::Outcome => left > 0.0,
        _ => false,
    };
    let takers = if left > 0.0 { columns.iter().filter(|(column, _)| takes_rest(*column)).count() } else { 1 };
    #[expect(clippy::cast_precision_loss, reason = "there are ten columns at most")]
    let share = left / takers as f32;
    for (_, width) in columns.iter_mut().filter(|(column, _)| takes_rest(*column)) {
        *width = (*width + share).max(48.0).floor();
    }
    columns
}
