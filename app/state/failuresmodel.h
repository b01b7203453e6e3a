// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/functionstatus.h"

#include <QAbstractTableModel>

namespace pulse {

/// Calls that failed, newest first.
class FailuresModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Outcome, Type, Message, Duration, ColumnCount };

    explicit FailuresModel(QObject *parent = nullptr);

    /// `failures`: newest first. Known ones keep their rows.
    void show(const QList<Failure> &failures);
    const Failure &failure(int row) const { return m_failures[row]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<Failure> m_failures;
};

} // namespace pulse
