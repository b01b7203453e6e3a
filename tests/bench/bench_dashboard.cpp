// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the dashboard's window, rendered offscreen: the time from a sample's arrival until it is painted, compared
// with a QChartView that has one QLineSeries per CPU (720 points each) in the same run; also start, history, memory and
// idle load. Up to eight CPUs are measured with each renderer of charts.
#include "app/charts/linechart.h"
#include "app/charts/render/chartline.h"
#include "app/window/mainwindow.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "common/results/redis/redissource.h"
#include "tests/bench/statistics.h"
#include "tests/support/processmemory.h"
#include "tests/support/redisserver.h"

#include <QApplication>
#include <QChartView>
#include <QDateTime>
#include <QElapsedTimer>
#include <QLineSeries>
#include <QProcess>
#include <QStyleFactory>
#include <QThread>

#include <cmath>
#include <cstdio>
#include <ctime>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

constexpr QSize windowSize(1100, 700);
constexpr int updates = 300;
constexpr int hourAtOneHertz = 3600;
constexpr int sixHours = 4320;
constexpr int dayAtOneHertz = 86'400;
constexpr int starts = 9;
constexpr int peerPoints = 720;
constexpr int idleSeconds = 20;
constexpr double smooth = 1; // percent
constexpr double rough = 15;
const QByteArray key = "results";

/// Results like those of the sample function, with independent values for each CPU. From one second to the next a value
/// changes by up to twice `noise`: averages over a minute by 1 or 2 %, those over a few seconds by far more.
QByteArray resultAt(qint64 time, int cpus, double noise = smooth)
{
    const double t = static_cast<double>(time) / 1000;
    QByteArray json = "{";
    for (int cpu = 0; cpu < cpus; ++cpu) {
        const double value = 50 + 30 * std::sin(t / (20 + cpu)) + noise * std::sin(t * (1 + cpu % 7));
        json += "\"moving_average_cpu_percent-" + QByteArray::number(cpu) + "\": " + QByteArray::number(value, 'f', 2) +
                ", ";
    }
    return json + "\"percentage_outgoing_bytes\": " + QByteArray::number(50 + 40 * std::sin(t / 90), 'f', 2) +
           ", \"percentage_memory_caching\": " + QByteArray::number(60 + 5 * std::sin(t / 300), 'f', 2) + "}";
}

/// A source that emits the records of the benchmark.
class Feed : public ResultSource
{
public:
    void open() override {}
    SourceStatus status() const override { return {SourceStatus::Kind::Live, u"bench"_s, {}, {}, {}}; }
    FunctionReport report() const override { return {}; }

    void emitHistory(int count, qint64 newest, int cpus, double noise = smooth)
    {
        QList<Record> records;
        for (int i = count - 1; i >= 0; --i)
            records.append({newest - i * 1000, resultAt(newest - i * 1000, cpus, noise), {}});
        Q_EMIT history(records);
    }
    void emitRecord(qint64 time, int cpus, double noise = smooth)
    {
        Q_EMIT record({time, resultAt(time, cpus, noise), {}});
    }
};

/// Counts how often a window was painted.
class PaintCounter : public QObject
{
public:
    explicit PaintCounter(QWidget &window) { window.installEventFilter(this); }
    int count() const { return m_count; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_count += event->type() == QEvent::UpdateRequest;
        return false;
    }

private:
    int m_count = 0;
};

double milliseconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void processUntilPainted(const PaintCounter &paints, int before)
{
    while (paints.count() == before)
        QApplication::processEvents();
    QApplication::processEvents();
}

std::vector<double> updateTimes(int cpus, double noise, ChartRenderer renderer)
{
    Feed feed;
    MainWindow window(feed, {.theme = ThemeChoice::Light, .view = {.length = 1h}});
    window.resize(windowSize);
    window.show();
    const qint64 start = QDateTime::currentMSecsSinceEpoch() - updates * 1000;
    feed.emitHistory(hourAtOneHertz, start, cpus, noise);
    const PaintCounter paints(window);
    processUntilPainted(paints, 0);
    for (LineChart *chart : window.findChildren<LineChart *>())
        chart->setRenderer(renderer);
    std::vector<double> times;
    for (int i = 1; i <= updates; ++i) {
        QThread::msleep(60); // longer than the window waits for further changes
        QApplication::processEvents();
        const int before = paints.count();
        QElapsedTimer timer;
        timer.start();
        feed.emitRecord(start + i * 1000, cpus, noise);
        processUntilPainted(paints, before);
        times.push_back(milliseconds(timer));
    }
    return times;
}

/// The same CPUs in a window of Qt Charts.
std::vector<double> peerTimes(int cpus)
{
    QChartView view;
    QList<QLineSeries *> lines;
    for (int cpu = 0; cpu < cpus; ++cpu) {
        lines.append(new QLineSeries);
        view.chart()->addSeries(lines.last());
    }
    view.chart()->legend()->hide();
    view.setRenderHint(QPainter::Antialiasing);
    view.resize(windowSize);
    view.show();
    const PaintCounter paints(view);
    std::vector<double> times;
    for (int i = 0; i < updates / 10; ++i) {
        const int before = paints.count();
        QElapsedTimer timer;
        timer.start();
        for (int cpu = 0; cpu < cpus; ++cpu) {
            QList<QPointF> points;
            for (int x = 0; x < peerPoints; ++x)
                points.append({static_cast<double>(x), 50 + 40 * std::sin((x + i) / (20.0 + cpu))});
            lines[cpu]->replace(points);
        }
        view.chart()->createDefaultAxes();
        processUntilPainted(paints, before);
        times.push_back(milliseconds(timer));
    }
    return times;
}

void printUpdates(int cpus)
{
    const double peer = quantile(peerTimes(cpus), 0.5);
    for (const ChartRenderer renderer : chartRenderers()) {
        const bool painted = renderer == ChartRenderer::Painted;
        if (!painted && cpus > mostColored)
            continue; // painted in any case
        const std::vector<double> calm = updateTimes(cpus, smooth, renderer);
        const std::vector<double> jumping = updateTimes(cpus, rough, renderer);
        const double middle = quantile(calm, 0.5);
        std::printf("update, %3d CPUs, %-16s %8.1f %8.1f %14.1f  ms   %5.2f\n", cpus, painted ? "painted" : "Qt Charts",
                    middle, quantile(calm, 0.99), peer, middle / peer);
        std::printf("the same, values that jump        %8.1f %8.1f\n", quantile(jumping, 0.5), quantile(jumping, 0.99));
    }
}

double processorSeconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

void printLoad()
{
    Feed feed;
    MainWindow window(feed, {.theme = ThemeChoice::Light, .view = {.length = 1h}});
    window.resize(windowSize);
    window.show();
    feed.emitHistory(hourAtOneHertz, QDateTime::currentMSecsSinceEpoch(), 16);
    const PaintCounter paints(window);
    processUntilPainted(paints, 0);
    QTimer second;
    QObject::connect(&second, &QTimer::timeout, &feed,
                     [&] { feed.emitRecord(QDateTime::currentMSecsSinceEpoch(), 16); });
    second.start(1s);
    const double before = processorSeconds();
    QTimer::singleShot(idleSeconds * 1000, &window, &QCoreApplication::quit);
    QCoreApplication::exec();
    std::printf("16 CPUs at 1 Hz: of one core      %8.2f %26s\n", 100 * (processorSeconds() - before) / idleSeconds,
                "%");
}

/// Adds a day of samples, one per second, as fast as possible; painted every 1,000.
void printDay()
{
    Feed feed;
    MainWindow window(feed, {.theme = ThemeChoice::Light, .view = {.length = 6h}});
    window.resize(windowSize);
    window.show();
    const qint64 start = QDateTime::currentMSecsSinceEpoch() - dayAtOneHertz * 1000LL;
    double afterSix = 0;
    for (int i = 0; i < dayAtOneHertz; ++i) {
        feed.emitRecord(start + i * 1000LL, 16);
        if (i % 1000 == 0)
            QApplication::processEvents();
        if (i == 6 * 3600)
            afterSix = static_cast<double>(ProcessMemory::now().resident) / 1e6;
    }
    std::printf("resident after 6 h, 24 h at 1 Hz  %8.1f %8.1f %17s\n", afterSix,
                static_cast<double>(ProcessMemory::now().resident) / 1e6, "MB");
}

/// Runs in a process of its own: measures from its start until the window is painted, first empty, then with the
/// history of a real server. Prints both times in ms.
int runChild(const QString &url, qint64 startedAt)
{
    const auto elapsed = [=] { return static_cast<double>(QDateTime::currentMSecsSinceEpoch() - startedAt); };
    OutputFollower::Options options;
    options.redis.url = *RedisUrl::parse(url);
    options.key = key;
    RedisSource source(options, "metrics");
    MainWindow window(source, {.theme = ThemeChoice::Light, .view = {.length = 6h}});
    window.resize(windowSize);
    const PaintCounter paints(window);
    window.show();
    processUntilPainted(paints, 0);
    const double first = elapsed();
    bool arrived = false;
    QObject::connect(&source, &ResultSource::history, &window, [&] { arrived = true; });
    QElapsedTimer loading;
    loading.start();
    source.open();
    while (!arrived)
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    processUntilPainted(paints, paints.count());
    std::printf("%.1f %.1f\n", first, milliseconds(loading));
    return 0;
}

void printStart()
{
    RedisServer server;
    if (!server.start())
        qFatal("no server");
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = sixHours; i > 0; --i) {
        const qint64 time = now - i * 5000LL;
        if (!server.call({"XADD", historyKey(key), "*", "t", QByteArray::number(time), "d", resultAt(time, 16)}))
            qFatal("not written");
    }
    std::vector<double> first;
    std::vector<double> history;
    for (int i = 0; i < starts; ++i) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--child"_s, server.url().toString(), QString::number(QDateTime::currentMSecsSinceEpoch())});
        child.waitForFinished();
        const QList<QByteArray> figures = child.readAllStandardOutput().trimmed().split(' ');
        first.push_back(figures.value(0).toDouble());
        history.push_back(figures.value(1).toDouble());
    }
    std::printf("start to first painted window     %8.1f %26s\n", quantile(first, 0.5), "ms");
    std::printf("6 h x 18 keys, loaded and drawn   %8.1f %26s\n", quantile(history, 0.5), "ms");
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    const QStringList arguments = QApplication::arguments();
    if (arguments.value(1) == "--child"_L1)
        return runChild(arguments.value(2), arguments.value(3).toLongLong());
    std::printf("%-33s %8s %8s %14s %10s\n", "1100x700, 1 h at 1 Hz", "p50", "p99", "QLineSeries", "ratio");
    for (const int cpus : {8, 16, 64, 256})
        printUpdates(cpus);
    printLoad();
    printStart();
    printDay();
    return 0;
}
