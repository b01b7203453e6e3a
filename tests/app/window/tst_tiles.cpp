// SPDX-License-Identifier: GPL-3.0-or-later
// The tiles of the Overview.
#include "app/widgets/moretile.h"
#include "app/widgets/tile.h"
#include "app/window/mainwindow.h"
#include "common/core/literals.h"
#include "tests/support/dashboardwindow.h"
#include "tests/support/history.h"
#include "tests/support/pictures.h"
#include "tests/support/redisserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <map>
#include <memory>

using namespace pulse;
using namespace pulse::test;

class TestTiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void ownNumbersAreTheFirstTiles();
    void tilesOfPercentagesHaveOneScale();
    void meanHasTheColorOfItsLevel_data();
    void meanHasTheColorOfItsLevel();
    void tilesWithoutAValueAreHidden();
    void moreTileOpensAllNumbers();

private:
    std::unique_ptr<RedisServer> m_server;
};

namespace {

/// Returns the labels of the visible tiles, row by row.
QStringList tilesOf(const MainWindow &window)
{
    std::map<std::pair<int, int>, QString> labels;
    for (const Tile *tile : window.findChildren<Tile *>()) {
        if (tile->isVisible())
            labels[{tile->y(), tile->x()}] = tile->label();
    }
    QStringList result;
    for (const auto &[place, label] : labels)
        result.append(label);
    return result;
}

Tile *tileOf(const MainWindow &window, const char *label)
{
    const QList<Tile *> tiles = window.findChildren<Tile *>();
    const auto at = std::ranges::find(tiles, QString::fromUtf8(label), &Tile::label);
    return at == tiles.end() ? nullptr : *at;
}

} // namespace

void TestTiles::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestTiles::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

/// The results are those of README's first function, on a machine whose CPUs are measured.
void TestTiles::ownNumbersAreTheFirstTiles()
{
    for (int i = 20; i >= 0; --i)
        addResult(*m_server, resultKey, now() - i * 5000,
                  uR"({"busiest_cpu_percent": %1, "peak_cpu_percent": 98.44})"_s.arg(60 - std::min(i, 2)).toUtf8(),
                  measurement(0));
    const DashboardWindow dashboard(*m_server);
    QTRY_COMPARE(tilesOf(dashboard.window),
                 (QStringList{u"busiest_cpu_percent"_s, u"peak_cpu_percent"_s, u"CPU mean"_s, u"Busiest CPU"_s}));
    QCOMPARE(tileOf(dashboard.window, "busiest_cpu_percent")->number(), u"60"_s);
    QCOMPARE(tileOf(dashboard.window, "busiest_cpu_percent")->detail(), u"58 to 60"_s);
    QCOMPARE(tileOf(dashboard.window, "peak_cpu_percent")->number(), u"98.4"_s);
    QVERIFY(!dashboard.the<MoreTile>().isVisible());
    const auto inked = [&](const char *name) {
        return countNear(tileOf(dashboard.window, name)->grab().toImage(), lineColor(0));
    };
    QVERIFY(!tileOf(dashboard.window, "Newest result"));                 // the state in the header has its age
    for (const char *name : {"busiest_cpu_percent", "peak_cpu_percent"}) // with a sparkline
        QTRY_VERIFY2(inked(name) > 20, qPrintable(QString::number(inked(name))));
}

/// The line of 20% is below that of 40%, which is below that of 60%. The busiest CPU's has no CPU's color.
void TestTiles::tilesOfPercentagesHaveOneScale()
{
    addHistory(*m_server, 20);
    const DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(tileOf(dashboard.window, "Egress") && tileOf(dashboard.window, "Busiest CPU"));
    const auto top = [&](const char *name) { // of the line, px
        const QImage image = tileOf(dashboard.window, name)->grab().toImage().convertToFormat(QImage::Format_RGB32);
        for (int y = Tile::numberBaseline + 22; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (colorDistance(image.pixelColor(x, y), Theme::light().surface) > 100)
                    return y;
            }
        }
        return image.height();
    };
    QTRY_VERIFY(top("Egress") > top("Busiest CPU"));
    QVERIFY(top("Busiest CPU") > top("Cache"));
    const QImage busiest = tileOf(dashboard.window, "Busiest CPU")->grab().toImage();
    QVERIFY(countNear(busiest, lineColor(0)) > 20);
    QCOMPARE(countExact(busiest, lineColor(3)), 0);
}

void TestTiles::meanHasTheColorOfItsLevel_data()
{
    QTest::addColumn<double>("load");
    QTest::addColumn<QColor>("color");
    QTest::newRow("normal") << 79.0 << Theme::light().text;
    QTest::newRow("warning") << 80.0 << Theme::light().warningText;
    QTest::newRow("critical") << 95.0 << Theme::light().bad;
}

void TestTiles::meanHasTheColorOfItsLevel()
{
    QFETCH(double, load);
    QFETCH(QColor, color);
    addResult(*m_server, resultKey, now(), resultOf({load, load}, 20, 60));
    const DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(tileOf(dashboard.window, "CPU mean"));
    QTRY_VERIFY(countExact(tileOf(dashboard.window, "CPU mean")->grab().toImage(), color) > 10);
    for (const QColor &other : {Theme::light().warningText, Theme::light().bad})
        QVERIFY(other == color || countExact(tileOf(dashboard.window, "CPU mean")->grab().toImage(), other) == 0);
}

void TestTiles::tilesWithoutAValueAreHidden()
{
    addResult(*m_server, resultKey, now() - 5000, R"({"queue": 7, "percentage_outgoing_bytes": 20})", {});
    const DashboardWindow dashboard(*m_server);
    QTRY_COMPARE(tilesOf(dashboard.window), (QStringList{u"queue"_s, u"Egress"_s}));
    addResult(*m_server, resultKey, now(), R"({"percentage_memory_caching": 60, "note": "text"})", {});
    QTRY_COMPARE(tilesOf(dashboard.window), QStringList(u"Cache"_s));
    addResult(*m_server, resultKey, now() + 1, R"({"queue": 8})", {});
    QTRY_COMPARE(tilesOf(dashboard.window), QStringList(u"queue"_s));
}

/// Numbers with a name of their own come before the elements of lists.
void TestTiles::moreTileOpensAllNumbers()
{
    QJsonObject result{{u"a_list"_s, QJsonArray{1, 2, 3}}};
    for (int i = 0; i < 7; ++i)
        result.insert(u"number_%1"_s.arg(i), i);
    addResult(*m_server, resultKey, now(), QJsonDocument(result).toJson(QJsonDocument::Compact), {});
    const DashboardWindow dashboard(*m_server);
    auto &more = dashboard.the<MoreTile>();
    QTRY_COMPARE(more.text(), u"+4"_s);
    QTRY_COMPARE(tilesOf(dashboard.window).size(), 6);
    QVERIFY(!tilesOf(dashboard.window).contains(u"a_list.0"_s));
    QTRY_COMPARE(more.height(), Tile::height); // the layout has run
    QTest::mouseClick(&more, Qt::LeftButton);
    QVERIFY(dashboard.chart("a_list.2") && dashboard.chart("number_6"));
    QVERIFY(!dashboard.chart("a_list.2")->visibleRegion().isEmpty());
}

QTEST_MAIN(TestTiles)
#include "tst_tiles.moc"
