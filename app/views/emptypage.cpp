// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/emptypage.h"

#include "app/views/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace pulse {
namespace {

constexpr int widest = 640; // a longer line is hard to read

QLabel *makeLabel(TextSize size, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setFont(sized(label->font(), size));
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setTextFormat(Qt::PlainText); // it quotes what servers said
    label->setWordWrap(true);
    label->setMaximumWidth(widest);
    return label;
}

} // namespace

EmptyPage::EmptyPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_sentence(makeLabel(TextSize::Large, this))
    , m_reason(makeLabel(TextSize::Normal, this))
{
    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(m_sentence);
    column->addWidget(m_reason);
    column->addStretch(1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addLayout(column, 1000); // up to its maximum, and in the middle
    layout->addStretch(1);
    setTheme(theme);
}

void EmptyPage::setText(const QString &sentence, const QString &reason)
{
    m_sentence->setText(sentence);
    m_reason->setText(reason);
}

void EmptyPage::setTheme(const Theme &theme)
{
    setTextColor(*m_sentence, theme.text);
    setTextColor(*m_reason, theme.dim);
}

} // namespace pulse
