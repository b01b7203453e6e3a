// SPDX-License-Identifier: GPL-3.0-or-later
// The list of CPUs: a table in a wide window, cards in a narrow one.
#include "app/pages/cpuspage.h"
#include "app/widgets/itemview.h"
#include "app/widgets/surface.h"
#include "common/core/literals.h"
#include "tests/support/dashboardwindow.h"
#include "tests/support/pageindex.h"
#include "tests/support/pictures.h"
#include "tests/support/redisserver.h"

#include <QTest>

#include <memory>

using namespace pulse;
using namespace pulse::test;

class TestCpusPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init();
    void cpusAreCards();
    void cardsAreChosen();
    void cpusAreATableInAWideWindow();

private:
    std::unique_ptr<RedisServer> m_server;
};

namespace {

constexpr QSize phone(390, 844);

struct Shown : DashboardWindow
{
    Shown(const RedisServer &server, QSize size)
        : DashboardWindow(server, {.theme = ThemeChoice::Light, .view = {.page = PageIndex::Cpus}})
    {
        window.resize(size);
    }
};

} // namespace

void TestCpusPage::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

/// A card has the number of the CPU, its history and its value.
void TestCpusPage::cpusAreCards()
{
    addHistory(*m_server, 60);
    for (const QSize size : {QSize(360, 640), phone}) {
        const Shown shown(*m_server, size);
        const auto &page = shown.the<CpusPage>();
        auto &table = *page.findChild<ItemView *>();
        QTRY_COMPARE(table.model()->rowCount(), 16);
        QTRY_VERIFY(table.isHeaderHidden());
        const auto card = [&table](int row) { return table.visualRect(table.model()->index(row, 0)); };
        QTRY_COMPARE(card(0).width(), table.viewport()->width());
        QTRY_COMPARE(card(0).height(), 48);
        QTRY_COMPARE(table.height(), 16 * 48); // the page scrolls, not the cards
        const QRect rect = card(1);
        const QRect middle(rect.width() * 3 / 10, 0, rect.width() / 2, rect.height());
        QTRY_VERIFY(countNear(table.viewport()->grab(rect).toImage().copy(middle), lineColor(1)) > 20);
    }
}

/// A tap shows only that CPU in the charts, another one adds its CPU, and a second tap removes it.
void TestCpusPage::cardsAreChosen()
{
    addHistory(*m_server, 10);
    const Shown shown(*m_server, phone);
    auto &table = *shown.the<CpusPage>().findChild<ItemView *>();
    QTRY_COMPARE(table.model()->rowCount(), 16);
    QTRY_COMPARE(table.height(), 16 * 48);
    const auto tap = [&table](int row) {
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {},
                          table.visualRect(table.model()->index(row, 0)).center());
    };
    tap(2);
    QTRY_COMPARE(shown.labels("CPU average over"), QStringList{u"CPU 2"_s});
    tap(3);
    QTRY_COMPARE(shown.labels("CPU average over"), (QStringList{u"CPU 2"_s, u"CPU 3"_s}));
    tap(2);
    QTRY_COMPARE(shown.labels("CPU average over"), QStringList{u"CPU 3"_s});
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Space); // of the current card
    QTRY_COMPARE(shown.labels("CPU average over"), (QStringList{u"CPU 2"_s, u"CPU 3"_s}));
}

/// The table is in a card that is no higher than its rows, and the charts have the rest.
void TestCpusPage::cpusAreATableInAWideWindow()
{
    addHistory(*m_server, 10);
    Shown shown(*m_server, phone);
    const auto &table = *shown.the<CpusPage>().findChild<ItemView *>();
    QTRY_VERIFY(table.isHeaderHidden());
    shown.window.resize(1400, 1200);
    QTRY_VERIFY(!table.isHeaderHidden());
    QTRY_COMPARE(table.visualRect(table.model()->index(0, 0)).height(), 28);
    const QWidget &card = *table.parentWidget();
    QVERIFY(qobject_cast<const Surface *>(&card));
    QTRY_VERIFY(table.height() >= 16 * 28 && table.height() < 16 * 28 + 40);
    QTRY_VERIFY(visibleChart<TimeChart>(shown.window, u"CPU usage"_s)->height() > 350);
    for (int column = 0; column < table.model()->columnCount(); ++column)
        QVERIFY(!table.isColumnHidden(column));
    shown.window.resize(1100, 500); // now the table scrolls
    QTRY_VERIFY(table.height() < 16 * 28);
    QTRY_VERIFY(card.rect().contains(table.geometry()));
}

QTEST_MAIN(TestCpusPage)
#include "tst_cpuspage.moc"
