// SPDX-License-Identifier: GPL-3.0-or-later
// Languages, and the change from one to another while the window is open.
#include "app/charts/linechart.h"
#include "app/desktop/session.h"
#include "app/pages/momentpanel.h"
#include "app/state/clocktime.h"
#include "app/state/seriescsv.h"
#include "app/widgets/itemview.h"
#include "app/widgets/scrollcolumn.h"
#include "app/window/header.h"
#include "app/window/language.h"
#include "app/window/navigationrail.h"
#include "app/window/titlebutton.h"
#include "common/core/literals.h"
#include "tests/support/pageindex.h"
#include "tests/support/shownwindow.h"

#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void languagesAreNamedInThemselves();
    void numbersAndTimesFollowTheLanguage();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void languageChangesWhileTheWindowIsOpen();
    void filterSelectionAndMomentSurviveAChange();
    void newSourceUsesTheChangedLanguage();
    void listOfConnectionsIsTranslatedAgain();
};

namespace {

using Kind = SourceStatus::Kind;

QStringList saidBy(const QWidget &window)
{
    QStringList said;
    for (const auto &[where, text] : textsOf(window))
        said.append(text);
    return said;
}

bool isTitle(const ElidingLabel &label)
{
    return qobject_cast<const TitleButton *>(label.parentWidget());
}

} // namespace

void TestLanguage::initTestCase()
{
    QApplication::setStyle(u"Fusion"_s);
}

void TestLanguage::cleanup()
{
    QLocale::setDefault(QLocale::c());
}

void TestLanguage::languagesAreNamedInThemselves()
{
    QCOMPARE(Language::names(), (QStringList{u"auto"_s, u"en"_s, u"pt_BR"_s}));
    QCOMPARE(Language::title(u"en"_s), u"English"_s);
    QCOMPARE(Language::title(u"pt_BR"_s), u"Português (Brasil)"_s);
}

void TestLanguage::numbersAndTimesFollowTheLanguage()
{
    const qint64 evening = QDateTime(QDate(2024, 2, 29), QTime(17, 3, 22)).toMSecsSinceEpoch();
    const qint64 nextDay = QDateTime(QDate(2024, 3, 1), QTime(9, 0)).toMSecsSinceEpoch();
    Language language(u"pt_BR"_s);
    QCOMPARE(valueText(84.2, u"%"_s).joined(), u"84,2%"_s);
    QVERIFY(clockTime(evening, nextDay).contains(u"fev"_s));
    QVERIFY(
        clockTime(evening, QDateTime(QDate(2025, 1, 1), QTime(9, 0)).toMSecsSinceEpoch()).startsWith(u"29/02/2024 "_s));
    SampleStore store;
    QVERIFY(store.append({evening, R"({"avg-cpu0-60sec": 41.25})", {}}));
    const QByteArray csv = seriesCsv(store, {evening, evening});
    QVERIFY2(csv.startsWith("time,Média móvel por CPU (1 min): CPU 0 (%)\r\n") && csv.endsWith(",41.25\r\n"),
             csv.constData());
    language.choose(u"en"_s);
    QCOMPARE(valueText(84.2, u"%"_s).joined(), u"84.2%"_s);
    QVERIFY(clockTime(evening, nextDay).contains(u"Feb"_s));
}

void TestLanguage::nothingIsCutOff_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("on a phone") << QSize(400, 800);
    QTest::newRow("at first") << QSize(1100, 700);
    QTest::newRow("full screen") << QSize(1920, 1080);
}

/// Texts in other languages are longer than in English, but fit into each page. The title is a name, which is the same
/// in each language; the state beside it needs its place on a phone.
void TestLanguage::nothingIsCutOff()
{
    QFETCH(QSize, size);
    const auto cutOff = [&size](const char *name) {
        const Language language(QLatin1String{name});
        ShownWindow shown;
        shown.window.resize(size);
        QList<int> counts;
        for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page) {
            shown.window.showPage(page);
            QCoreApplication::processEvents();
            counts.append(0);
            for (const ElidingLabel *label : shown.window.findChildren<ElidingLabel *>())
                counts.last() += label->isVisible() && label->isElided() && !isTitle(*label) ? 1 : 0;
            for (const ScrollColumn *column : shown.window.findChildren<ScrollColumn *>())
                counts.last() += column->isVisible() && column->widget()->width() > column->width() ? 100 : 0;
        }
        return counts;
    };
    const QList<int> inEnglish = cutOff("en");
    const QList<int> inPortuguese = cutOff("pt_BR");
    for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page)
        QVERIFY2(inPortuguese[page] <= inEnglish[page],
                 qPrintable(u"page %1: %2 instead of %3"_s.arg(page).arg(inPortuguese[page]).arg(inEnglish[page])));
}

/// No data are lost, and no text of the previous language remains.
void TestLanguage::languageChangesWhileTheWindowIsOpen()
{
    Language language(u"en"_s);
    ShownWindow shown("output-flat-2025-12-04", "metrics-2023-02-27", u"en"_s);
    connect(&shown.window, &MainWindow::languageChosen, this,
            [&language](const QString &name) { language.choose(name); });
    QSignalSpy retranslated(&shown.window, &MainWindow::retranslated);
    shown.window.setView({PageIndex::Overview, 15min});
    shown.overload();
    QTRY_VERIFY(!shown.events().filter(u"above"_s).isEmpty());
    const QStringList englishEvents = shown.events();
    shown.window.chooseTheme(ThemeChoice::Dark);
    QTRY_VERIFY(saidBy(shown.window).contains(u"Busiest CPU: 99.0%"_s));
    const QStringList english = saidBy(shown.window);
    const auto choose = [&](const char *name) {
        for (QAction *action : shown.window.findChild<WindowMenu *>()->menu()->findChildren<QAction *>()) {
            if (action->data() == QLatin1String(name))
                action->trigger();
        }
    };

    choose("pt_BR");
    QTRY_COMPARE(retranslated.size(), 1);
    QCOMPARE(shown.source.retranslations, 1);
    QTRY_VERIFY(shown.find<NavigationRail>());
    QCOMPARE(shown.window.languageChoice(), u"pt_BR"_s);
    QCOMPARE(shown.window.view(), (ViewLink{PageIndex::Overview, 15min}));
    QCOMPARE(shown.window.themeChoice(), ThemeChoice::Dark);
    QCOMPARE(shown.window.size(), QSize(1100, 700));
    QCOMPARE(shown.events().size(), englishEvents.size());
    QVERIFY(!shown.events().filter(u"acima de"_s).isEmpty());
    QVERIFY(shown.events().filter(u"above"_s).isEmpty());
    QVERIFY(shown.window.windowTitle().startsWith(u"●"_s));
    for (const char *text :
         {"Visão geral", "Uso médio das CPUs", "CPU mais ocupada", "Eventos, período de 15 min", "CPUs agora"})
        QTRY_VERIFY2(saidBy(shown.window).contains(QString::fromUtf8(text)), text);
    QVERIFY(!saidBy(shown.window).filter(u"Ao vivo"_s).isEmpty());
    QVERIFY(shown.find<TimeChart>()->lines().size() > 1);
    QCOMPARE(shown.window.findChildren<Header *>().size(), 1);
    QTest::keyClick(&shown.window, Qt::Key_2);
    QCOMPARE(shown.window.view().page, PageIndex::Cpus);

    shown.window.showPage(PageIndex::Overview);
    choose("en");
    QTRY_COMPARE(retranslated.size(), 2);
    QTRY_VERIFY(shown.find<NavigationRail>());
    QCOMPARE(shown.events(), englishEvents);
    const auto withoutAges = [](QStringList texts) {
        texts.replaceInStrings(QRegularExpression(u"\\d+[.:]?\\d*"_s), u"#"_s);
        texts.replaceInStrings(u" · # s ago"_s, QString());
        texts.sort();
        texts.removeDuplicates();
        return texts;
    };
    QTRY_COMPARE(withoutAges(saidBy(shown.window)), withoutAges(english));
}

void TestLanguage::filterSelectionAndMomentSurviveAChange()
{
    Language language(u"en"_s);
    ShownWindow shown;
    QSignalSpy retranslated(&shown.window, &MainWindow::retranslated);
    shown.window.showPage(PageIndex::Cpus);
    auto *filter = shown.find<QLineEdit>();
    filter->setText(u"1-3"_s);
    auto *table = shown.find<ItemView>();
    QTRY_COMPARE(table->model()->rowCount(), 3);
    table->selectionModel()->select(table->model()->index(1, 0),
                                    QItemSelectionModel::Select | QItemSelectionModel::Rows);
    auto *chart = shown.find<LineChart>();
    QTRY_COMPARE(chart->lines().size(), 1);
    const QString line = chart->lines().constFirst().label;
    Q_EMIT chart->clicked(chart->timeRange().second - 2000);
    auto *moment = shown.find<MomentPanel>();
    QVERIFY(moment);
    const qint64 time = moment->time();
    QCOMPARE(table->model()->headerData(1, Qt::Horizontal).toString(), u"Usage"_s);

    language.choose(u"pt_BR"_s);
    QTRY_COMPARE(retranslated.size(), 1);
    QCOMPARE(shown.find<QLineEdit>(), filter);
    QCOMPARE(filter->text(), u"1-3"_s);
    QVERIFY(filter->placeholderText().startsWith(u"Filtr"_s));
    QVERIFY(table->model()->headerData(1, Qt::Horizontal).toString() != u"Usage"_s);
    QCOMPARE(table->model()->rowCount(), 3);
    QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(table->selectionModel()->selectedRows().constFirst().row(), 1);
    QCOMPARE(chart->lines().size(), 1);
    QCOMPARE(chart->lines().constFirst().label, line);
    QVERIFY(moment->isVisible());
    QCOMPARE(moment->time(), time);
    QVERIFY(!saidBy(shown.window).contains(u"Measurement"_s));
}

/// The content follows the new source.
void TestLanguage::newSourceUsesTheChangedLanguage()
{
    Language language(u"en"_s);
    ShownWindow shown;
    QSignalSpy retranslated(&shown.window, &MainWindow::retranslated);
    language.choose(u"pt_BR"_s);
    QTRY_COMPARE(retranslated.size(), 1);
    shown.source.report({Kind::Lost, {}, {}, {}});
    QTRY_VERIFY(shown.window.windowTitle().startsWith(u"○ Sem conexão"_s));
    shown.window.resize(500, 700);
    QVERIFY(shown.find<NavigationRail>()->isHorizontal());
}

/// The menu has the name of this machine in the new language.
void TestLanguage::listOfConnectionsIsTranslatedAgain()
{
    Language language(u"en"_s);
    Connection connection;
    connection.kind = Connection::Kind::Redis;
    connection.redis.emplace();
    connection.redis->port = 1;
    connection.outputKey = "k";
    Session session(connection, {}, nullptr);
    const auto offered = [&session] {
        const QMenu *menu = session.window().findChild<TitleButton *>()->menu();
        return menu->actions().isEmpty() ? QString() : menu->actions().constFirst()->text();
    };
    QCOMPARE(offered(), u"This machine"_s);
    language.choose(u"pt_BR"_s);
    QTRY_COMPARE(offered(), u"Esta máquina"_s);
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
