// SPDX-License-Identifier: GPL-3.0-or-later
// The names under which the desktop knows the program; unit/test_desktopfiles checks the files with these names.
#include "app/desktop/desktopidentity.h"
#include "tests/support/paths.h"

#include <QApplication>
#include <QFile>
#include <QIcon>
#include <QTest>
#include <QWidget>

using namespace pulse;

class TestDesktopIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void applicationNamesTheDesktopFile();
    void windowsHaveTheIcon_data();
    void windowsHaveTheIcon();
};

void TestDesktopIdentity::initTestCase()
{
    QVERIFY(QWidget().windowIcon().isNull());
    setDesktopIdentity();
}

void TestDesktopIdentity::applicationNamesTheDesktopFile()
{
    const QString id = QGuiApplication::desktopFileName();
    const QString file = test::sourcePath("/packaging/desktop/%1.desktop").arg(id);
    QVERIFY2(QFile::exists(file), qUtf8Printable(file));
}

void TestDesktopIdentity::windowsHaveTheIcon_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {16, 22, 24, 32, 48, 64, 128, 256})
        QTest::addRow("%d", size) << size;
}

void TestDesktopIdentity::windowsHaveTheIcon()
{
    QFETCH(int, size);
    const QWidget window;
    QVERIFY(window.windowIcon().availableSizes().contains(QSize(size, size)));
    const QImage picture = window.windowIcon().pixmap(size).toImage();
    QCOMPARE(picture.size(), QSize(size, size));
    QCOMPARE(picture.pixelColor(0, 0).alpha(), 0);
    const QColor above = picture.pixelColor(size / 2, size / 6); // the accent, or nearly
    QVERIFY2(above.alpha() == 255 && std::abs(above.hslHue() - QColor(0x3b, 0x82, 0xf6).hslHue()) < 5,
             qUtf8Printable(above.name(QColor::HexArgb)));
    const QColor middle = picture.pixelColor(size / 2, size / 2); // the line
    QVERIFY2(middle.lightness() > 220, qUtf8Printable(middle.name()));
}

QTEST_MAIN(TestDesktopIdentity)
#include "tst_desktopidentity.moc"
