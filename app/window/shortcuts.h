// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/sheet.h"

#include <QKeySequence>
#include <QObject>

#include <functional>

namespace pulse {

/// The keys of a window, and the list that explains them.
class Shortcuts : public QObject
{
    Q_OBJECT

public:
    using Text = std::function<QString()>; ///< in the user's language, whichever that is then

    explicit Shortcuts(QWidget *window);

    void add(const QList<QKeySequence> &keys, const Text &text, const std::function<void()> &action);
    /// Each key alone and with Ctrl: a browser keeps many of those with Ctrl to itself.
    void addWithControl(const QList<Qt::Key> &keys, const Text &text, const std::function<void()> &action);
    /// Only lists keys that a widget handles itself.
    void list(const QList<QKeySequence> &keys, const Text &text);

    QList<Sheet::Row> rows() const;

private:
    struct Entry
    {
        QList<QKeySequence> keys;
        Text text;
    };

    QList<Entry> m_entries;
};

} // namespace pulse
