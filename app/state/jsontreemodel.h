// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/jsonnode.h"

#include <QAbstractItemModel>

#include <memory>

namespace pulse {

/// One JSON value as a tree. A new value replaces the old one member by member, so that a view keeps its expanded and
/// selected rows and its scroll position. A value without members is one row without a name.
class JsonTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, ColumnCount };

    explicit JsonTreeModel(QObject *parent = nullptr);
    ~JsonTreeModel() override;

    void setValue(JsonNode value);
    void clear();

    /// The row's value with all its members.
    QByteArray json(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Item;

    Item &itemAt(const QModelIndex &index) const;
    bool sync(Item &item, JsonNode &node, const QModelIndex &index);
    void syncNames(Item &item, const JsonNode &node, const QModelIndex &index);
    void removeItems(Item &item, const QModelIndex &index, int row, int count);
    void insertItems(Item &item, const QModelIndex &index, int row, const QStringList &names);
    QString summaryOf(const Item &item) const;
    static QString nameOf(const Item &item);
    QString valueOf(const Item &item) const;

    std::unique_ptr<Item> m_top; // its children are the topmost rows
};

} // namespace pulse
