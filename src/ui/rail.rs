//! The rail at the left: where one is, who stands at the till, language and colours.

use super::view::View;
use super::widgets::{bold_ui, focus_ring, line_ui, small_button_ui, text_field, text_ui};
use super::{fonts, widgets};
use crate::app::{Message, Screen};
use crate::domain::{Language, Theme};
use crate::text::{Texts, say};
use egui::accesskit::Role;
use egui::{Align, Frame, Layout, Margin, Popup, RectAlign, Sense, Ui, WidgetInfo, pos2, vec2};

/// Draws the rail.
pub(super) fn rail_ui(ui: &mut Ui, view: &mut View<'_>) {
    let line = ui.max_rect();
    ui.painter().vline(line.right() - 0.5, line.y_range(), egui::Stroke::new(1.0, view.palette.border));
    Frame::new().inner_margin(Margin::symmetric(12, 16)).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        brand_ui(ui, view);
        ui.add_space(8.0);
        ui.spacing_mut().item_spacing.y = 4.0;
        for screen in Screen::ALL {
            screen_ui(ui, view, screen);
        }
        ui.add_space(8.0);
        let start = small_button_ui(ui, view.palette, &say!(view.texts, "new-case-open"));
        if start.on_hover_text(say!(view.texts, "new-case-how")).clicked() {
            view.send(Message::OpenNewCase);
        }
        ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            saved_ui(ui, view);
            operator_ui(ui, view);
            switches_ui(ui, view);
        });
    });
}

fn brand_ui(ui: &mut Ui, view: &View<'_>) {
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        ui.spacing_mut().item_spacing.x = 6.0;
        bold_ui(ui, &say!(view.texts, "app-name"), 17.0, view.palette.text);
        line_ui(ui, &say!(view.texts, "app-name-other-language"), 13.0, view.palette.text_weak);
    });
}

/// One screen's entry, with the number of cases on it.
fn screen_ui(ui: &mut Ui, view: &mut View<'_>, screen: Screen) {
    let palette = view.palette;
    let is_here = view.state.screen == screen;
    let name = screen_name(view.texts, screen);
    let unfinished = match screen {
        Screen::Today => view.state.day.as_ref().map_or(0, |data| data.day.unfinished),
        _ => 0,
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 39.0), Sense::click());
    let (font, ink) = if is_here {
        ui.painter().rect_filled(rect, 8, palette.accent_soft);
        (fonts::bold(14.0), palette.accent_text)
    } else {
        (fonts::regular(14.0), palette.text)
    };
    let galley = ui.painter().layout_no_wrap(name.clone(), font, ink);
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left() + 12.0, top), galley, ink);
    if unfinished > 0 {
        let count = ui.painter().layout_no_wrap(unfinished.to_string(), fonts::bold(11.0), palette.on_badge());
        let size = vec2((count.size().x + 14.0).max(20.0), 17.0);
        let badge = egui::Rect::from_center_size(pos2(rect.right() - 12.0 - size.x / 2.0, rect.center().y), size);
        ui.painter().rect_filled(badge, 9, palette.badge);
        ui.painter().galley(badge.center() - count.size() / 2.0, count, palette.on_badge());
    }
    focus_ring(ui, &response, rect, 8, palette);
    let described = match screen {
        Screen::Today => say!(view.texts, "window-today-count", count = unfinished),
        _ => name,
    };
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_here, &described));
    if response.clicked() {
        view.send(Message::Go(screen));
    }
}

fn screen_name(texts: &Texts, screen: Screen) -> String {
    match screen {
        Screen::Today => say!(texts, "window-today"),
        Screen::AllCases => say!(texts, "screen-all-cases"),
        Screen::Insights => say!(texts, "screen-insights"),
        Screen::Imports => say!(texts, "screen-imports"),
        Screen::Settings => say!(texts, "screen-settings"),
    }
}

fn switches_ui(ui: &mut Ui, view: &mut View<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let (other_language, short) = match view.state.language {
            Language::English => (Language::Chinese, Texts::language_name(Language::Chinese)),
            Language::Chinese => (Language::English, Texts::language_name(Language::English)),
        };
        if small_button_ui(ui, view.palette, short).clicked() {
            view.send(Message::SwitchLanguage(other_language));
        }
        let other_theme = match view.state.settings.theme {
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Light,
        };
        if small_button_ui(ui, view.palette, &view.texts.theme(other_theme)).clicked() {
            view.send(Message::SwitchTheme(other_theme));
        }
    });
}

/// Who stands at the till; one press opens the list, one more changes.
fn operator_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let name = match view.state.operator.as_str() {
        "" => say!(texts, "window-no-operator"),
        name => name.to_owned(),
    };
    let response = small_button_ui(ui, view.palette, &name).on_hover_text(say!(texts, "window-change-operator"));
    Popup::menu(&response)
        .align(RectAlign::TOP_START)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(220.0);
            widgets::line_ui(ui, &say!(texts, "window-who-is-here"), 12.0, view.palette.text_weak);
            for operator in &view.state.settings.operators {
                let is_here = *operator == view.state.operator;
                let choice = egui::Button::selectable(is_here, operator.as_str()).min_size(vec2(220.0, 32.0));
                if ui.add(choice).clicked() {
                    view.send(Message::ChangeOperator(operator.clone()));
                    ui.close();
                }
            }
            let mut new = view.state.new_operator.clone();
            let hint = say!(texts, "window-new-operator");
            if text_field(ui, view.palette, &mut new, &hint, 220.0, 1).changed() {
                view.send(Message::TypeOperator(new));
            }
            if small_button_ui(ui, view.palette, &say!(texts, "window-add-operator")).clicked() {
                view.send(Message::AddOperator);
                ui.close();
            }
        });
}

/// Till, and what was stored last, when, by whom.
fn saved_ui(ui: &mut Ui, view: &View<'_>) {
    let texts = view.texts;
    let saved = view.state.last_save.as_ref().map(|save| {
        say!(texts, "window-saved", time = texts.time_with_seconds(save.at), operator = save.operator.as_str())
    });
    let till = &view.state.settings.till_name;
    // From the bottom up.
    if let Some(saved) = saved {
        text_ui(ui, &saved, 12.0, view.palette.text_weak);
    }
    if !till.is_empty() {
        line_ui(ui, till, 12.0, view.palette.text_weak);
    }
}
