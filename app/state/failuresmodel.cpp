// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/failuresmodel.h"

#include "app/state/clocktime.h"
#include "app/state/jsonnode.h"
#include "app/state/outcometext.h"
#include "common/core/literals.h"

#include <QRegularExpression>

#include <algorithm>

namespace pulse {
namespace {

constexpr qsizetype longestPlace = 5000; // characters; a path has at most 4,096

/// The parts of a message that ends with its place: "division by zero (/opt/usermodule.py, line 80)".
struct MessageParts
{
    QString text;
    QString place; ///< empty: unknown
    QString line;
};

MessageParts partsOf(const QString &message)
{
    static const QRegularExpression place(u" ?\\(([^()]+, line (\\d+))\\)"_s);
    QRegularExpressionMatch match;
    const QString end = message.right(longestPlace);
    const qsizetype at = end.lastIndexOf(place, -1, &match);
    if (at < 0)
        return {message, {}, {}};
    return {QString(message).remove(message.size() - end.size() + at, match.capturedLength()), match.captured(1),
            match.captured(2)};
}

/// Equal for failures of one group. Texts of the same error at one place may differ by a number or a name.
QString keyOf(const Failure &failure)
{
    const MessageParts parts = partsOf(failure.errorMessage);
    return QStringList{failure.outcome, failure.errorType, parts.place, parts.place.isEmpty() ? parts.text : QString()}
        .join('\n'_L1);
}

} // namespace

FailuresModel::FailuresModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int FailuresModel::rowIn(const QList<Group> &groups, const QString &key)
{
    const auto found = std::ranges::find(groups, key, &Group::key);
    return found == groups.end() ? -1 : static_cast<int>(found - groups.begin());
}

void FailuresModel::show(const QList<Failure> &failures)
{
    QList<Group> groups;
    for (const Failure &failure : failures) {
        const QString key = keyOf(failure);
        const int row = rowIn(groups, key);
        if (row < 0)
            groups.append({key, failure});
        else
            ++groups[row].count;
    }
    if (groups == m_groups)
        return;
    beginResetModel();
    m_groups = groups;
    endResetModel();
}

int FailuresModel::rowOf(const Failure &failure) const
{
    return rowIn(m_groups, keyOf(failure));
}

int FailuresModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_groups.size());
}

QString FailuresModel::titleOf(const Group &group)
{
    const QString line = partsOf(group.newest.errorMessage).line;
    const QString type =
        group.newest.errorType.isEmpty() ? OutcomeText::of(group.newest.outcome) : group.newest.errorType;
    const QString title = line.isEmpty() ? type : tr("%1, line %2").arg(type, line);
    return group.count == 1 ? title : tr("%1 ×%2", "an error, and how often it occurred").arg(title).arg(group.count);
}

QString FailuresModel::timeOf(const Group &group)
{
    const QString time = clockTime(group.newest.time);
    return group.count == 1 ? time : tr("last %1").arg(time);
}

QVariant FailuresModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Group &group = m_groups[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return tr("%1, %2", "an error, and when it occurred").arg(titleOf(group), timeOf(group));
    case Qt::ToolTipRole:
        return oneLine(group.newest.errorMessage);
    case TitleRole:
        return titleOf(group);
    case TimeRole:
        return timeOf(group);
    case MessageRole:
        return oneLine(partsOf(group.newest.errorMessage).text);
    default:
        return {};
    }
}

} // namespace pulse
