// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/dashboardstate.h"
#include "app/style/adaptive.h"

class QGridLayout;
class QPushButton;

namespace pulse {

class ElidingLabel;
class Label;

/// A small window with everything that is known about the source: its state, where it is, the newest result, the clock,
/// and the measured machine. A click outside of it, or Escape, closes it.
class StatusDetails : public Adaptive<>
{
    Q_OBJECT

public:
    explicit StatusDetails(QWidget *parent);

    void showState(const DashboardState &state);
    void openBelow(const QWidget &widget);

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row
    {
        ElidingLabel *name;
        ElidingLabel *value;
        QPushButton *copy; // null: there is none
    };
    /// The rows, in their order.
    enum { Address, Key, Newest, Clock, Host, Cpu, Memory, RowCount };

    void addRow(int number);
    void setRow(int number, const QString &name, const QString &value);
    void showMachine(const Machine &machine);
    void fit();

    QList<Row> m_rows; // this and the following are children
    Label *m_sentence;
    QGridLayout *m_grid;
};

} // namespace pulse
