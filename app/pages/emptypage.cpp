// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/emptypage.h"

#include "app/style/controlstyle.h"
#include "app/style/narrow.h"
#include "app/widgets/labels.h"
#include "app/widgets/pushbutton.h"
#include "common/core/literals.h"

#include <QBoxLayout>

namespace pulse {
namespace {

constexpr int widestText = 640; // px; longer lines are hard to read

Label *makeLabel(TextSize size, QWidget *parent)
{
    Label *label = wrappedLabel(size, QFont::Normal, parent);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse); // it may contain a command
    return label;
}

} // namespace

EmptyPage::EmptyPage(QWidget *parent)
    : Adaptive(parent)
    , m_sentence(makeLabel(TextSize::Large, this))
    , m_reason(makeLabel(TextSize::Normal, this))
    , m_advice(makeLabel(TextSize::Normal, this))
    , m_buttons(new QBoxLayout(QBoxLayout::LeftToRight))
{
    auto *middle = new QWidget(this);
    middle->setMaximumWidth(widestText);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(m_sentence);
    column->addWidget(m_reason);
    column->addWidget(m_advice);
    m_buttons->setContentsMargins(0, 8, 0, 0);
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    m_buttons->addStretch(1);
    column->addLayout(m_buttons);
    column->addStretch(1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(middle, 1000); // centred, up to its maximum width
    layout->addStretch(1);
    m_reason->setTone(Tone::Dim);
    m_advice->setTone(Tone::Dim);
    EmptyPage::applyTheme();
}

void EmptyPage::setText(const QString &sentence, const QString &reason, const QString &advice)
{
    m_sentence->setText(sentence);
    for (const auto &[label, text] : {std::pair(m_reason, reason), std::pair(m_advice, advice)}) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    }
}

QString EmptyPage::text() const
{
    QStringList sentences;
    for (const Label *label : {m_sentence, m_reason, m_advice}) {
        const QString text = label->text();
        if (text.isEmpty())
            continue;
        const bool isEnded = u".!?…"_s.contains(text.back());
        sentences.append(isEnded ? text : text + '.'_L1);
    }
    return sentences.join(' '_L1);
}

QPushButton *EmptyPage::addButton(const QString &text)
{
    auto *button = new PushButton(text, this);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

void EmptyPage::applyTheme()
{
    setStyleSheet(controlStyle(theme(), isNarrow(*this)));
    m_buttons->setDirection(isNarrow(*this) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace pulse
