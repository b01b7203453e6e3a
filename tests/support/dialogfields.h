// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QLineEdit>
#include <QTest>

namespace pulse::test {

/// Returns the visible field with this accessible name.
inline QLineEdit *field(const QWidget &dialog, const char *name)
{
    for (auto *one : dialog.findChildren<QLineEdit *>()) {
        if (one->accessibleName() == QLatin1String(name) && one->isVisible())
            return one;
    }
    qFatal("no field %s", name);
}

/// Returns whether a field with this accessible name is visible.
inline bool hasField(const QWidget &dialog, const char *name)
{
    for (const auto *one : dialog.findChildren<QLineEdit *>()) {
        if (one->accessibleName() == QLatin1String(name) && one->isVisible())
            return true;
    }
    return false;
}

/// Returns what is wrong with a field, which has a red border then; empty: nothing.
inline QString errorOf(const QWidget &dialog, const char *name)
{
    const QLineEdit *one = field(dialog, name);
    const QString error = one->accessibleDescription();
    if (one->property("isWrong").toBool() == error.isEmpty())
        qFatal("the border of %s does not match its error", name);
    return error;
}

/// Clicks the visible buttons with this text, also segments of a control.
inline void press(const QWidget &dialog, const char *text)
{
    for (auto *one : dialog.findChildren<QAbstractButton *>()) {
        if (one->isVisible() && one->text() == QString::fromUtf8(text))
            QTest::mouseClick(one, Qt::LeftButton);
    }
}

} // namespace pulse::test
