// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/emptypage.h"

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
    label->setFixedWidth(widest);
    return label;
}

void setColor(QLabel &label, const QColor &color)
{
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, color);
    label.setPalette(palette);
}

} // namespace

EmptyPage::EmptyPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_sentence(makeLabel(TextSize::Large, this))
    , m_reason(makeLabel(TextSize::Normal, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch(1);
    layout->addWidget(m_sentence, 0, Qt::AlignHCenter);
    layout->addWidget(m_reason, 0, Qt::AlignHCenter);
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
    setColor(*m_sentence, theme.text);
    setColor(*m_reason, theme.dim);
}

} // namespace pulse
