// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/shortcutsheet.h"

#include "app/views/controlstyle.h"
#include "app/views/labels.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace pulse {
namespace {

QString keysText(const QList<QKeySequence> &keys)
{
    QStringList texts;
    for (const QKeySequence &one : keys)
        texts.append(one.toString(QKeySequence::NativeText));
    return texts.join(QStringLiteral("  "));
}

} // namespace

ShortcutSheet::ShortcutSheet(const QList<KeyBinding> &bindings, const Theme &theme, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setPalette(theme.palette());
    setStyleSheet(controlStyle(theme));
    auto *layout = new QVBoxLayout(this);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(32);
    grid->setVerticalSpacing(8);
    for (const KeyBinding &binding : bindings) {
        auto *keys = new QLabel(keysText(binding.keys), this);
        auto *text = new QLabel(binding.text, this);
        setTextColor(*keys, theme.dim);
        setTextColor(*text, theme.text);
        const int row = grid->rowCount();
        grid->addWidget(text, row, 0);
        grid->addWidget(keys, row, 1);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(16);
    layout->addLayout(grid);
    layout->addWidget(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);
}

} // namespace pulse
