// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/shortcutsheet.h"

#include "app/views/controlstyle.h"
#include "app/views/labels.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>

namespace pulse {
namespace {

QString keysText(const QList<QKeySequence> &keys)
{
    QStringList texts;
    for (const QKeySequence &one : keys)
        texts.append(one.toString(QKeySequence::NativeText));
    return texts.join(QStringLiteral("  "));
}

QLabel *labelWith(const QString &text, const QColor &color, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(sized(label->font(), TextSize::Normal));
    setTextColor(*label, color);
    return label;
}

} // namespace

ShortcutSheet::ShortcutSheet(const QList<KeyBinding> &bindings, const Theme &theme, QWidget *window)
    : Surface(theme, window)
{
    setAccessibleName(tr("Keyboard shortcuts"));
    setStyleSheet(controlStyle(theme));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(24, 16, 24, 16);
    grid->setHorizontalSpacing(32);
    grid->setVerticalSpacing(8);
    for (const KeyBinding &binding : bindings) {
        const int row = grid->rowCount();
        grid->addWidget(labelWith(binding.text, theme.text, this), row, 0);
        grid->addWidget(labelWith(keysText(binding.keys), theme.dim, this), row, 1);
    }
    auto *close = new QPushButton(tr("Close"), this);
    grid->addWidget(close, grid->rowCount(), 1, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QObject::deleteLater);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QObject::deleteLater);
    resize(sizeHint());
    move((window->width() - width()) / 2, (window->height() - height()) / 2);
    show();
    raise();
    close->setFocus();
}

/// What is above the window's other surfaces has a border.
void ShortcutSheet::paintEvent(QPaintEvent *event)
{
    Surface::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme().grid);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace pulse
