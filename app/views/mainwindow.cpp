// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/mainwindow.h"

#include "app/views/chartlines.h"
#include "common/metrics/samplecodec.h"

#include <QApplication>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <algorithm>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr qint64 windowLength = 5 * 60'000; // ms
constexpr auto showWithin = 50ms;
constexpr qint64 staleAfter = 15'000; // ms, at least
constexpr qint64 stalePeriods = 4;

constexpr int gap = 8;
constexpr int margin = 16;
constexpr int headerHeight = 40;

} // namespace

MainWindow::MainWindow(MetricSource &source, ThemeChoice theme)
    : m_choice(theme)
    , m_theme(Theme::of(theme, qApp->palette()))
    , m_header(new Header(m_theme, this))
    , m_pages(new QStackedWidget(this))
    , m_instead(new EmptyPage(m_theme, this))
    , m_tiles(new TileRow(m_theme, this))
    , m_cpus(new Panel(tr("CPU average over the last minute"), m_theme, this))
    , m_egress(new Panel(tr("Egress, share of network bytes"), m_theme, this))
    , m_cache(new Panel(tr("Cache, share of memory"), m_theme, this))
    , m_connection(new ElidingLabel(TextSize::Small, QFont::Normal, this))
    , m_newest(new ElidingLabel(TextSize::Small, QFont::Normal, this))
{
    setMinimumSize(700, 500);
    setWindowTitle(QStringLiteral("Pulseboard"));
    m_cpus->chart().setEmptyText(tr("The results hold no CPU averages"));
    m_egress->chart().setEmptyText(tr("The results hold no egress percentage"));
    m_cache->chart().setEmptyText(tr("The results hold no cache percentage"));
    setUpLayout();
    setUpStatusBar();
    setTheme(m_theme);

    m_soon.setSingleShot(true);
    m_soon.setInterval(showWithin);
    connect(&m_soon, &QTimer::timeout, this, &MainWindow::showData);
    connect(&m_second, &QTimer::timeout, this, &MainWindow::showTime);
    m_second.start(1s);
    follow(source);
}

void MainWindow::setUpLayout()
{
    auto *shares = new QHBoxLayout;
    shares->setSpacing(gap);
    shares->addWidget(m_egress);
    shares->addWidget(m_cache);

    auto *page = new QWidget(m_pages);
    auto *pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(gap);
    pageLayout->addWidget(m_tiles);
    pageLayout->addWidget(m_cpus, 3);
    pageLayout->addLayout(shares, 2);
    m_pages->addWidget(m_instead);
    m_pages->addWidget(page);

    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(margin, gap, margin, gap);
    layout->setSpacing(gap);
    m_header->setFixedHeight(headerHeight);
    layout->addWidget(m_header);
    layout->addWidget(m_pages, 1);
    setCentralWidget(central);
}

void MainWindow::setUpStatusBar()
{
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(margin + 10, 0, margin + 10, 4);
    statusBar()->addWidget(m_connection, 1);
    statusBar()->addPermanentWidget(m_newest);
    m_newest->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void MainWindow::follow(MetricSource &source)
{
    connect(&source, &MetricSource::statusChanged, this, &MainWindow::takeStatus);
    connect(&source, &MetricSource::history, this, [this, &source](const QList<Record> &records) {
        takeHistory(records);
        takeStatus(source.status());
    });
    connect(&source, &MetricSource::record, this, [this, &source](const Record &record) {
        takeRecord(record);
        takeStatus(source.status());
    });
    takeStatus(source.status());
}

void MainWindow::takeStatus(const SourceStatus &status)
{
    m_status = status;
    if (status.kind == SourceStatus::Kind::Live && !m_unreadable.isEmpty()) {
        m_status.kind = SourceStatus::Kind::NotJson;
        m_status.sentence = m_unreadable;
    }
    showSoon();
}

void MainWindow::takeHistory(const QList<Record> &records)
{
    m_store.replace({});
    m_unreadable.clear();
    for (const Record &record : records)
        takeRecord(record);
}

void MainWindow::takeRecord(const Record &record)
{
    const Result<Sample> sample = decodeSample(record.time, record.output);
    m_unreadable = sample ? QString() : sample.error().message;
    if (sample)
        m_store.append(*sample);
}

/// Not at once: a busy source would have us draw more often than anyone sees.
void MainWindow::showSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void MainWindow::showData()
{
    const TimeRange range = visibleRange(m_store, QDateTime::currentMSecsSinceEpoch(), windowLength);
    const qint64 gapLength = longestGap(m_store);
    const QList<ChartLine> cpus = cpuLines(m_store, range);
    m_cpus->chart().setLines(cpus, gapLength);
    m_cpus->setRemark(cpus.size() > LineChart::mostColored
                          ? tr("the hottest %1 of %2 in colour").arg(LineChart::highlighted).arg(cpus.size())
                          : QString());
    m_egress->chart().setLines(shareLine(m_store, MetricFamily::Egress, range), gapLength);
    m_cache->chart().setLines(shareLine(m_store, MetricFamily::Cache, range), gapLength);
    m_tiles->show(m_store);
    m_instead->setText(StatusText::instead(m_status), m_status.sentence);
    m_pages->setCurrentIndex(m_store.isEmpty() ? 0 : 1);
    for (Panel *panel : {m_cpus, m_egress, m_cache})
        panel->chart().setDimmed(!isCurrent());
    m_tiles->setDimmed(!isCurrent());
    showTime();
}

void MainWindow::showTime()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const TimeRange range = visibleRange(m_store, now, windowLength);
    for (Panel *panel : {m_cpus, m_egress, m_cache})
        panel->chart().setTimeRange(range.from, range.to);
    const Freshness fresh = freshness(now);
    m_header->setStatus(m_status, fresh);
    m_connection->setText(StatusText::connection(m_status));
    m_newest->setText(StatusText::newest(fresh));
}

bool MainWindow::isCurrent() const
{
    return m_status.kind == SourceStatus::Kind::Live || m_status.kind == SourceStatus::Kind::NotJson;
}

Freshness MainWindow::freshness(qint64 now) const
{
    const std::optional<qint64> newest = m_store.newestTime();
    if (!newest)
        return {};
    const qint64 age = std::max<qint64>(0, now - *newest);
    return {age, age > std::max(staleAfter, stalePeriods * m_store.usualPeriod().value_or(0))};
}

void MainWindow::setTheme(const Theme &theme)
{
    m_theme = theme;
    setPalette(theme.palette());
    m_header->setTheme(theme);
    m_instead->setTheme(theme);
    m_tiles->setTheme(theme);
    for (Panel *panel : {m_cpus, m_egress, m_cache})
        panel->setTheme(theme);
    for (ElidingLabel *label : {m_connection, m_newest})
        label->setColor(theme.dim);
    showTime();
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange)
        setTheme(Theme::of(m_choice, qApp->palette()));
    return QMainWindow::event(event);
}

} // namespace pulse
