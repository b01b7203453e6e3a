// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/labels.h"

#include "app/style/touchscroll.h"
#include "common/core/literals.h"

#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>

namespace pulse {

QLabel *plainLabel(TextSize size, QFont::Weight weight, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setFont(sized(label->font(), size, weight));
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel *wrappedLabel(TextSize size, QFont::Weight weight, QWidget *parent)
{
    QLabel *label = plainLabel(size, weight, parent);
    label->setWordWrap(true);
    return label;
}

QLabel *sentenceLabel(QWidget *parent)
{
    QLabel *label = wrappedLabel(TextSize::Normal, QFont::Normal, parent);
    label->setAlignment(Qt::AlignCenter);
    return label;
}

QPlainTextEdit *monospaceText(QWidget *parent)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setReadOnly(true);
    edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    edit->setFont(sized(QFontDatabase::systemFont(QFontDatabase::FixedFont), TextSize::Normal));
    edit->setFrameShape(QFrame::NoFrame);
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    scrollByTouch(*edit);
    return edit;
}

/// Not by the palette: under a style sheet Qt drops it when the label gets another parent.
void setTextColor(QLabel &label, const QColor &color)
{
    label.setStyleSheet(u"color: %1"_s.arg(color.name()));
}

} // namespace pulse
