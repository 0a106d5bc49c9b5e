//! The four steps: always in sight, one of them open.

use super::{action_step, contact_step, head, outcome_step};
use crate::app::{Form, Message};
use crate::domain::{Acquirer, CaseState, CaseView, Playbook, Step, StepState, Wait};
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{check_row_ui, focus_ring, hline, link_ui, paint_check, text_ui};
use crate::ui::{case_text, fonts, keys};
use egui::accesskit::Role;
use egui::{Frame, Margin, Sense, Ui, WidgetInfo, pos2, vec2};

/// Height of a step's head, in points: enough for a finger.
const HEAD_HEIGHT: f32 = 38.0;

/// Draws the steps up to the one that stands open, and what is to be done in that one. They scroll with the details.
pub(super) fn steps_so_far_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    let Some(playbook) = view.playbook(case) else {
        let kind = view.texts.finding(case.case.finding.kind);
        return head::remark_ui(ui, view, &say!(view.texts, "window-no-playbook", finding = kind));
    };
    let open = view.state.open_step(case);
    for step in Step::ALL.iter().copied().filter(|step| *step <= open) {
        step_head_ui(ui, view, case, step);
        if step == open {
            Frame::new().inner_margin(Margin { left: 50, right: 18, top: 0, bottom: 10 }).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 6.0;
                step_body_ui(ui, view, case, playbook, step);
            });
        }
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

/// Dot, name, and who did it when. Pressing opens the step.
fn step_head_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView, step: Step) {
    let number = step as usize + 1;
    let palette = view.palette;
    let texts = view.texts;
    let state = case.case.work.step_state(step);
    let is_open = view.state.open_step(case) == step;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD_HEIGHT), Sense::click());
    let dot = pos2(rect.left() + 29.0, rect.center().y);
    let closed = case.state == CaseState::Closed;
    let (fill, color) = match &state {
        StepState::Marked(mark) if mark.skipped.is_none() => (palette.ok, palette.on_accent),
        StepState::Current if !closed => (palette.accent, palette.on_accent),
        _ => (palette.dot, palette.dot_text),
    };
    ui.painter().circle_filled(dot, 11.0, fill);
    let done = matches!(&state, StepState::Marked(mark) if mark.skipped.is_none());
    if done {
        paint_check(ui, dot, 13.0, color);
    } else {
        let galley = ui.painter().layout_no_wrap(number.to_string(), fonts::bold(12.0), color);
        ui.painter().galley(dot - galley.size() / 2.0, galley, color);
    }
    let name = texts.step(step);
    let title = ui.painter().layout_no_wrap(name.clone(), fonts::bold(14.0), palette.text);
    let left = rect.left() + 50.0;
    ui.painter().galley(pos2(left, rect.center().y - title.size().y / 2.0), title.clone(), palette.text);
    let remark = remark(view, case, step, &state);
    let room = rect.right() - 18.0 - left - title.size().x - 12.0;
    let mut job = egui::text::LayoutJob::simple_singleline(remark.clone(), fonts::regular(13.0), palette.text_weak);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = ui.painter().layout_job(job);
    let at = pos2(rect.right() - 18.0 - galley.size().x, rect.center().y - galley.size().y / 2.0);
    let cut = galley.elided;
    ui.painter().galley(at, galley, palette.text_weak);
    focus_ring(ui, &response, rect.shrink2(vec2(6.0, 4.0)), 6, palette);
    let response = if cut { response.on_hover_text(&remark) } else { response };
    let described = format!("{number} {name} {remark}");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, described.trim()));
    if response.clicked() {
        view.send(Message::OpenStep(step));
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
        _ if step == Step::ContactAcquirer => {
            let acquirer = case.lead().and_then(|lead| view.state.settings.acquirer_of(lead));
            acquirer.map(Acquirer::hotline_and_hours).unwrap_or_default()
        }
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
        Step::VerifyDetails => waits_ui(ui, view, case, &playbook.waits[..1.min(playbook.waits.len())]),
        Step::ContactAcquirer => {
            contact_step::contact_ui(ui, view, case);
            waits_ui(ui, view, case, &playbook.waits);
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
    for (place, check) in playbook.checks_of(step).enumerate() {
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
    }
    ui.spacing_mut().item_spacing.y = 6.0;
}

/// Waiting times with a running clock, and what ends with them.
fn waits_ui(ui: &mut Ui, view: &View<'_>, case: &CaseView, waits: &[Wait]) {
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
