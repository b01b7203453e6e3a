// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/jsontreemodel.h"

#include "app/state/itemroles.h"
#include "app/state/rowsync.h"
#include "common/core/literals.h"
#include "common/metrics/shownname.h"

#include <algorithm>

namespace pulse {
namespace {

using Kind = JsonNode::Kind;

/// The row of the rest differs from every member.
QString rowName(const JsonNode &member)
{
    return member.kind == Kind::Rest ? u"\n"_s : member.name;
}

} // namespace

struct JsonTreeModel::Item
{
    Item *parent = nullptr;
    int row = 0;
    Kind kind = Kind::Null;
    QString name;
    QString text;
    std::vector<std::unique_ptr<Item>> children;

    JsonNode node() const
    {
        JsonNode result;
        result.kind = kind;
        result.name = name;
        result.text = text;
        for (const std::unique_ptr<Item> &child : children)
            result.members.push_back(child->node());
        return result;
    }

    void number(int from)
    {
        for (auto i = static_cast<std::size_t>(from); i < children.size(); ++i)
            children[i]->row = static_cast<int>(i);
    }
};

JsonTreeModel::JsonTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_top(std::make_unique<Item>())
{
    m_top->kind = Kind::Object;
}

JsonTreeModel::~JsonTreeModel() = default;

void JsonTreeModel::setValue(JsonNode value)
{
    if (!value.isContainer()) {
        JsonNode top;
        top.kind = Kind::Object;
        top.members.push_back(std::move(value));
        value = std::move(top);
    }
    sync(*m_top, value, {});
}

void JsonTreeModel::clear()
{
    JsonNode nothing;
    nothing.kind = Kind::Object;
    setValue(std::move(nothing));
}

/// Returns whether the row itself shows something different now.
bool JsonTreeModel::sync(Item &item, JsonNode &node, const QModelIndex &index)
{
    const auto childCount = [&item] { return static_cast<int>(item.children.size()); };
    const bool changed =
        item.kind != node.kind || item.text != node.text || item.children.size() != node.members.size();
    if (item.kind != node.kind && childCount() > 0)
        removeItems(item, index, 0, childCount());
    item.kind = node.kind;
    item.text = std::move(node.text);
    syncNames(item, node, index);

    int first = childCount();
    int last = -1;
    for (int row = 0; row < childCount(); ++row) {
        const auto at = static_cast<std::size_t>(row);
        if (sync(*item.children[at], node.members[at], createIndex(row, Name, item.children[at].get()))) {
            first = std::min(first, row);
            last = row;
        }
    }
    if (last >= 0)
        Q_EMIT dataChanged(this->index(first, Value, index), this->index(last, Value, index));
    return changed;
}

void JsonTreeModel::syncNames(Item &item, const JsonNode &node, const QModelIndex &index)
{
    QStringList before;
    for (const std::unique_ptr<Item> &child : item.children)
        before.append(child->name);
    QStringList after;
    for (const JsonNode &member : node.members)
        after.append(rowName(member));
    syncRows(
        before, after, [&](int row, int count) { removeItems(item, index, row, count); },
        [&](int row, int count, int first) { insertItems(item, index, row, after.mid(first, count)); });
}

void JsonTreeModel::removeItems(Item &item, const QModelIndex &index, int row, int count)
{
    beginRemoveRows(index, row, row + count - 1);
    item.children.erase(item.children.begin() + row, item.children.begin() + row + count);
    item.number(row);
    endRemoveRows();
}

void JsonTreeModel::insertItems(Item &item, const QModelIndex &index, int row, const QStringList &names)
{
    std::vector<std::unique_ptr<Item>> items;
    for (const QString &name : names) {
        items.push_back(std::make_unique<Item>());
        items.back()->parent = &item;
        items.back()->name = name;
    }
    beginInsertRows(index, row, row + static_cast<int>(names.size()) - 1);
    item.children.insert(item.children.begin() + row, std::make_move_iterator(items.begin()),
                         std::make_move_iterator(items.end()));
    item.number(row);
    endInsertRows();
}

JsonTreeModel::Item &JsonTreeModel::itemAt(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<Item *>(index.internalPointer()) : *m_top;
}

QByteArray JsonTreeModel::json(const QModelIndex &index) const
{
    return toJson(itemAt(index).node());
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, itemAt(parent).children[static_cast<std::size_t>(row)].get());
}

QModelIndex JsonTreeModel::parent(const QModelIndex &index) const
{
    Item *parent = itemAt(index).parent;
    return parent == nullptr || parent == m_top.get() ? QModelIndex() : createIndex(parent->row, Name, parent);
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(itemAt(parent).children.size());
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString JsonTreeModel::summaryOf(const Item &item) const
{
    const auto count = static_cast<int>(item.children.size());
    if (count > 0 && item.children.back()->kind == Kind::Rest)
        return tr("more than %1").arg(count - 1);
    if (item.kind == Kind::List)
        return count == 0 ? tr("empty list") : tr("%n values", nullptr, count);
    return count == 0 ? tr("no members") : tr("%n members", nullptr, count);
}

QString JsonTreeModel::valueOf(const Item &item) const
{
    if (item.kind == Kind::List || item.kind == Kind::Object)
        return summaryOf(item);
    return item.kind == Kind::Rest ? tr("the rest is not shown") : oneLine(item.text);
}

QString JsonTreeModel::nameOf(const Item &item)
{
    return item.kind == Kind::Rest ? u"…"_s : shownName(item.name);
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Item &item = itemAt(index);
    if (role == Qt::DisplayRole)
        return index.column() == Value ? valueOf(item) : nameOf(item);
    if (role == QuietRole) {
        const bool isPlace = item.parent->kind == Kind::List || item.kind == Kind::Rest;
        return index.column() == Name ? isPlace : item.kind >= Kind::List || item.kind == Kind::Null;
    }
    return {};
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Name") : tr("Value");
}

} // namespace pulse
