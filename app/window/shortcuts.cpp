// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/shortcuts.h"

#include "common/core/literals.h"

#include <QShortcut>

namespace pulse {

Shortcuts::Shortcuts(QWidget *window)
    : QObject(window)
    , m_window(*window)
{
}

void Shortcuts::add(const QList<QKeySequence> &keys, const Text &text, const std::function<void()> &action)
{
    for (const QKeySequence &one : keys)
        connect(new QShortcut(one, parent()), &QShortcut::activated, this, action);
    list(keys, text);
}

void Shortcuts::addWithControl(const QList<Qt::Key> &keys, const Text &text, const std::function<void()> &action)
{
    QList<QKeySequence> all;
    for (const Qt::Key key : keys)
        all << QKeySequence(key) << QKeySequence(Qt::CTRL | key);
    add(all, text, action);
}

void Shortcuts::list(const QList<QKeySequence> &keys, const Text &text)
{
    m_entries.append({keys, text});
}

void Shortcuts::showSheet() const
{
    Sheet::open(tr("Keyboard shortcuts"), rows(), m_window);
}

QList<Sheet::Row> Shortcuts::rows() const
{
    QList<Sheet::Row> rows;
    for (const Entry &entry : m_entries) {
        QStringList names;
        for (const QKeySequence &one : entry.keys)
            names.append(one.toString(QKeySequence::NativeText));
        rows.append({entry.text(), names.join(u"   "_s)});
    }
    return rows;
}

} // namespace pulse
