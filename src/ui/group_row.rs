//! The rows of the day's table that are no case: headings, and groups of one root cause.

use super::case_text::{Guard, guard};
use super::fonts;
use super::theme::Palette;
use super::view::View;
use super::widgets::two_lines_ui;
use crate::app::{CaseGroup, Root, Section};
use crate::domain::{BusinessDay, Moment};
use crate::text::{Texts, say};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, Rect, Shape, Stroke, Ui, pos2};

/// `Carried over from earlier days: 3`.
pub(super) fn section_text(section: Section, count: usize, texts: &Texts) -> String {
    match section {
        Section::CarriedOver => say!(texts, "table-carried-over", count = count),
        Section::Today => say!(texts, "table-of-today", count = count),
    }
}

/// A slim heading over the whole width.
pub(super) fn section_ui(ui: &Ui, rect: Rect, view: &View<'_>, text: &str) {
    let palette = view.palette;
    ui.painter().rect_filled(rect, 0, palette.ground);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), fonts::bold(12.0), palette.text_weak);
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left() + 10.0, top), galley, palette.text_weak);
}

/// What a group says.
pub(super) struct GroupText {
    /// `T-02, no network 18:10–18:55: 14 payments`.
    pub what: String,
    /// `¥3,120.00 at risk`; empty where nothing is.
    pub at_risk: String,
    /// "Do not charge again", while one of them forbids it.
    pub guard: Option<Guard>,
    /// When the most urgent case of it is due.
    pub due: String,
}

impl GroupText {
    /// Puts a group into words.
    pub(super) fn of(group: &CaseGroup, view: &View<'_>, today: BusinessDay) -> Self {
        let texts = view.texts;
        let sums = group.at_risk.iter().filter(|sum| sum.minor != 0).map(|sum| texts.money(*sum)).collect::<Vec<_>>();
        let at_risk =
            if sums.is_empty() { String::new() } else { say!(texts, "window-at-risk", money = sums.join(" + ")) };
        let root = match &group.root {
            Root::Network => say!(texts, "table-root-network"),
            Root::Terminal => say!(texts, "table-root-terminal"),
            Root::Batch(number) => say!(texts, "table-root-batch", number = number.as_str()),
        };
        let what = say!(
            texts,
            "table-group",
            terminal = view.state.settings.terminal_name(&group.terminal),
            root = root,
            span = span(group, texts, today),
            count = group.members.len()
        );
        let running = group.guarded_until.filter(|until| *until > view.state.now);
        let guard = running.map(|until| guard(until, texts, view.state));
        Self { what, at_risk, guard, due: due_of(group, texts, view.state.now) }
    }

    /// The whole row in one sentence.
    pub(super) fn name(&self) -> String {
        let guard = self.guard.as_ref().map_or("", |guard| &guard.whole);
        let parts = [self.what.as_str(), &self.at_risk, guard, &self.due];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// `18:10–18:55`, with the date where it is another day's.
fn span(group: &CaseGroup, texts: &Texts, today: BusinessDay) -> String {
    let (from, to) = (texts.time(group.from), texts.time(group.to));
    let hours = if from == to { from } else { format!("{from}–{to}") };
    if group.day < today { format!("{} {hours}", texts.date(group.day.0)) } else { hours }
}

fn due_of(group: &CaseGroup, texts: &Texts, now: Moment) -> String {
    let due = texts.due(group.due, now);
    if is_late(group, now) { say!(texts, "window-late", due = due) } else { due }
}

fn is_late(group: &CaseGroup, now: Moment) -> bool {
    group.due < now
}

/// A group over the whole width, but for the columns of the next step, where its guard stands, and of the due date; these
/// begin at `lefts`.
pub(super) fn group_ui(ui: &Ui, rect: Rect, lefts: [f32; 2], view: &View<'_>, group: &CaseGroup, text: &GroupText) {
    let palette = view.palette;
    let [next_left, due_left] = lefts;
    // Without a column for the next step, the guard takes the place of the due date.
    let due_shows = text.guard.is_none() || next_left < due_left;
    let mut end = due_left;
    if let Some(guard) = &text.guard {
        end = next_left;
        let right = if due_shows { due_left } else { rect.right() };
        let room = Rect::from_x_y_ranges(next_left + 10.0..=right - 2.0, rect.y_range());
        let above = (guard.above.clone(), fonts::bold(12.0), palette.warn);
        two_lines_ui(ui, room, above, (guard.below.clone(), fonts::regular(11.0), palette.text_weak));
    }
    paint_fold(ui, pos2(rect.left() + 15.0, rect.center().y), group.is_unfolded, palette.text_weak);
    let width = end - rect.left() - 38.0;
    let mut job = LayoutJob { wrap: TextWrapping::truncate_at_width(width), ..LayoutJob::default() };
    let format = |font, color| TextFormat { font_id: font, color, ..TextFormat::default() };
    job.append(&text.what, 0.0, format(fonts::bold(13.0), palette.text));
    if !text.at_risk.is_empty() {
        job.append(&text.at_risk, 14.0, format(fonts::regular(13.0), palette.text_weak));
    }
    paint_line(ui, rect, rect.left() + 28.0, job, palette);
    if !due_shows {
        return;
    }
    let late = is_late(group, view.state.now);
    let (font, color) = if late { (fonts::bold(13.0), palette.bad) } else { (fonts::regular(13.0), palette.text) };
    let mut due =
        LayoutJob { wrap: TextWrapping::truncate_at_width(rect.right() - due_left - 12.0), ..LayoutJob::default() };
    due.append(&text.due, 0.0, format(font, color));
    paint_line(ui, rect, due_left + 10.0, due, palette);
}

fn paint_line(ui: &Ui, rect: Rect, left: f32, job: LayoutJob, palette: &Palette) {
    let galley = ui.painter().layout_job(job);
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(left, top), galley, palette.text);
}

/// A triangle that points to what is folded, or down to what follows.
fn paint_fold(ui: &Ui, center: egui::Pos2, is_unfolded: bool, color: Color32) {
    let at = |x: f32, y: f32| pos2(center.x + x, center.y + y);
    let points = if is_unfolded {
        vec![at(-5.0, -3.0), at(5.0, -3.0), at(0.0, 4.0)]
    } else {
        vec![at(-3.0, -5.0), at(4.0, 0.0), at(-3.0, 5.0)]
    };
    ui.painter().add(Shape::convex_polygon(points, color, Stroke::NONE));
}
