// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/metrics/serieskey.h"
#include "common/metrics/thresholds.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QRegularExpression>

#include <optional>

namespace pulse {

struct ChartDefinition
{
    QString id;
    QString page; ///< "overview", "cpus", "system" or "other"
    QString title;
    QString unit;                 ///< "%", "B", "B/s", "/s", "MHz", …; empty: a plain number
    std::optional<double> lowest; ///< of the scale; empty: chosen from the values
    std::optional<double> highest;
    bool stacked = false; ///< the series add up to a whole
    QString kind;         ///< how it is drawn, see docs/reference/families.md; empty: as lines
    int color = 0;        ///< of its first series (lineColor()); the color of a CPU is that of its number

    bool operator==(const ChartDefinition &) const = default;
};

/// The families' percentages that some functions return as fractions of 1; see fractions.h.
struct FractionRule
{
    QString group;    ///< families of one group are judged together
    QString measured; ///< family that measures the same in percent; may be empty

    bool operator==(const FractionRule &) const = default;
};

/// A group of names whose numbers have one meaning.
struct MetricFamily
{
    QString id;
    QString chart;                      ///< id of a ChartDefinition
    QString title;                      ///< of a series, with {index}, {name} and {window}
    bool ofOutput = false;              ///< results contain such numbers
    bool ofInput = false;               ///< measurements contain such numbers
    QList<QRegularExpression> patterns; ///< for the end of a dotted name; groups "index", "name" and "window"
    int window = 0;                     ///< seconds; for names without a window
    bool counter = false;               ///< shown as its rate per second
    std::optional<FractionRule> fractions;
    bool space = false; ///< the rest of a whole, such as free memory: an empty area above a stack
    Thresholds thresholds;
    QString tile; ///< text after its number in a tile, such as "of memory"; empty: it has no tile

    bool operator==(const MetricFamily &) const = default;
};

/// The table of the meanings of numbers; docs/reference/families.md describes its format.
class MetricFamilies
{
public:
    enum class Origin {
        Output, ///< a result
        Input,  ///< a measurement
    };

    /// `file` is its name in errors. Error: one sentence with the file, the entry, the field and the correction.
    static Result<MetricFamilies> parse(const QByteArray &json, const QString &file);
    /// Adds a table of the user: an entry with a known id changes the fields that it contains, others are new. On an
    /// error nothing is changed.
    Result<void> extend(const QByteArray &json, const QString &file);
    /// The built-in table (resources/families.json).
    static const MetricFamilies &standard();

    const QList<ChartDefinition> &charts() const { return m_charts; }
    const QList<MetricFamily> &families() const { return m_families; }
    const ChartDefinition *chart(const QString &id) const; ///< nullptr: there is none with this id
    const MetricFamily *family(const QString &id) const;   ///< likewise

    /// Returns the series of a number with this (dotted) name. If several families match, the last one counts, so the
    /// user's table has precedence. A number in a result that matches no family is a series under its own name; in a
    /// measurement it is ignored. Names are cached: not thread-safe.
    std::optional<SeriesKey> match(const QString &name, Origin origin) const;

    /// Returns a title for a series: "CPU 3", "eth0 sent", "used"; the name itself if its meaning is unknown. Titles of
    /// the built-in table are translated to the language of the window, if there is one.
    QString title(const SeriesKey &key) const;
    static QString title(const ChartDefinition &chart);
    static QString tileText(const MetricFamily &family);
    /// Returns the unit of the series' chart.
    QString unit(const SeriesKey &key) const;

private:
    std::optional<SeriesKey> find(const QString &name, Origin origin) const;

    QList<ChartDefinition> m_charts;
    QList<MetricFamily> m_families;
    using Known = QHash<QString, std::optional<SeriesKey>>;
    mutable Known m_knownOutputs;
    mutable Known m_knownInputs;
};

} // namespace pulse
