// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/theme.h"
#include "app/widgets/pushbutton.h"
#include "app/widgets/scrollcolumn.h"
#include "app/widgets/sheet.h"
#include "common/core/literals.h"

#include <QImage>
#include <QLabel>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;

class TestSheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { Theme::use(Theme::light()); }
    void cardIsLighter_data();
    void cardIsLighter();
    void sheetIsClosed();
    void narrowSheetHasTextsBelowNames();
};

namespace {

/// A window with a sheet of ten rows.
struct Shown
{
    explicit Shown(QSize size)
    {
        window.setPalette(Theme::current().palette());
        window.resize(size);
        window.show();
        QList<Sheet::Row> rows;
        for (int i = 0; i < 10; ++i)
            rows.append({u"Name %1"_s.arg(i), u"An explanation of several words "_s.repeated(i + 1)});
        Sheet::open(u"Help"_s, rows, window);
        sheet = window.findChild<Sheet *>();
    }

    /// Returns the labels of the rows: name, text, name, text …
    QList<QLabel *> labels() const { return sheet->findChild<ScrollColumn *>()->widget()->findChildren<QLabel *>(); }

    QWidget window;
    QPointer<Sheet> sheet;
};

} // namespace

void TestSheet::cardIsLighter_data()
{
    QTest::addColumn<Theme>("theme");
    QTest::newRow("light") << Theme::light();
    QTest::newRow("dark") << Theme::darkTheme();
}

/// The card is lighter than all that the scrim covers.
void TestSheet::cardIsLighter()
{
    QFETCH(Theme, theme);
    Theme::use(theme);
    Shown shown({1000, 800});
    const QRect card = shown.sheet->card();
    const QImage picture = shown.window.grab().toImage();
    QCOMPARE(shown.sheet->geometry(), shown.window.rect());
    QVERIFY(shown.sheet->rect().contains(card));
    QCOMPARE(picture.pixelColor(card.center().x(), card.top() + 4), theme.elevated);
    const QColor covered = picture.pixelColor(2, 2);
    QVERIFY(covered.lightness() < theme.background.lightness());
    QVERIFY(theme.elevated.lightness() > covered.lightness() + 20);
}

/// A click on the card does not close it, a click beside it does; so do its button and Escape.
void TestSheet::sheetIsClosed()
{
    Shown clicked({1000, 800});
    QSignalSpy closed(clicked.sheet, &QObject::destroyed);
    QTest::mouseClick(clicked.sheet, Qt::LeftButton, {}, clicked.sheet->card().center());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(closed.size(), 0);
    QTest::mouseClick(clicked.sheet, Qt::LeftButton, {}, QPoint(2, 2));
    QTRY_COMPARE(closed.size(), 1);

    const Shown pressed({1000, 800});
    pressed.sheet->findChild<PushButton *>()->click();
    QTRY_VERIFY(!pressed.sheet);

    Shown escaped({1000, 800});
    escaped.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&escaped.window));
    QTest::keyClick(escaped.sheet, Qt::Key_Escape);
    QTRY_VERIFY(!escaped.sheet);
}

/// Texts have nearly the whole width of a phone, wrap, and follow a window that becomes wide.
void TestSheet::narrowSheetHasTextsBelowNames()
{
    Shown shown({360, 640});
    const QList<QLabel *> labels = shown.labels();
    const auto isStacked = [&labels](int row) {
        return labels[2 * row + 1]->y() >= labels[2 * row]->geometry().bottom() &&
               labels[2 * row + 1]->x() == labels[2 * row]->x();
    };
    for (int row = 0; row < 10; ++row)
        QTRY_VERIFY(isStacked(row));
    QVERIFY(labels[19]->width() > 250);
    for (const QLabel *label : labels)
        QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
    const QWidget &content = *labels[0]->parentWidget();
    QVERIFY(content.width() <= content.parentWidget()->width());
    QVERIFY(shown.sheet->findChild<PushButton *>()->height() >= 40);
    QVERIFY(shown.sheet->rect().contains(shown.sheet->card()));

    shown.window.resize(1000, 800);
    QTRY_COMPARE(labels[1]->y(), labels[0]->y());
    QVERIFY(labels[1]->x() > labels[0]->geometry().right());
    QVERIFY(shown.sheet->rect().contains(shown.sheet->card()));
}

QTEST_MAIN(TestSheet)
#include "tst_sheet.moc"
