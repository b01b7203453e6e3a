// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QPushButton>
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

/// Clicks the button with this text.
inline void press(const QWidget &dialog, const char *text)
{
    for (auto *one : dialog.findChildren<QPushButton *>()) {
        if (one->text() == QString::fromUtf8(text))
            QTest::mouseClick(one, Qt::LeftButton);
    }
}

} // namespace pulse::test
