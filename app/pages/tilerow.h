// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/scene.h"
#include "app/widgets/tile.h"

#include <map>

class QGridLayout;

namespace pulse {

class MoreTile;

/// The newest values, one tile each: first the series without a family, then the others. A value that is not in the
/// newest result has no tile.
class TileRow : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype mostOwn = 6; ///< tiles of series without a family; further ones are only counted

    explicit TileRow(QWidget *parent = nullptr);

    void show(const Scene &scene);

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void allNumbersRequested(); ///< the user wants to see all series without a family

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// The contents of a tile.
    struct Content
    {
        QString id = {};
        QString label = {};
        ValueText value = {};
        QString detail = {};
        Tone tone = Tone::Text;
        QList<TimedValue> history = {};
        SparkScale scale = {};
        int color = 0;
    };

    static QList<Content> ownNumbers(const Scene &scene, const QList<SeriesKey> &keys);
    static QList<Content> cpus(const Scene &scene);
    static QList<Content> ofFamilies(const Scene &scene);
    static Content mean(const Scene &scene, const QList<SeriesKey> &keys);

    void showTiles(const QList<Content> &contents, bool isCurrent);
    Tile *tileFor(const Content &content);
    QList<QWidget *> widgets() const;
    void updateLayout();
    void layOut(const QList<QWidget *> &widgets, int columns);

    std::map<QString, Tile *> m_byId; // children
    QStringList m_order;              // ids
    MoreTile *m_more;                 // this and the following are children
    QGridLayout *m_layout;
    QList<QWidget *> m_shownWidgets;
    int m_columns = 0;
};

} // namespace pulse
