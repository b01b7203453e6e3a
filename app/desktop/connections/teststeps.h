// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connectiontest.h"

#include <QMap>
#include <QWidget>

class QGridLayout;

namespace pulse {

class Label;

/// The steps of a connection test, one below the other, each with its outcome as a sign and what went wrong.
class TestSteps : public QWidget
{
    Q_OBJECT

public:
    explicit TestSteps(QWidget *parent);

    void begin(Connection::Kind kind); ///< removes the steps of the previous test
    void clear();                      ///< also hides this widget
    void showStep(ConnectionTest::Step step, ConnectionTest::Outcome outcome, const QString &why);

private:
    struct Row
    {
        Label *sign; // this and the following are children
        Label *name;
        Label *reason;
    };

    Row addRow(ConnectionTest::Step step);
    QString nameOf(ConnectionTest::Step step) const;

    Connection::Kind m_kind = Connection::Kind::Redis;
    QMap<ConnectionTest::Step, Row> m_rows; // those that have begun
    QGridLayout *m_grid;
};

} // namespace pulse
