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
    using Text = std::function<QString()>; ///< returns the text in the current language

    explicit Shortcuts(QWidget *window);

    void add(const QList<QKeySequence> &keys, const Text &text, const std::function<void()> &action);
    /// Adds each key alone and with Ctrl, since browsers reserve many keys with Ctrl.
    void addWithControl(const QList<Qt::Key> &keys, const Text &text, const std::function<void()> &action);
    /// Lists keys that a widget handles itself.
    void list(const QList<QKeySequence> &keys, const Text &text);

    void showSheet() const; ///< opens the list in the window

private:
    struct Entry
    {
        QList<QKeySequence> keys;
        Text text;
    };

    QList<Sheet::Row> rows() const;

    QWidget &m_window; // the parent
    QList<Entry> m_entries;
};

} // namespace pulse
