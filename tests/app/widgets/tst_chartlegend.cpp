// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/theme.h"
#include "app/widgets/chartlegend.h"
#include "common/core/literals.h"
#include "tests/support/pictures.h"

#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestChartLegend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noEntryIsDropped_data();
    void noEntryIsDropped();
    void buttonListsTheRest();
    void ownerCanShowAll();
    void entriesHaveTheirColor();
};

namespace {

struct Legend : ChartLegend
{
    explicit Legend(int count, int width)
        : ChartLegend(nullptr)
    {
        QList<LegendEntry> entries;
        for (int i = 0; i < count; ++i)
            entries.append({u"CPU %1"_s.arg(i), QString::number(100 - i) + ".0"_L1, lineColor(i)});
        resize(width, sizeHint().height());
        setEntries(entries);
        show();
    }

    PushButton &more() const { return *findChild<PushButton *>(); }
};

} // namespace

void TestChartLegend::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestChartLegend::noEntryIsDropped_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("width");
    for (const int count : {0, 1, 2, 8, 16, 256}) {
        for (const int width : {1, 60, 300, 700, 1900})
            QTest::addRow("%d in %d px", count, width) << count << width;
    }
}

void TestChartLegend::noEntryIsDropped()
{
    QFETCH(int, count);
    QFETCH(int, width);
    const Legend legend(count, width);
    const auto hidden = static_cast<int>(count - legend.texts().size());
    QCOMPARE(legend.more().isVisible(), hidden > 0);
    if (hidden > 0)
        QCOMPARE(legend.more().text(), u"+%1 more"_s.arg(hidden));
    QVERIFY(count != 2 || width < 300 || hidden == 0);
    if (!legend.texts().isEmpty())
        QCOMPARE(legend.texts().constFirst(), u"CPU 0 100.0"_s);
    QVERIFY(legend.rect().contains(legend.more().geometry()) || hidden == 0);
}

void TestChartLegend::buttonListsTheRest()
{
    const Legend legend(12, 300);
    legend.more().setFocus();
    QTest::keyClick(&legend.more(), Qt::Key_Return);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 12 - legend.texts().size());
    QCOMPARE(menu->actions().constLast()->text(), u"CPU 11 89.0"_s);
    menu->close();
}

void TestChartLegend::ownerCanShowAll()
{
    const Legend legend(12, 300);
    QSignalSpy requested(&legend, &ChartLegend::allRequested);
    QTest::mouseClick(&legend.more(), Qt::LeftButton);
    QCOMPARE(requested.size(), 1);
    QVERIFY(!QApplication::activePopupWidget());
}

void TestChartLegend::entriesHaveTheirColor()
{
    Legend legend(3, 700);
    const QImage picture = legend.grab().toImage();
    for (int i = 0; i < 3; ++i)
        QVERIFY(countExact(picture.convertToFormat(QImage::Format_RGB32), lineColor(i)) > 30);
}

QTEST_MAIN(TestChartLegend)
#include "tst_chartlegend.moc"
