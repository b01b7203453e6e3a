// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/controlstyle.h"

#include "app/style/narrow.h"
#include "common/core/literals.h"

#include <QLineEdit>
#include <QStyle>

namespace pulse {
namespace {

// Names in angle brackets are replaced by the theme's colours and a type size.
const QString &sheet()
{
    static const QString text = uR"(
QTreeView { background: transparent; border: none; outline: none; selection-background-color: transparent; }
QTreeView::item, QTreeView::item:hover, QTreeView::item:selected { background: transparent; border: none; }
QTreeView::branch { background: transparent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: <dim>; border: none; border-bottom: 1px solid <grid>;
    padding: 4px 8px 6px 8px; }
QHeaderView::section:hover { color: <text>; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 0; height: 0; }
QLineEdit, QPushButton, QMenu { font-size: <normal>px; }
QLineEdit { background: <field>; color: <text>; border: 1px solid <outline>; border-radius: 6px; padding: 5px 8px;
    selection-background-color: <accent>; selection-color: white; }
QLineEdit:focus { border-color: <accent>; }
QLineEdit[isWrong="true"] { border-color: <bad>; }
QListView { background: <field>; color: <text>; border: 1px solid <outline>; border-radius: 6px; padding: 4px;
    outline: none; font-size: <normal>px; }
QListView:focus { border-color: <accent>; }
QListView::item { padding: 4px 6px; border-radius: 4px; }
QListView::item:hover { background: <background>; }
QListView::item:selected { background: <grid>; color: <text>; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton { background: <field>; color: <text>; border: 1px solid <grid>; border-radius: 6px; padding: 5px 12px; }
QPushButton:hover { border-color: <dim>; }
QPushButton:focus { border-color: <accent>; }
QPushButton:pressed { background: <grid>; }
QPushButton:disabled { color: <dim>; }
QPushButton:default { background: <primary>; color: white; border-color: <primary>; }
QPushButton:default:hover, QPushButton:default:focus { border-color: <text>; }
QPushButton::menu-indicator { width: 0; }
QMenu { background: <surface>; color: <text>; border: 1px solid <grid>; padding: 4px; menu-scrollable: 1; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: <grid>; }
QMenu::item:disabled { color: <dim>; }
QPlainTextEdit { background: transparent; color: <text>; border: none; padding: 0;
    selection-background-color: <accent>; selection-color: white; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: <grid>; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::handle:hover { background: <dim>; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QToolTip { background: <surface>; color: <text>; border: 1px solid <grid>; padding: 4px; }
)"_s;
    return text;
}

// In a narrow window, fields, buttons and entries of menus are at least 40 px high. Not by min-height, which a widget
// keeps when its style sheet is removed.
const QString &touchSheet()
{
    static const QString text = uR"(
QLineEdit, QPushButton { padding-top: 12px; padding-bottom: 12px; }
QMenu::item { padding-top: 13px; padding-bottom: 13px; }
)"_s;
    return text;
}

} // namespace

QString controlStyle(const Theme &theme, bool isNarrow)
{
    QString style = isNarrow ? sheet() + touchSheet() : sheet();
    style.replace("<normal>"_L1, QString::number(static_cast<int>(TextSize::Normal)));
    const QList<std::pair<const char *, QColor>> colors = {
        {"<background>", theme.background},
        {"<surface>", theme.surface},
        {"<field>", theme.field},
        {"<outline>", theme.outline},
        {"<primary>", theme.primary},
        {"<bad>", theme.bad},
        {"<text>", theme.text},
        {"<dim>", theme.dim},
        {"<grid>", theme.grid},
        {"<accent>", theme.accent},
    };
    for (const auto &[name, color] : colors)
        style.replace(QLatin1String(name), color.name());
    return style;
}

void applyControlStyle(QWidget &widget)
{
    widget.setStyleSheet(QString()); // else the next one brings back the palette of the first
    widget.setPalette(Theme::current().palette());
    widget.setStyleSheet(controlStyle(Theme::current(), isNarrow(widget)));
}

void markWrong(QLineEdit &field, bool isWrong)
{
    if (field.property("isWrong").toBool() == isWrong)
        return;
    field.setProperty("isWrong", isWrong);
    field.style()->unpolish(&field); // else the style sheet does not notice the property
    field.style()->polish(&field);
}

} // namespace pulse
