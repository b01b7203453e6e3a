// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/readingsmodel.h"

#include "app/state/itemroles.h"
#include "app/state/numbertext.h"
#include "app/state/rowsync.h"
#include "common/core/literals.h"
#include "common/metrics/shownname.h"

namespace pulse {
namespace {

using Kind = JsonNode::Kind;

QVariant alignmentOf(int column)
{
    return column == ReadingsModel::Value ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
}

} // namespace

ReadingsModel::ReadingsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

/// `name`: null for the whole result or measurement.
void ReadingsModel::collect(const JsonNode &node, const std::optional<QString> &name, bool isMeasured, QList<Row> &rows)
{
    if (node.members.empty()) {
        const QString brackets = node.kind == Kind::List ? u"[]"_s : u"{}"_s;
        rows.append(
            {name.value_or(QString()), node.kind, node.isContainer() ? brackets : node.text, isMeasured, !name});
        return;
    }
    const QString prefix = name ? *name + '.'_L1 : QString();
    for (const JsonNode &member : node.members) {
        const QString own = member.kind == Kind::Rest ? u"…"_s : member.name;
        collect(member, prefix + own, isMeasured, rows);
    }
}

/// Unique, except for duplicate keys.
QStringList ReadingsModel::names(const QList<Row> &rows)
{
    QStringList result;
    result.reserve(rows.size());
    for (const Row &row : rows)
        result.append(row.isMeasured ? '\n'_L1 + row.name : row.name);
    return result;
}

void ReadingsModel::show(const JsonNode *result, const JsonNode *measurement)
{
    QList<Row> rows;
    if (result != nullptr)
        collect(*result, {}, false, rows);
    if (measurement != nullptr)
        collect(*measurement, {}, true, rows);

    const auto remove = [this](int row, int count) {
        beginRemoveRows({}, row, row + count - 1);
        m_rows.remove(row, count);
        endRemoveRows();
    };
    const auto insert = [this, &rows](int row, int count, int first) {
        beginInsertRows({}, row, row + count - 1);
        m_rows = m_rows.mid(0, row) + rows.mid(first, count) + m_rows.mid(row);
        endInsertRows();
    };
    syncRows(names(m_rows), names(rows), remove, insert);
    takeValues(rows);
}

/// Both have the same names.
void ReadingsModel::takeValues(const QList<Row> &rows)
{
    qsizetype first = -1;
    qsizetype last = -1;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (m_rows[i] == rows[i])
            continue;
        m_rows[i] = rows[i];
        first = first < 0 ? i : first;
        last = i;
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(static_cast<int>(first), Name), index(static_cast<int>(last), Value));
}

JsonNode ReadingsModel::members(const QList<int> &rows, bool isMeasured) const
{
    JsonNode object;
    object.kind = Kind::Object;
    object.name = isMeasured ? u"measurement"_s : u"result"_s;
    for (const int i : rows) {
        const Row &row = m_rows[i];
        if (row.isMeasured != isMeasured || row.kind == Kind::Rest)
            continue;
        JsonNode member;
        member.name = row.name;
        member.kind = row.kind;
        member.text = row.text;
        object.members.push_back(std::move(member));
    }
    return object;
}

QByteArray ReadingsModel::json(const QList<int> &rows) const
{
    JsonNode both;
    both.kind = Kind::Object;
    for (const bool isMeasured : {false, true}) {
        JsonNode part = members(rows, isMeasured);
        if (!part.members.empty())
            both.members.push_back(std::move(part));
    }
    return toJson(both.members.size() == 1 ? both.members.front() : both);
}

int ReadingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReadingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ReadingsModel::textOf(const Row &row, int column) const
{
    switch (column) {
    case Name:
        return row.isWhole ? tr("(whole value)") : shownName(row.name);
    case Value:
        if (row.kind == Kind::Rest)
            return tr("the rest is not shown");
        return oneLine(row.kind == Kind::Number ? sixDigits(row.text) : row.text);
    default:
        return row.isMeasured ? tr("measurement") : tr("result");
    }
}

/// A number or a text; SortedRows sorts numbers before texts.
QVariant ReadingsModel::orderOf(const Row &row, int column) const
{
    switch (column) {
    case Name:
        return row.name;
    case Value:
        return row.kind == Kind::Number ? QVariant(row.text.toDouble()) : QVariant(oneLine(row.text));
    default:
        return row.isMeasured ? 1 : 0;
    }
}

QVariant ReadingsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == Value && row.kind == Kind::Number && sixDigits(row.text) != row.text
                   ? QVariant(oneLine(row.text))
                   : QVariant();
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case SortRole:
        return orderOf(row, index.column());
    case QuietRole:
        return index.column() == Origin || row.kind == Kind::Rest ||
               (index.column() == Value && row.kind == Kind::Null);
    default:
        return {};
    }
}

QVariant ReadingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Value:
        return tr("Value");
    default:
        return tr("From");
    }
}

} // namespace pulse
