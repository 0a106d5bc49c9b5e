//! A file whose layout no format knows: what each column seems to mean, how it reads so, and what is in doubt.

use super::layout_doubts::{dates_ui, fault_ui, units_ui, words_ui};
use super::reading_ui;
use crate::app::{LayoutEdit, Message, OpenLayout};
use crate::domain::{Mapping, Meaning, Proposal, ProposedColumn, Source};
use crate::text::say;
use crate::ui::panel::combo_ui;
use crate::ui::screen_head::head_ui;
use crate::ui::view::View;
use crate::ui::widgets::{
    Weight, bold_ui, button_ui, card, chip_button_ui, chip_ui, from_right, hline, line_ui, text_field, text_ui,
};
use egui::{Align, Layout, Margin, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

/// Height of a column's row, in points: a list to choose from and some air.
const ROW_HEIGHT: f32 = 38.0;
/// Room for the count of rows that can be read.
const CHIP_WIDTH: f32 = 130.0;
/// Widest list of meanings.
const MEANS_WIDTH: f32 = 200.0;

/// Draws the screen.
pub(super) fn layout_ui(ui: &mut Ui, view: &mut View<'_>, open: &OpenLayout) {
    let texts = view.texts;
    let Some(proposal) = &open.proposal else {
        let file = open.file.file_name().unwrap_or_default().to_string_lossy();
        let title = say!(texts, "layout-title", file = crate::domain::mask_card_numbers(&file));
        head_ui(ui, view.palette, &title, &say!(texts, "layout-reading"), |ui| {
            cancel_ui(ui, view);
        });
        return;
    };
    let title = say!(texts, "layout-title", file = proposal.file.as_str());
    head_ui(ui, view.palette, &title, &texts.layout_facts(proposal), |ui| {
        import_button_ui(ui, view, open, proposal);
        cancel_ui(ui, view);
    });
    if let Some(run) = &view.state.import {
        reading_ui(ui, view, run);
    }
    let Some(mapping) = open.mapping() else { return };
    source_ui(ui, view, mapping);
    let size = ui.available_size();
    card(view.palette).show(ui, |ui| {
        ui.set_min_size(size - vec2(2.0, 2.0));
        ui.set_max_size(size - vec2(2.0, 2.0));
        ScrollArea::vertical().id_salt("layout").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            heads_ui(ui, view);
            for (at, column) in proposal.columns.iter().enumerate() {
                column_ui(ui, view, proposal, mapping, at, column);
            }
            ui.add_space(12.0);
            doubts_ui(ui, view, open, proposal, mapping);
        });
    });
}

fn cancel_ui(ui: &mut Ui, view: &mut View<'_>) {
    let weight = if view.state.import.is_some() { Weight::Off } else { Weight::Plain };
    if button_ui(ui, view.palette, &say!(view.texts, "layout-cancel"), weight).clicked() {
        view.send(Message::CancelLayout);
    }
}

fn import_button_ui(ui: &mut Ui, view: &mut View<'_>, open: &OpenLayout, proposal: &Proposal) {
    let texts = view.texts;
    let name = match proposal.is_sample {
        true => say!(texts, "layout-import-all"),
        false => say!(texts, "layout-import", count = proposal.readable, shown = texts.count(proposal.readable)),
    };
    let may_be_pressed = proposal.can_be_imported() && !open.is_reading() && view.state.import.is_none();
    let weight = if may_be_pressed { Weight::Primary } else { Weight::Off };
    if button_ui(ui, view.palette, &name, weight).clicked() {
        view.send(Message::ImportLayout);
    }
}

/// Whose report it is, and what the layout is remembered as.
fn source_ui(ui: &mut Ui, view: &mut View<'_>, mapping: &Mapping) {
    let texts = view.texts;
    let palette = view.palette;
    card(palette).inner_margin(Margin::symmetric(14, 6)).show(ui, |ui| {
        from_right(ui, |ui| {
            let mut name = mapping.name.clone();
            let hint = say!(texts, "layout-remember-name");
            if text_field(ui, palette, &mut name, &hint, 170.0, 1).changed() {
                view.send(Message::EditLayout(LayoutEdit::Name(name)));
            }
            ui.label(egui::RichText::new(say!(texts, "layout-remember")).color(palette.text_weak));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 10.0;
                bold_ui(ui, &say!(texts, "layout-this-is"), 14.0, palette.text);
                for source in [Source::Acquirer, Source::Terminal, Source::Till, Source::Bank] {
                    let is_on = mapping.source == source;
                    let tone = if is_on { palette.blue } else { palette.grey };
                    if chip_button_ui(ui, &texts.report_of(source), tone, is_on, palette).clicked() {
                        view.send(Message::EditLayout(LayoutEdit::Source(source)));
                    }
                }
            });
        });
    });
}

/// The five columns of the table, in a row of this place.
fn places(row: Rect) -> [Rect; 5] {
    let inner = row.shrink2(vec2(10.0, 0.0));
    let rest = inner.width() - CHIP_WIDTH;
    let means = (rest * 0.24).min(MEANS_WIDTH + 12.0);
    let widths = [(rest - means) * 0.33, (rest - means) * 0.34, means, (rest - means) * 0.33, CHIP_WIDTH];
    let mut left = inner.left();
    widths.map(|width| {
        let place = Rect::from_min_max(pos2(left, row.top()), pos2(left + width - 12.0, row.bottom()));
        left += width;
        place
    })
}

fn at_place(ui: &mut Ui, place: Rect, contents: impl FnOnce(&mut Ui)) {
    let mut inside = ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)));
    inside.set_clip_rect(place.expand(3.0).intersect(ui.clip_rect()));
    contents(&mut inside);
}

fn heads_ui(ui: &mut Ui, view: &View<'_>) {
    let texts = view.texts;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::hover());
    let heads = [
        say!(texts, "layout-column"),
        say!(texts, "layout-values"),
        say!(texts, "layout-means"),
        say!(texts, "layout-reads"),
        String::new(),
    ];
    for (place, head) in places(row).into_iter().zip(heads).filter(|(_, head)| !head.is_empty()) {
        at_place(ui, place, |ui| _ = bold_ui(ui, &head, 13.0, view.palette.text_weak));
    }
    hline(ui, view.palette.line);
}

/// What a column is called: by its heading, else by its number.
pub(super) fn name_of(view: &View<'_>, at: usize, column: &ProposedColumn) -> String {
    let number = at + 1;
    if column.heading.is_empty() { say!(view.texts, "layout-unnamed", number = number) } else { column.heading.clone() }
}

fn column_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    proposal: &Proposal,
    mapping: &Mapping,
    at: usize,
    column: &ProposedColumn,
) {
    let (texts, palette) = (view.texts, view.palette);
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let [name_at, values_at, means_at, reads_at, chip_at] = places(row);
    let name = name_of(view, at, column);
    let meaning = mapping.meanings.get(at).copied().unwrap_or(Meaning::Ignore);
    let or_dash = |text: String| if text.is_empty() { "—".to_owned() } else { text };
    at_place(ui, name_at, |ui| _ = line_ui(ui, &name, 13.0, palette.text));
    at_place(ui, values_at, |ui| _ = line_ui(ui, &or_dash(column.values.join(", ")), 13.0, palette.text));
    at_place(ui, means_at, |ui| {
        if column.is_repeated {
            line_ui(ui, &say!(texts, "layout-same-heading"), 12.5, palette.text_weak);
            return;
        }
        let choices: Vec<_> = Meaning::ALL.iter().map(|meaning| (*meaning, texts.meaning(*meaning))).collect();
        let label = say!(texts, "layout-means-of", column = name.as_str());
        let width = ui.available_width().min(MEANS_WIDTH);
        if let Some(meaning) = combo_ui(ui, &label, meaning, &choices, width) {
            view.send(Message::EditLayout(LayoutEdit::Means(at, meaning)));
        }
    });
    let reads: Vec<String> = column.reads_as.iter().map(|read| texts.read_as(read)).collect();
    at_place(ui, reads_at, |ui| _ = line_ui(ui, &or_dash(reads.join("  •  ")), 13.0, palette.text));
    if meaning != Meaning::Ignore && !column.is_repeated {
        let (readable, rows) = (texts.count(column.readable), texts.count(proposal.rows));
        let is_whole = column.readable == proposal.rows;
        let tone = if is_whole { palette.green } else { palette.amber };
        let count = say!(texts, "layout-readable", readable = readable, rows = rows);
        at_place(ui, chip_at, |ui| _ = chip_ui(ui, &count, tone));
    }
    hline(ui, palette.row_line);
}

fn doubts_ui(ui: &mut Ui, view: &mut View<'_>, open: &OpenLayout, proposal: &Proposal, mapping: &Mapping) {
    egui::Frame::new().inner_margin(Margin::symmetric(14, 0)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 10.0;
        if let Some(lack) = view.texts.layout_lacks(proposal) {
            text_ui(ui, &lack, 13.0, view.palette.bad);
        }
        dates_ui(ui, view, proposal, mapping);
        fault_ui(ui, view, open, proposal);
        words_ui(ui, view, proposal, mapping);
        units_ui(ui, view, mapping);
        ui.add_space(8.0);
    });
}
