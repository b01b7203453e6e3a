// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/failuresmodel.h"

#include "app/state/calltext.h"
#include "app/state/clocktime.h"
#include "app/state/itemroles.h"
#include "app/state/jsonnode.h"
#include "app/state/outcometext.h"
#include "app/state/rowsync.h"
#include "common/core/literals.h"

namespace pulse {
namespace {

QStringList names(const QList<Failure> &failures)
{
    QStringList result;
    for (const Failure &failure : failures)
        result.append(u"%1 %2 %3"_s.arg(failure.time).arg(failure.outcome, failure.inputDigest));
    return result;
}

QVariant orderOf(const Failure &failure, int column)
{
    switch (column) {
    case FailuresModel::Time:
        return failure.time;
    case FailuresModel::Duration:
        return failure.duration;
    default:
        return {};
    }
}

} // namespace

FailuresModel::FailuresModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void FailuresModel::show(const QList<Failure> &failures)
{
    const auto remove = [this](int row, int count) {
        beginRemoveRows({}, row, row + count - 1);
        m_failures.remove(row, count);
        endRemoveRows();
    };
    const auto insert = [this, &failures](int row, int count, int first) {
        beginInsertRows({}, row, row + count - 1);
        m_failures = m_failures.mid(0, row) + failures.mid(first, count) + m_failures.mid(row);
        endInsertRows();
    };
    syncRows(names(m_failures), names(failures), remove, insert);
}

int FailuresModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_failures.size());
}

int FailuresModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FailuresModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Failure &failure = m_failures[index.row()];
    if (role == QuietRole)
        return index.column() == Time || index.column() == Duration;
    if (role == Qt::TextAlignmentRole && index.column() == Duration)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == SortRole)
        return orderOf(failure, index.column());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return clockTime(failure.time);
    case Outcome:
        return OutcomeText::of(failure.outcome);
    case Type:
        return failure.errorType;
    case Message:
        return oneLine(failure.errorMessage);
    default:
        return CallText::duration(failure.duration);
    }
}

QVariant FailuresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && section == Duration)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Outcome:
        return tr("Outcome");
    case Type:
        return tr("Error");
    case Message:
        return tr("Message");
    default:
        return tr("Duration");
    }
}

} // namespace pulse
