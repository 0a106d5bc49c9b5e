//! The four steps: always in sight, one of them open.

use super::{action_step, contact_step, head, outcome_step};
use crate::app::{Form, Message};
use crate::domain::{CaseId, CaseState, CaseView, Playbook, Step, StepState, Wait};
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{check_row_ui, focus_ring, hline, link_ui, paint_check, small_button_ui, text_ui};
use crate::ui::{case_text, fonts, keys};
use egui::accesskit::Role;
use egui::{Align, Frame, Id, Margin, Pos2, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

/// Height of a step's head, in points: enough for a finger.
const HEAD_HEIGHT: f32 = 38.0;

/// Where its name begins, in points from the panel's left edge.
const HEAD_LEFT: f32 = 50.0;

/// What is left free at its right, in points.
const HEAD_RIGHT: f32 = 18.0;

/// Draws the steps up to the one that stands open, and what is to be done in that one. They scroll with the details.
pub(super) fn steps_so_far_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    let Some(playbook) = view.playbook(case) else {
        let kind = view.texts.finding(case.case.finding.kind);
        return head::remark_ui(ui, view, &say!(view.texts, "window-no-playbook", finding = kind));
    };
    let open = view.state.open_step(case);
    for step in Step::ALL.iter().copied().filter(|step| *step <= open) {
        let head = step_head_ui(ui, view, case, step);
        if step == open {
            bring_into_sight(ui, case, step, head);
            Frame::new().inner_margin(Margin { left: 50, right: 18, top: 0, bottom: 10 }).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 6.0;
                step_body_ui(ui, view, case, playbook, step);
            });
        }
    }
}

/// Scrolls once to a step that was opened just now. A case chosen just now is read from its top, and the first step needs the
/// comparison above it.
fn bring_into_sight(ui: &Ui, case: &CaseView, step: Step, head: Rect) {
    let id = Id::unique("open step");
    let shown = (case.case.id, step);
    let before = ui.data(|data| data.get_temp::<(CaseId, Step)>(id));
    if before == Some(shown) {
        return;
    }
    ui.data_mut(|data| data.insert_temp(id, shown));
    let is_same_case = before.is_some_and(|(case, _)| case == shown.0);
    if is_same_case && step != Step::VerifyDetails {
        ui.scroll_to_rect(head, Some(Align::Min));
    }
}

/// Draws the heads of the steps after the open one. They stay in sight however long that one is.
pub(super) fn steps_to_come_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    let open = view.state.open_step(case);
    for step in Step::ALL.iter().copied().filter(|step| *step > open) {
        hline(ui, view.palette.row_line);
        step_head_ui(ui, view, case, step);
    }
}

/// Dot, name, and who did it when; what does not fit beside the name stands below it. Pressing opens the step.
fn step_head_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView, step: Step) -> Rect {
    let palette = view.palette;
    let state = case.case.work.step_state(step);
    let is_open = view.state.open_step(case) == step;
    let name = view.texts.step(step);
    let remark = remark(view, case, step, &state);
    let title = ui.painter().layout_no_wrap(name.clone(), fonts::bold(14.0), palette.text);
    let room = ui.available_width() - HEAD_LEFT - HEAD_RIGHT;
    let beside = ui.painter().layout_no_wrap(remark.clone(), fonts::regular(13.0), palette.text_weak);
    let fits = title.size().x + 12.0 + beside.size().x <= room;
    let remark_shown =
        if fits { beside } else { ui.painter().layout(remark.clone(), fonts::regular(12.5), palette.text_weak, room) };
    let below = if fits { 0.0 } else { remark_shown.size().y };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD_HEIGHT + below), Sense::click());
    let middle = rect.top() + HEAD_HEIGHT / 2.0;
    dot_ui(ui, view, step, &state, pos2(rect.left() + 29.0, middle), case.state == CaseState::Closed);
    let left = rect.left() + HEAD_LEFT;
    let title_top = middle - title.size().y / 2.0;
    let at = if fits {
        pos2(rect.right() - HEAD_RIGHT - remark_shown.size().x, middle - remark_shown.size().y / 2.0)
    } else {
        pos2(left, rect.top() + HEAD_HEIGHT - 6.0)
    };
    ui.painter().galley(pos2(left, title_top), title, palette.text);
    ui.painter().galley(at, remark_shown, palette.text_weak);
    focus_ring(ui, &response, rect.shrink2(vec2(6.0, 4.0)), 6, palette);
    let described = format!("{} {name} {remark}", number_of(step));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, described.trim()));
    if response.clicked() {
        view.send(Message::OpenStep(step));
    }
    rect
}

const fn number_of(step: Step) -> usize {
    step as usize + 1
}

/// The number of a step in its circle; a check mark once it is done.
fn dot_ui(ui: &Ui, view: &View<'_>, step: Step, state: &StepState, at: Pos2, closed: bool) {
    let palette = view.palette;
    let done = matches!(state, StepState::Marked(mark) if mark.skipped.is_none());
    let (fill, color) = match state {
        StepState::Marked(_) if done => (palette.ok, palette.on_accent),
        StepState::Current if !closed => (palette.accent, palette.on_accent),
        _ => (palette.dot, palette.dot_text),
    };
    ui.painter().circle_filled(at, 11.0, fill);
    if done {
        paint_check(ui, at, 13.0, color);
    } else {
        let galley = ui.painter().layout_no_wrap(number_of(step).to_string(), fonts::bold(12.0), color);
        ui.painter().galley(at - galley.size() / 2.0, galley, color);
    }
}

/// `20:31 cashier 07`, `skipped`, the hotline.
fn remark(view: &View<'_>, case: &CaseView, step: Step, state: &StepState) -> String {
    let texts = view.texts;
    match state {
        StepState::Marked(mark) => {
            let when = if mark.author.at.date_naive() == view.state.now.date_naive() {
                texts.time(mark.author.at)
            } else {
                texts.date(mark.author.at.date_naive())
            };
            let who = format!("{when} {}", mark.author.operator);
            match &mark.skipped {
                None => who,
                Some(_) => say!(texts, "window-skipped-by", who = who),
            }
        }
        _ if step == Step::ContactAcquirer && !case.case.work.contacts.is_empty() => {
            say!(texts, "window-contacts-so-far", count = case.case.work.contacts.len())
        }
        _ if step == Step::ContactAcquirer => contact_step::hotline(view, case),
        // Where this is going: what the reports suggest.
        _ if step == Step::ChooseAction => texts.playbook(&format!("action-{}", case.suggested)),
        _ => String::new(),
    }
}

fn step_body_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView, playbook: &Playbook, step: Step) {
    let closed = case.state == CaseState::Closed;
    if let Some(reason) = case.case.work.marks.get(&step).and_then(|mark| mark.skipped.as_ref()) {
        let text = say!(view.texts, "window-skipped-because", reason = reason.as_str());
        text_ui(ui, &text, 12.5, view.palette.text_weak);
    }
    checks_ui(ui, view, case, playbook, step);
    match step {
        Step::VerifyDetails => waits_ui(ui, view, case, playbook.waits_for(&case.case.finding).take(1)),
        Step::ContactAcquirer => {
            contact_step::contact_ui(ui, view, case);
            waits_ui(ui, view, case, playbook.waits_for(&case.case.finding));
        }
        Step::ChooseAction => action_step::actions_ui(ui, view, case, playbook),
        Step::RecordOutcome => outcome_step::outcome_ui(ui, view, case, playbook),
    }
    let may_skip = !closed && step != Step::RecordOutcome && !case.case.work.marks.contains_key(&step);
    if may_skip && link_ui(ui, view.palette, &say!(view.texts, "window-skip-step")).clicked() {
        view.send(Message::OpenForm(Some(Form::Skip(step))));
    }
}

fn checks_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView, playbook: &Playbook, step: Step) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let closed = case.state == CaseState::Closed;
    for (place, check) in playbook.checks_for(step, &case.case.finding).enumerate() {
        let ticked = case.case.work.checked.contains(&check.id);
        let mut text = view.texts.playbook(&format!("check-{}", check.id));
        if check.optional {
            text = say!(view.texts, "window-optional", check = text);
        }
        let response = check_row_ui(ui, view.palette, &text, ticked);
        if place == 0 {
            keys::take_focus(ui, keys::FocusWish::Step, &response);
        }
        if response.clicked() && !closed {
            view.send(Message::ToggleCheck { step, check: check.id.clone() });
        }
        if !ticked && !closed {
            answers_ui(ui, view, step, &check.id);
        }
    }
    ui.spacing_mut().item_spacing.y = 6.0;
}

/// What a check usually gives, each one press: it ticks the check and keeps the answer as a note. Whether the customer's app
/// shows a debit or a hold is asked; how much is on the account never is.
fn answers_ui(ui: &mut Ui, view: &mut View<'_>, step: Step, check: &str) {
    let texts = view.texts;
    let answers = match check {
        "customer-app-debit" => vec![
            (say!(texts, "window-answer-debit"), say!(texts, "window-found-debit")),
            (say!(texts, "window-answer-hold"), say!(texts, "window-found-hold")),
            (say!(texts, "window-answer-neither"), say!(texts, "window-found-neither")),
        ],
        "shop-account-unusual" => vec![
            (say!(texts, "window-answer-nothing-unusual"), say!(texts, "window-found-nothing-unusual")),
            (say!(texts, "window-answer-unusual"), say!(texts, "window-found-unusual")),
        ],
        _ => return,
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        ui.add_space(24.0);
        for (answer, note) in answers {
            if small_button_ui(ui, view.palette, &answer).clicked() {
                view.send(Message::AnswerCheck { step, check: check.to_owned(), note });
            }
        }
    });
    ui.add_space(4.0);
}

/// Waiting times with a running clock, and what ends with them.
fn waits_ui<'w>(ui: &mut Ui, view: &View<'_>, case: &CaseView, waits: impl Iterator<Item = &'w Wait>) {
    let texts = view.texts;
    let now = view.state.now;
    for wait in waits {
        let until = case.case.finding.time + chrono::Duration::minutes(wait.minutes);
        let what = texts.playbook(&format!("wait-{}", wait.id));
        let when = format!("{} {}", texts.date(until.date_naive()), texts.time(until));
        let left = case_text::minutes_left(until, now);
        let clock = if left > 0 {
            say!(texts, "window-runs-until", time = when, left = case_text::duration(left, texts))
        } else {
            say!(texts, "window-over-since", time = when)
        };
        text_ui(ui, &format!("{what} · {clock}"), 12.5, view.palette.text_weak);
    }
}
