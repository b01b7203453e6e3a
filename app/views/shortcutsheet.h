// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/views/surface.h"

#include <QKeySequence>
#include <QList>

namespace pulse {

/// Keys, each of which does the same, and what that is.
struct KeyBinding
{
    QList<QKeySequence> keys;
    QString text;
};

/// All that the keyboard can do, in two columns, in the middle of a window. Escape, or its button, ends and deletes it.
/// No dialog: in a browser there are none.
class ShortcutSheet : public Surface
{
    Q_OBJECT

public:
    ShortcutSheet(const QList<KeyBinding> &bindings, const Theme &theme, QWidget *window);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pulse
