// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/shortcuts.h"

#include "common/core/literals.h"

#include <QShortcut>

#include <array>
#include <utility>

namespace pulse {
namespace {

/// Returns a key's name in the language of Qt's own texts, with arrows as signs: "Ctrl+←".
QString nameOf(const QKeySequence &keys)
{
    constexpr std::array arrows = {std::pair(Qt::Key_Left, u'←'), std::pair(Qt::Key_Right, u'→'),
                                   std::pair(Qt::Key_Up, u'↑'), std::pair(Qt::Key_Down, u'↓')};
    QString name = keys.toString(QKeySequence::NativeText);
    for (const auto &[key, sign] : arrows) {
        const QString word = QKeySequence(key).toString(QKeySequence::NativeText);
        if (keys[0].key() == key && name.endsWith(word))
            name = name.chopped(word.size()) + QChar(sign);
    }
    return name;
}

} // namespace

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
            names.append(nameOf(one));
        rows.append({entry.text(), names.join(u"   "_s)});
    }
    return rows;
}

} // namespace pulse
