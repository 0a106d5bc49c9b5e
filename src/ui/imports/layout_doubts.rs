//! What is in doubt about a layout: dates that can be read two ways, rows that cannot be read, words and what they are taken
//! for.

use super::layout::name_of;
use crate::app::{LayoutEdit, Message, OpenLayout};
use crate::domain::{DayOrder, FaultyRow, Mapping, Meaning, Proposal, Status, TransactionType, TypeUse};
use crate::text::say;
use crate::ui::fonts;
use crate::ui::panel::combo_ui;
use crate::ui::view::View;
use crate::ui::widgets::{bold_ui, chip_button_ui, line_ui, link_ui, text_then_bold_ui, text_ui};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Frame, Label, Layout, Margin, Stroke, Ui, vec2};

/// Width of a word and of what it is taken for.
const WORD_WIDTH: f32 = 190.0;

/// Asks which comes first in a date, where no row tells.
pub(super) fn dates_ui(ui: &mut Ui, view: &mut View<'_>, proposal: &Proposal, mapping: &Mapping) {
    let (texts, palette) = (view.texts, view.palette);
    if let Some(example) = &proposal.open_date {
        boxed_ui(ui, view, |ui, view| {
            ui.horizontal_wrapped(|ui| {
                text_ui(ui, &say!(texts, "layout-which-date", example = example.as_str()), 13.0, palette.amber.text);
                for order in DayOrder::ALL {
                    let date = read_in(example, *order).unwrap_or_else(|| example.clone());
                    let name = match order {
                        DayOrder::DayFirst => say!(texts, "layout-day-first", date = date),
                        DayOrder::MonthFirst => say!(texts, "layout-month-first", date = date),
                    };
                    let is_on = mapping.day_order == Some(*order);
                    let tone = if is_on { palette.blue } else { palette.grey };
                    if chip_button_ui(ui, &name, tone, is_on, palette).clicked() {
                        view.send(Message::EditLayout(LayoutEdit::DayOrder(*order)));
                    }
                }
            });
        });
    }
}

/// What amounts count.
pub(super) fn units_ui(ui: &mut Ui, view: &mut View<'_>, mapping: &Mapping) {
    let (texts, palette) = (view.texts, view.palette);
    if mapping.meanings.iter().any(|meaning| matches!(meaning, Meaning::Amount | Meaning::AmountOut)) {
        ui.horizontal_wrapped(|ui| {
            text_ui(ui, &say!(texts, "layout-amounts-in"), 13.0, palette.text_weak);
            for (is_minor, name) in [(false, say!(texts, "layout-major")), (true, say!(texts, "layout-minor"))] {
                let is_on = mapping.minor_units == is_minor;
                let tone = if is_on { palette.blue } else { palette.grey };
                if chip_button_ui(ui, &name, tone, is_on, palette).clicked() {
                    view.send(Message::EditLayout(LayoutEdit::MinorUnits(is_minor)));
                }
            }
        });
    }
}

/// `03/04/2026` as a date with its month written out in order: `2026-04-03`.
fn read_in(example: &str, order: DayOrder) -> Option<String> {
    let day = example.split_whitespace().next()?;
    let parts: Vec<u32> = day.split(['/', '-']).filter_map(|part| part.parse().ok()).collect();
    let &[first, second, year] = parts.as_slice() else { return None };
    let year = if year < 100 { 2000 + year } else { year };
    let (day, month) = if order == DayOrder::DayFirst { (first, second) } else { (second, first) };
    Some(format!("{year}-{month:02}-{day:02}"))
}

/// The first row that cannot be read, or the one that is looked at, in full where that is wanted.
pub(super) fn fault_ui(ui: &mut Ui, view: &mut View<'_>, open: &OpenLayout, proposal: &Proposal) {
    let texts = view.texts;
    let shown = open.shown_fault.unwrap_or(0);
    let Some(row) = proposal.faults.get(shown) else { return };
    boxed_ui(ui, view, |ui, view| {
        ui.set_width(ui.available_width());
        let is_open = open.shown_fault.is_some();
        let sentence = fault_sentence(view, proposal, row);
        ui.horizontal(|ui| {
            let links = if proposal.faults.len() > 1 && is_open { 190.0 } else { 110.0 };
            let line = say!(texts, "layout-bad-row", line = row.fault.line);
            bold_then_text_ui(ui, &line, &sentence, ui.available_width() - links, view.palette.amber.text);
            let (name, next) = match is_open {
                true => (say!(texts, "layout-hide-row"), None),
                false => (say!(texts, "layout-show-row"), Some(shown)),
            };
            if link_ui(ui, view.palette, &name).clicked() {
                view.send(Message::ShowFault(next));
            }
            if is_open && proposal.faults.len() > 1 {
                let next = (shown + 1) % proposal.faults.len();
                if link_ui(ui, view.palette, &say!(texts, "layout-next-row")).clicked() {
                    view.send(Message::ShowFault(Some(next)));
                }
            }
        });
        if is_open {
            for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let Some(column) = proposal.columns.get(at) else { continue };
                text_then_bold_ui(ui, &format!("{}:", name_of(view, at, column)), cell, 13.0, view.palette);
            }
        }
    });
}

/// A bold beginning and what follows, no wider than this.
fn bold_then_text_ui(ui: &mut Ui, bold: &str, text: &str, width: f32, color: egui::Color32) {
    let mut job = LayoutJob { wrap: TextWrapping::wrap_at_width(width), ..LayoutJob::default() };
    let format = |font| TextFormat { font_id: font, color, ..TextFormat::default() };
    job.append(&format!("{bold} "), 0.0, format(fonts::bold(13.0)));
    job.append(text, 0.0, format(fonts::regular(13.0)));
    ui.add(Label::new(job));
}

/// What is wrong with a row, and what becomes of the others.
fn fault_sentence(view: &View<'_>, proposal: &Proposal, row: &FaultyRow) -> String {
    let texts = view.texts;
    let reason = texts.rejection(row.fault.reason);
    let what = match row.fault.column.as_str() {
        "" => reason,
        column => say!(texts, "layout-bad-cell", column = column, value = row.fault.value.as_str(), reason = reason),
    };
    let fine = proposal.readable;
    let rest = match proposal.rejected {
        1 => say!(texts, "layout-bad-rest", count = fine, shown = texts.count(fine)),
        count => say!(texts, "layout-bad-rows", count = texts.count(count), readable = texts.count(fine)),
    };
    format!("{what} {rest}")
}

/// The words of the type and status columns, and what each is taken for.
pub(super) fn words_ui(ui: &mut Ui, view: &mut View<'_>, proposal: &Proposal, mapping: &Mapping) {
    let texts = view.texts;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 40.0;
        if !proposal.statuses.is_empty() {
            let choices: Vec<_> = Status::ALL.iter().map(|status| (*status, texts.status(*status))).collect();
            let title = say!(texts, "layout-status-words");
            let decided = |word: &str, usual: Status| mapping.statuses.get(word).copied().unwrap_or(usual);
            let chosen = word_table_ui(ui, view, &title, &proposal.statuses, &choices, &decided);
            if let Some((word, status)) = chosen {
                view.send(Message::EditLayout(LayoutEdit::Status(word, status)));
            }
        }
        if !proposal.types.is_empty() {
            let kinds = TransactionType::ALL.iter().map(|kind| TypeUse::Type(*kind));
            let uses = kinds.chain([TypeUse::NoPayment, TypeUse::NotKnown]);
            let choices: Vec<_> = uses.map(|meaning| (meaning, texts.type_use(meaning))).collect();
            let title = say!(texts, "layout-type-words");
            let decided = |word: &str, usual: TypeUse| mapping.types.get(word).copied().unwrap_or(usual);
            let chosen = word_table_ui(ui, view, &title, &proposal.types, &choices, &decided);
            if let Some((word, meaning)) = chosen {
                view.send(Message::EditLayout(LayoutEdit::Type(word, meaning)));
            }
        }
    });
}

fn word_table_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    view: &View<'_>,
    title: &str,
    words: &[(String, u64, T)],
    choices: &[(T, String)],
    decided: &dyn Fn(&str, T) -> T,
) -> Option<(String, T)> {
    let (texts, palette) = (view.texts, view.palette);
    let mut picked = None;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.set_width(WORD_WIDTH * 2.0 + 60.0);
        bold_ui(ui, title, 13.0, palette.text_weak);
        for (word, count, usual) in words {
            ui.horizontal(|ui| {
                let place = vec2(WORD_WIDTH, 32.0);
                let left = Layout::left_to_right(Align::Center);
                ui.allocate_ui_with_layout(place, left, |ui| {
                    ui.set_min_size(place);
                    line_ui(ui, &format!("{word} ({})", texts.count(*count)), 13.0, palette.text);
                });
                let label = say!(texts, "layout-taken-for-of", word = word.as_str());
                if let Some(chosen) = combo_ui(ui, &label, decided(word, *usual), choices, WORD_WIDTH) {
                    picked = Some((word.clone(), chosen));
                }
            });
        }
    });
    picked
}

/// Something to look at.
fn boxed_ui(ui: &mut Ui, view: &mut View<'_>, contents: impl FnOnce(&mut Ui, &mut View<'_>)) {
    let palette = view.palette;
    let frame = Frame::new().fill(palette.why).stroke(Stroke::new(1.0, palette.why_border)).corner_radius(8);
    frame.inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| contents(ui, view));
}
