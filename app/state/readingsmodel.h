// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/jsonnode.h"

#include <QAbstractTableModel>

#include <optional>

namespace pulse {

/// All values of a result and its measurement, one row each, under dotted names ("a.b", "a.0.1"), in their original
/// order; those of the result are first. Rows keep their place in a view when values with the same names are set.
/// Numbers are shown with at most six significant digits, and exactly in the tooltip and as JSON.
class ReadingsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, Origin, ColumnCount };

    explicit ReadingsModel(QObject *parent = nullptr);

    /// Returns nullptr if there is none.
    void show(const JsonNode *result, const JsonNode *measurement);

    /// Returns rows as a JSON object; if they are of both, as an object with "result" and "measurement".
    QByteArray json(const QList<int> &rows) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool isMeasured(int row) const { return m_rows[row].isMeasured; }

private:
    struct Row
    {
        QString name;
        JsonNode::Kind kind = JsonNode::Kind::Null;
        QString text; ///< see JsonNode; for an empty list or object its brackets
        bool isMeasured = false;
        bool isWhole = false; ///< a result or measurement without members, which has no name

        bool operator==(const Row &) const = default;
    };

    static void collect(const JsonNode &node, const std::optional<QString> &name, bool isMeasured, QList<Row> &rows);
    static QStringList names(const QList<Row> &rows);
    JsonNode members(const QList<int> &rows, bool isMeasured) const;
    QString textOf(const Row &row, int column) const;
    QVariant orderOf(const Row &row, int column) const;
    void takeValues(const QList<Row> &rows);

    QList<Row> m_rows;
};

} // namespace pulse
