// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/failure.h"

#include <QAbstractListModel>

namespace pulse {

/// Calls that failed, in groups of the same error at the same place, the group with the newest failure first. As
/// Qt::DisplayRole: "ZeroDivisionError, line 80 ×2, last 01:45:32".
class FailuresModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        TitleRole = Qt::UserRole + 1, ///< "ZeroDivisionError, line 80 ×2"
        TimeRole,                     ///< of the newest one: "last 01:45:32"
        MessageRole,                  ///< that of the newest one, without its place
    };

    explicit FailuresModel(QObject *parent = nullptr);

    /// `failures`: newest first.
    void show(const QList<Failure> &failures);
    const Failure &newest(int row) const { return m_groups[row].newest; }
    int count(int row) const { return m_groups[row].count; }
    int rowOf(const Failure &failure) const; ///< of the group to which it belongs; -1: there is none

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Group
    {
        QString key;
        Failure newest;
        int count = 1;

        bool operator==(const Group &) const = default;
    };

    static QString titleOf(const Group &group);
    static QString timeOf(const Group &group);
    static int rowIn(const QList<Group> &groups, const QString &key);

    QList<Group> m_groups;
};

} // namespace pulse
