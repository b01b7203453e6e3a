// SPDX-License-Identifier: GPL-3.0-or-later
// The list of known connections in the dialog.
#include "app/desktop/connections/connectionlist.h"
#include "common/core/literals.h"
#include "tests/support/connections.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QDateTime>
#include <QLocale>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestConnectionList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsShowHostAndLastUse();
    void rowIsChosenByTheMouse();
    void dotsOpenTheMenuOfTheRow();
    void keyboardOpensTheMenu();
    void deleteRemovesTheRow();
    void everyKindHasAnIcon();
};

namespace {

QList<Connection> some()
{
    Connection lab = redisConnection("redis://db.example.org", "results");
    lab.name = u"Lab"_s;
    lab.lastUse = QDateTime(QDate(2026, 2, 3), QTime(4, 5)).toMSecsSinceEpoch();
    Connection gateway = gatewayConnection("wss://pulse.example.org/feed");
    gateway.lastUse = QDateTime::currentMSecsSinceEpoch();
    return {lab, gateway, redisConnection("unix:///run/redis.sock", "k")};
}

struct Shown
{
    Shown()
    {
        list.resize(240, 300);
        list.show();
    }

    QString details(int row) const { return list.item(row)->data(Qt::AccessibleDescriptionRole).toString(); }
    QMenu &menu() const { return *list.findChild<QMenu *>(); }
    QPoint dots(int row) const { return list.visualItemRect(list.item(row)).center() + QPoint(105, 0); }

    ConnectionList list{some(), nullptr};
    QSignalSpy chosen{&list, &ConnectionList::chosen};
    QSignalSpy removed{&list, &ConnectionList::removed};
};

} // namespace

void TestConnectionList::rowsShowHostAndLastUse()
{
    const Shown shown;
    QCOMPARE(shown.list.item(0)->text(), u"Lab"_s);
    QCOMPARE(shown.details(0), u"db.example.org, "_s + QLocale().toString(QDate(2026, 2, 3), QLocale::ShortFormat));
    QCOMPARE(shown.list.item(1)->text(), some().at(1).title());
    QVERIFY2(shown.details(1).startsWith("pulse.example.org, "_L1), qPrintable(shown.details(1)));
    QVERIFY(shown.details(1).contains(':'_L1));       // today: the time
    QCOMPARE(shown.details(2), u"/run/redis.sock"_s); // never used
}

void TestConnectionList::rowIsChosenByTheMouse()
{
    const Shown shown;
    QTest::mouseClick(shown.list.viewport(), Qt::LeftButton, {},
                      shown.list.visualItemRect(shown.list.item(1)).center());
    QCOMPARE(shown.chosen.size(), 1);
    QVERIFY(isSame(shown.chosen.constFirst().constFirst().value<Connection>(), some().at(1)));
}

/// The dots do not choose the row; "Remove" removes it.
void TestConnectionList::dotsOpenTheMenuOfTheRow()
{
    const Shown shown;
    QTest::mouseClick(shown.list.viewport(), Qt::LeftButton, {}, shown.dots(1));
    QVERIFY(shown.menu().isVisible());
    QVERIFY(shown.chosen.isEmpty());
    QCOMPARE(shown.menu().actions().size(), 1);
    QCOMPARE(shown.menu().actions().constFirst()->text(), u"Remove"_s);
    shown.menu().actions().constFirst()->trigger();
    QCOMPARE(shown.list.count(), 2);
    QCOMPARE(shown.removed.size(), 1);
    QVERIFY(isSame(shown.removed.constFirst().constFirst().value<Connection>(), some().at(1)));
    QVERIFY(shown.chosen.isEmpty()); // the next row is not chosen
}

void TestConnectionList::keyboardOpensTheMenu()
{
    Shown shown;
    shown.list.setCurrentRow(2);
    QContextMenuEvent wanted(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(&shown.list, &wanted);
    QVERIFY(shown.menu().isVisible());
    shown.menu().actions().constFirst()->trigger();
    QVERIFY(isSame(shown.removed.constFirst().constFirst().value<Connection>(), some().at(2)));
}

void TestConnectionList::deleteRemovesTheRow()
{
    Shown shown;
    shown.list.setCurrentRow(0);
    QTest::keyClick(&shown.list, Qt::Key_Delete);
    QCOMPARE(shown.list.count(), 2);
    QVERIFY(isSame(shown.removed.constFirst().constFirst().value<Connection>(), some().at(0)));
}

/// The icons differ.
void TestConnectionList::everyKindHasAnIcon()
{
    QList<QImage> icons;
    for (int kind = 0; kind < 4; ++kind) {
        Connection one = redisConnection("redis://x");
        one.name = u"x"_s;
        one.kind = static_cast<Connection::Kind>(kind);
        ConnectionList list({one}, nullptr);
        list.resize(240, 100);
        const QRect row = list.visualItemRect(list.item(0));
        icons.append(list.viewport()->grab(QRect(row.left(), row.top(), 32, row.height())).toImage());
        for (int other = 0; other < kind; ++other)
            QVERIFY2(icons.at(other) != icons.constLast(), qPrintable(QString::number(kind)));
    }
}

QTEST_MAIN(TestConnectionList)
#include "tst_connectionlist.moc"
