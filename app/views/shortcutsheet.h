// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/theme.h"

#include <QDialog>
#include <QKeySequence>
#include <QList>

namespace pulse {

/// Keys, each of which does the same, and what that is.
struct KeyBinding
{
    QList<QKeySequence> keys;
    QString text;
};

/// All that the keyboard can do, in two columns; closes by Escape.
class ShortcutSheet : public QDialog
{
    Q_OBJECT

public:
    ShortcutSheet(const QList<KeyBinding> &bindings, const Theme &theme, QWidget *parent);
};

} // namespace pulse
