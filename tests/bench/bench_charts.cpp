// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the time until a chart shows new values, compared with a QChartView with one QLineSeries per line.
#include "app/charts/linechart.h"
#include "app/charts/timeheatmap.h"
#include "common/core/literals.h"
#include "tests/bench/statistics.h"

#include <QApplication>
#include <QElapsedTimer>

#include <QChart>
#include <QChartView>
#include <QLineSeries>
#include <QValueAxis>

#include <cstdio>
#include <functional>
#include <random>

using namespace pulse;
using namespace pulse::test;

namespace {

constexpr int warmUps = 3;
constexpr qint64 hour = 3'600'000;
constexpr qint64 now = 1'764'000'000'000;
constexpr QSize chartSize(1050, 270); // a plot of about 900 px

/// An hour at 1 Hz, decimated to two values per 8 s; `noise` in percentage points.
QList<ChartLine> lines(int count, double noise)
{
    std::mt19937 random(1);
    std::normal_distribution<double> step(0, noise);
    QList<ChartLine> result;
    for (int i = 0; i < count; ++i) {
        ChartLine line{u"CPU %1"_s.arg(i), i, {}};
        const double usual = 10 + 80.0 * i / count;
        double value = usual;
        for (qint64 time = now - hour; time <= now; time += 4000) {
            value += (usual - value) / 10 + step(random);
            line.values.append({time, std::clamp(value, 0.0, 100.0)});
        }
        result.append(line);
    }
    return result;
}

double median(int rounds, const std::function<void(int)> &run)
{
    std::vector<double> milliseconds;
    for (int i = 0; i < rounds + warmUps; ++i) {
        QElapsedTimer timer;
        timer.start();
        run(i);
        if (i >= warmUps)
            milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return quantile(milliseconds, 0.5);
}

/// Each round has other newest values. `part`: whether the rest of the picture is kept from round to round.
double ours(const QList<ChartLine> &data, ChartRenderer renderer, bool part)
{
    LineChart chart;
    chart.setRenderer(renderer);
    chart.resize(chartSize);
    chart.show();
    QApplication::processEvents();
    QList<ChartLine> shown = data;
    return median(101, [&](int round) {
        for (ChartLine &line : shown)
            line.values.last().value = line.values[round].value;
        const qint64 to = now + (part ? 0 : round * 1000);
        chart.setLines(shown, 15'000);
        chart.setTimeRange(to - hour, to);
        chart.repaint();
    });
}

/// Prints both if they differ. Many lines are painted in any case.
void printOurs(const QList<ChartLine> &data)
{
    for (const ChartRenderer renderer : chartRenderers()) {
        const bool painted = renderer == ChartRenderer::Painted;
        if (painted || data.size() <= mostColored)
            std::printf("  %s %.2f, whole %.2f", painted ? "painted" : "Qt Charts", ours(data, renderer, true),
                        ours(data, renderer, false));
    }
}

/// Each round has one new value per line. `part`: whether the picture is kept from round to round.
double heatMap(const QList<ChartLine> &data, bool part)
{
    TimeHeatMap map;
    map.resize(chartSize.expandedTo({0, static_cast<int>(data.size()) + 40}));
    map.show();
    QApplication::processEvents();
    QList<ChartLine> shown = data;
    return median(101, [&](int round) {
        for (ChartLine &line : shown)
            line.values.append({now + (round + 1) * 4000, line.values[round].value});
        const qint64 to = now + (round + 1) * 4000;
        map.setData({.lines = shown,
                     .thresholds = {{80, false}, {part ? 95.0 : 95.0 + round % 2, true}},
                     .range = {to - hour, to},
                     .longestGap = 15'000});
        map.repaint();
    });
}

double hovering(const QList<ChartLine> &data)
{
    LineChart chart;
    chart.resize(chartSize);
    chart.setLines(data, 15'000);
    chart.setTimeRange(now - hour, now);
    chart.show();
    QApplication::processEvents();
    return median(101, [&](int round) {
        chart.setCrosshair(now - round * 10'000);
        chart.repaint();
    });
}

double peer(const QList<ChartLine> &data)
{
    QChartView view;
    view.setRenderHint(QPainter::Antialiasing);
    view.chart()->legend()->hide();
    auto *time = new QValueAxis;
    auto *values = new QValueAxis;
    values->setRange(0, 100);
    view.chart()->addAxis(time, Qt::AlignBottom);
    view.chart()->addAxis(values, Qt::AlignLeft);
    QList<QLineSeries *> series;
    for (const ChartLine &line : data) {
        series.append(new QLineSeries);
        view.chart()->addSeries(series.last());
        series.last()->attachAxis(time);
        series.last()->attachAxis(values);
        series.last()->setPen(linePen(line.color));
    }
    view.resize(chartSize);
    view.show();
    QApplication::processEvents();
    return median(data.size() > 100 ? 3 : 11, [&](int round) {
        time->setRange(static_cast<double>(now - hour + round * 1000), static_cast<double>(now + round * 1000));
        for (qsizetype i = 0; i < data.size(); ++i) {
            QList<QPointF> points;
            for (const TimedValue &one : data[i].values)
                points.append(QPointF(static_cast<double>(one.time), one.value));
            series[i]->replace(points);
        }
        view.viewport()->repaint();
    });
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    std::printf("New values until painted, %d x %d, 900 values a line; median ms\n", chartSize.width(),
                chartSize.height());
    for (const double noise : {1.0, 8.0}) {
        for (const int count : {8, 16, 64, 256}) {
            const QList<ChartLine> data = lines(count, noise);
            std::printf("%3d lines, noise %2.0f:", count, noise);
            printOurs(data);
            std::printf("  heat map %.2f, whole %.2f", heatMap(data, true), heatMap(data, false));
            std::printf("  crosshair alone %.2f", hovering(data));
            std::printf("  QChartView %.0f", peer(data));
            std::printf("\n");
            std::fflush(stdout);
        }
    }
    return 0;
}
