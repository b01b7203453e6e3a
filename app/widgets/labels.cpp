// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/labels.h"

#include "app/style/touchscroll.h"
#include "common/core/literals.h"

#include <QFontDatabase>
#include <QPlainTextEdit>

#include <utility>

namespace pulse {

Label::Label(QWidget *parent)
    : Adaptive(parent)
{
    Label::applyTheme();
}

void Label::setTone(Tone tone)
{
    if (std::exchange(m_tone, tone) != tone)
        applyTheme();
}

/// Sets the colour by a style sheet, since Qt discards a palette under a style sheet when the label gets another
/// parent.
void Label::applyTheme()
{
    setStyleSheet(u"color: %1"_s.arg(theme().color(m_tone).name()));
}

Label *plainLabel(TextSize size, QFont::Weight weight, QWidget *parent)
{
    auto *label = new Label(parent);
    label->setFont(sized(label->font(), size, weight));
    label->setTextFormat(Qt::PlainText);
    return label;
}

Label *wrappedLabel(TextSize size, QFont::Weight weight, QWidget *parent)
{
    Label *label = plainLabel(size, weight, parent);
    label->setWordWrap(true);
    return label;
}

Label *sentenceLabel(QWidget *parent)
{
    Label *label = wrappedLabel(TextSize::Normal, QFont::Normal, parent);
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
    scrollByTouch(*edit);
    return edit;
}

} // namespace pulse
