// SPDX-License-Identifier: GPL-3.0-or-later
// The window in other languages, and the change from one to another.
#include "app/charts/heatmap.h"
#include "app/charts/linechart.h"
#include "app/desktop/connections/connectiondialog.h"
#include "app/desktop/connections/gatewayurl.h"
#include "app/desktop/connections/redisurltext.h"
#include "app/desktop/session.h"
#include "app/desktop/tunnel/sshprompt.h"
#include "app/desktop/tunnel/sshtrouble.h"
#include "app/pages/eventlist.h"
#include "app/pages/momentpanel.h"
#include "app/state/clocktime.h"
#include "app/state/outcometext.h"
#include "app/state/seriescsv.h"
#include "app/widgets/itemview.h"
#include "app/widgets/scrollcolumn.h"
#include "app/widgets/segmentedcontrol.h"
#include "app/widgets/tile.h"
#include "app/window/language.h"
#include "app/window/navigationrail.h"
#include "app/window/timecontrols.h"
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/pageindex.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
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
    void allTextsOfTheWindowAreTranslated_data();
    void allTextsOfTheWindowAreTranslated();
    void textsOfEveryStateAreTranslated_data();
    void textsOfEveryStateAreTranslated();
    void unreadableResultsAreTranslated_data();
    void unreadableResultsAreTranslated();
    void menusAndKeysAreTranslated();
    void connectionDialogIsTranslated_data();
    void connectionDialogIsTranslated();
    void sshQuestionsAreTranslated_data();
    void sshQuestionsAreTranslated();
    void errorMessagesAreTranslated();
    void portugueseHasAllTexts();
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

/// A translator that puts each of our texts in brackets, and collects those without a Portuguese translation.
class Brackets : public QTranslator
{
public:
    Brackets()
    {
        QVERIFY(m_portuguese.load(u":/translations/pulseboard_pt_BR.qm"_s));
        QCoreApplication::installTranslator(this);
    }

    bool isEmpty() const override { return false; }

    QString translate(const char *context, const char *text, const char *comment, int n) const override
    {
        if (*context == 'Q') // Qt's own
            return {};
        if (m_portuguese.translate(context, text, comment, n).isEmpty())
            s_unknown.insert(u"%1: %2"_s.arg(QLatin1String(context), QString::fromUtf8(text)));
        return u"⟦%1⟧"_s.arg(QString::fromUtf8(text));
    }

    static const QSet<QString> &unknown() { return s_unknown; } ///< of all tests so far

private:
    QTranslator m_portuguese;
    static inline QSet<QString> s_unknown;
};

/// Returns the parts of a text outside of brackets.
QString outside(const QString &text)
{
    QString rest;
    int depth = 0;
    for (const QChar c : text) {
        depth += c == u'⟦' ? 1 : 0;
        if (depth == 0)
            rest += c;
        depth -= c == u'⟧' ? 1 : 0;
    }
    return rest;
}

/// Returns the words with letters; separators in sentences, URLs, JSON and dotted names are omitted.
QSet<QString> wordsOf(const QString &text)
{
    static const QRegularExpression between(u"[^\\pL\\d_-]+"_s);
    static const QRegularExpression letter(u"\\pL"_s);
    const QStringList words = text.split(between, Qt::SkipEmptyParts).filter(letter);
    return {words.begin(), words.end()};
}

/// Returns whether a text needs no translation: names, units, keys, and texts of the data.
bool isData(const QString &text, const QString &data)
{
    static const QSet<QString> known =
        wordsOf(u"Pulseboard CPU English Português Brasil B kB MB GB KiB MiB GiB MHz GHz ms "
                "s "
                "min h d F1 F10 F11 Menu Ctrl Shift Space Left Right L OK Cancel Yes No metrics-output "
                "redis rediss http host"_s);
    return (wordsOf(outside(text)) - known - wordsOf(data)).isEmpty();
}

using Texts = QList<std::pair<QString, QString>>; // the place of each text, and the text

void addTextsOf(const QWidget &widget, Texts &texts)
{
    const QString where = QLatin1String(widget.metaObject()->className());
    const auto add = [&](const char *what, const QString &text) {
        texts.append({where + '.'_L1 + QLatin1String(what), text});
    };
    add("toolTip", widget.toolTip());
    add("accessibleName", widget.accessibleName());
    add("accessibleDescription", widget.accessibleDescription());
    add("windowTitle", widget.windowTitle());
    for (const QAction *action : widget.actions())
        add("action", action->text());
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        add("text", label->text());
    if (const auto *label = qobject_cast<const ElidingLabel *>(&widget))
        add("text", label->text());
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        add("text", button->text());
    if (const auto *field = qobject_cast<const QLineEdit *>(&widget))
        add("placeholder", field->placeholderText());
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(&widget))
        add("placeholder", text->placeholderText());
    if (const auto *tile = qobject_cast<const Tile *>(&widget)) {
        add("label", tile->label());
        add("detail", tile->detail());
    }
    if (const auto *chart = qobject_cast<const LineChart *>(&widget)) {
        for (const QString &row : chart->tooltipRows() + chart->edgeTexts())
            add("crosshair", row);
    }
    if (const auto *map = qobject_cast<const HeatMap *>(&widget)) {
        for (const HeatCell &cell : map->cells())
            add("cell", cell.label);
    }
    if (const auto *view = qobject_cast<const QAbstractItemView *>(&widget); view && view->model()) {
        const QAbstractItemModel &model = *view->model();
        for (int column = 0; column < model.columnCount(); ++column) {
            if (qobject_cast<const QTreeView *>(view))
                add("header", model.headerData(column, Qt::Horizontal).toString());
            for (int row = 0; row < model.rowCount(); ++row)
                add("cell", model.index(row, column).data().toString());
        }
    }
}

/// Returns all texts of a window that are visible or read by assistive technology.
Texts textsOf(const QWidget &window)
{
    Texts texts;
    addTextsOf(window, texts);
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->window() == &window)
            addTextsOf(*widget, texts);
    }
    return texts;
}

QStringList saidBy(const QWidget &window)
{
    QStringList said;
    for (const auto &[where, text] : textsOf(window))
        said.append(text);
    return said;
}

/// Returns the faults of a window: texts without a translation, and controls without a name.
QStringList faultsOf(const QWidget &window, const QString &data = {})
{
    QStringList faults;
    for (const auto &[where, text] : textsOf(window)) {
        if (!isData(text, data))
            faults.append(u"not translated: %1 \"%2\""_s.arg(where, text));
    }
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        if (interface->text(QAccessible::Name).isEmpty())
            faults.append(u"without a name: %1"_s.arg(QLatin1String(widget->metaObject()->className())));
    }
    faults.removeDuplicates();
    return faults;
}

#define COMPARE_FAULTS(window, data)                                                                                   \
    QVERIFY2(faultsOf(window, data).isEmpty(), qPrintable(faultsOf(window, data).join('\n'_L1)))

class Source : public ResultSource
{
public:
    void open() override {}
    SourceStatus status() const override { return m_status; }
    FunctionReport report() const override { return {}; }
    void retranslate() override { ++retranslations; }

    void report(const SourceStatus &status)
    {
        m_status = status;
        Q_EMIT statusChanged(status);
    }

    int retranslations = 0;

private:
    SourceStatus m_status{Kind::Live, u"redis://127.0.0.1:6379"_s, u"key-1"_s, {}};
};

FunctionReport failures()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    FunctionReport report;
    report.status.emplace();
    report.status->function = u"usermodule.py"_s;
    report.status->trigger = u"poll"_s;
    report.status->version = u"0.1.0"_s;
    report.status->reason = u"NO-FUNCTION"_s;
    report.status->started = report.status->lastCall = now - 5000;
    for (const char *outcome : {"success", "nothing", "bad_input", "raised", "not_encodable", "out_of_memory",
                                "skipped", "timed_out", "crashed"}) {
        report.status->outcomes.append({QLatin1String(outcome), 3});
        if (OutcomeText::isFailure(QLatin1String(outcome)))
            report.failures.append({.time = now - 1000,
                                    .outcome = QLatin1String(outcome),
                                    .errorType = u"KeyError"_s,
                                    .errorMessage = u"KEY-NOT-THERE"_s,
                                    .stackTrace = {},
                                    .inputDigest = u"2c26b46b68ffc68f"_s,
                                    .duration = 0.2});
    }
    report.failures.last().errorType.clear();
    return report;
}

/// A window over ten results, the last of which is above a threshold.
struct Shown
{
    explicit Shown(const char *output = "output-flat-2025-12-04", const char *input = "metrics-2023-02-27",
                   const QString &language = u"auto"_s)
        : window(source, {.theme = ThemeChoice::Light, .language = language})
        , data(QString::fromUtf8(payload(output) + payload(input)))
    {
        window.resize(1100, 700);
        window.show();
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QList<Record> records;
        for (int i = 9; i >= 0; --i)
            records.append({now - i * 1000, payload(output), payload(input)});
        Q_EMIT source.aged(0);
        Q_EMIT source.history(records);
        const FunctionReport report = failures();
        Q_EMIT source.reportChanged(report);
        for (const QString &text : {source.status().where, source.status().key, report.status->function,
                                    report.status->trigger, report.status->version, report.status->reason,
                                    report.failures.constFirst().errorMessage, u"KeyError"_s, u"2c26b46b"_s})
            data += text + '\n'_L1;
        QTRY_VERIFY(window.windowTitle().startsWith(u"●"_s));
    }

    void overload()
    {
        QByteArray json = "{";
        for (int cpu = 0; cpu < 4; ++cpu)
            json += "\"avg-cpu" + QByteArray::number(cpu) + "-60sec\": " + QByteArray::number(99 - cpu) + ',';
        json += R"("virtual_memory-percent": 97})";
        data += QString::fromUtf8(json);
        Q_EMIT source.record({QDateTime::currentMSecsSinceEpoch(), json, R"({"virtual_memory-percent": 97})"});
    }

    template <class Widget>
    Widget *find() const
    {
        for (Widget *widget : window.findChildren<Widget *>()) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }

    QStringList events() const
    {
        QStringList texts;
        const QAbstractItemModel *model = window.findChild<EventList *>()->findChild<QListView *>()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts.append(model->index(row, 0).data().toString());
        return texts;
    }

    Source source;
    MainWindow window;
    QString data; ///< all texts of the data
};

} // namespace

void TestLanguage::initTestCase()
{
    QApplication::setStyle(u"Fusion"_s);
}

void TestLanguage::cleanup()
{
    QLocale::setDefault(QLocale::c());
}

void TestLanguage::allTextsOfTheWindowAreTranslated_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("page");
    for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page) {
        QTest::addRow("flat, page %d", page)
            << QByteArray("output-flat-2025-12-04") << QByteArray("metrics-2023-02-27") << page;
        QTest::addRow("nested, page %d", page)
            << QByteArray("output-nested-history-2023-03-03") << QByteArray("metrics-2022-07-16") << page;
    }
}

/// Each page is checked live, with events, paused, at a moment, and with values under the crosshair.
void TestLanguage::allTextsOfTheWindowAreTranslated()
{
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, input);
    QFETCH(int, page);
    const Brackets brackets;
    Shown shown(output.constData(), input.constData());
    shown.window.showPage(page);
    shown.overload();
    QTRY_VERIFY(shown.events().size() > 2);
    COMPARE_FAULTS(shown.window, shown.data);

    if (auto *filter = shown.find<QLineEdit>())
        filter->setText(u"zzz"_s);
    if (auto *choices = shown.find<SegmentedControl>(); choices && page == PageIndex::Data)
        Q_EMIT shown.find<SegmentedControl>()->chosen(0);
    COMPARE_FAULTS(shown.window, shown.data);
    if (page == PageIndex::Data) {
        shown.find<QLineEdit>()->clear();
        for (auto *choice : shown.window.findChildren<SegmentedControl *>())
            Q_EMIT choice->chosen(1);
        COMPARE_FAULTS(shown.window, shown.data);
    }

    QTest::keyClick(&shown.window, Qt::Key_Space);
    if (auto *chart = shown.find<LineChart>()) {
        Q_EMIT chart->hovered(chart->timeRange().second - 2000);
        COMPARE_FAULTS(shown.window, shown.data);
        Q_EMIT chart->clicked(chart->timeRange().second - 2000);
    }
    COMPARE_FAULTS(shown.window, shown.data);
}

void TestLanguage::textsOfEveryStateAreTranslated_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("empty");
    for (const Kind kind : {Kind::Connecting, Kind::Waiting, Kind::Live, Kind::Lost, Kind::Refused, Kind::NotJson}) {
        for (const bool empty : {false, true})
            QTest::addRow("%d %s", int(kind), empty ? "without data" : "with data") << int(kind) << empty;
    }
}

void TestLanguage::textsOfEveryStateAreTranslated()
{
    QFETCH(int, kind);
    QFETCH(bool, empty);
    const Brackets brackets;
    Shown shown;
    if (empty)
        Q_EMIT shown.source.history({});
    const QString sentence = u"QUOTA-EXCEEDED"_s;
    shown.source.report({static_cast<Kind>(kind), shown.source.status().where, u"key-1"_s, sentence});
    for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page) {
        shown.window.showPage(page);
        COMPARE_FAULTS(shown.window, shown.data + sentence);
    }
    Q_EMIT shown.source.reportChanged({.status = {}, .failures = {}, .problem = sentence});
    shown.window.showPage(PageIndex::Function);
    COMPARE_FAULTS(shown.window, shown.data + sentence);
    Q_EMIT shown.source.reportChanged({});
    COMPARE_FAULTS(shown.window, shown.data + sentence);
}

void TestLanguage::unreadableResultsAreTranslated_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::newRow("not JSON") << QByteArray("{");
    QTest::newRow("no object") << QByteArray("[]");
}

/// The result arrives before the language changes.
void TestLanguage::unreadableResultsAreTranslated()
{
    QFETCH(QByteArray, output);
    Shown shown;
    Q_EMIT shown.source.record({QDateTime::currentMSecsSinceEpoch(), output, {}});
    const Brackets brackets;
    QTRY_VERIFY(shown.window.windowTitle().contains(u"⟦"_s));
    COMPARE_FAULTS(shown.window, shown.data + QString::fromUtf8(output));
}

void TestLanguage::menusAndKeysAreTranslated()
{
    const Brackets brackets;
    Shown shown;
    shown.window.offerConnections({{u"key-1"_s, true, [] {}}});
    shown.window.showPage(PageIndex::Data);
    int actions = 0;
    for (QMenu *menu : shown.window.findChildren<QMenu *>()) {
        Texts texts;
        addTextsOf(*menu, texts);
        for (const auto &[where, text] : texts)
            QVERIFY2(isData(text, shown.data), qPrintable(where + ' '_L1 + text));
        actions += static_cast<int>(menu->actions().size());
    }
    QVERIFY(actions > 12);
    shown.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.window));
    QTest::keyClick(&shown.window, Qt::Key_F1);
    QVERIFY(shown.find<Sheet>());
    COMPARE_FAULTS(shown.window, shown.data);
    for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page) {
        shown.window.showPage(page);
        QTest::keyClick(&shown.window, Qt::Key_F1, Qt::ShiftModifier);
        QVERIFY(shown.find<Sheet>());
        COMPARE_FAULTS(shown.window, shown.data);
    }
}

void TestLanguage::connectionDialogIsTranslated_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("this machine") << int(Connection::Kind::ThisMachine);
    QTest::newRow("Redis") << int(Connection::Kind::Redis);
    QTest::newRow("gateway") << int(Connection::Kind::Gateway);
    QTest::newRow("demo data") << int(Connection::Kind::Demo);
}

/// This includes its error messages.
void TestLanguage::connectionDialogIsTranslated()
{
    QFETCH(int, kind);
    const Brackets brackets;
    Connection connection;
    connection.kind = static_cast<Connection::Kind>(kind);
    QTemporaryDir folder;
    QSettings settings(folder.filePath(u"s.conf"_s), QSettings::IniFormat);
    SecretStore secrets(settings);
    ConnectionDialog dialog(connection, {}, &secrets, nullptr);
    dialog.show();
    COMPARE_FAULTS(dialog, QString());
    for (auto *button : dialog.findChildren<QPushButton *>()) {
        if (button->text().contains(u"⟦Connect⟧"_s))
            button->click();
    }
    const bool asksForMore = connection.kind == Connection::Kind::Redis || connection.kind == Connection::Kind::Gateway;
    QCOMPARE(dialog.isVisible(), asksForMore);
    COMPARE_FAULTS(dialog, QString());
}

void TestLanguage::sshQuestionsAreTranslated_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("secret") << int(SshQuestion::Kind::Secret);
    QTest::newRow("yes or no") << int(SshQuestion::Kind::YesNo);
    QTest::newRow("notice") << int(SshQuestion::Kind::Notice);
}

void TestLanguage::sshQuestionsAreTranslated()
{
    QFETCH(int, kind);
    const Brackets brackets;
    QWidget window;
    window.show();
    SshTunnel tunnel({});
    const SshPrompt prompt(tunnel, window);
    const QString question = u"Enter passphrase for key 'id_ed25519':"_s;
    Q_EMIT tunnel.asked({question, static_cast<SshQuestion::Kind>(kind), 0});
    auto *dialog = window.findChild<QDialog *>();
    QVERIFY(dialog);
    COMPARE_FAULTS(*dialog, question);
}

/// Errors are created far from the window, but their texts are in the current language.
void TestLanguage::errorMessagesAreTranslated()
{
    const auto all = [] {
        QStringList texts;
        for (const char *url : {"http://x", "redis://x:0", "unix:x", "redis://x/y", "redis://u#p@x", "redis://x:99999",
                                "redis://x?certfile=/c"})
            texts.append(redisUrlText(RedisUrl::parse(QLatin1String(url)).error()));
        for (const char *place : {"ssh://x", "@x", "u:p@x", "u@", "-x", "x y", "x;y", "u\\@x", "x:0"})
            texts.append(SshDestination::parse(QLatin1String(place)).error().message);
        texts.append(SshDestination::parseJumps(u"a,@x"_s).error().message);
        texts.append(SshTarget::parse(u"u@x:1"_s).error().message);
        for (const char *url : {"redis://x", "http://", "http://u:p@x", "http://x/#y"})
            texts.append(feedUrl(QLatin1String(url)).error().message);
        Connection connection;
        connection.kind = Connection::Kind::Redis;
        texts.append(connection.check().error().message);
        for (const char *line : {"ssh: Could not resolve hostname x: y", "u@x: Permission denied (publickey).",
                                 "Host key verification failed.", "Connection closed by x"})
            texts.append(SshTrouble::explain({QLatin1String(line)}).why);
        texts.append(
            SshTrouble::refusedConnection(u"channel 1: open failed: administratively prohibited: x"_s, u"y"_s));
        return texts;
    };
    {
        const Brackets brackets;
        for (const QString &text : all())
            QVERIFY2(text.startsWith(u"⟦"_s), qPrintable(text));
    }
    for (const QString &text : all())
        QVERIFY2(!text.isEmpty() && !text.contains(u"⟦"_s), qPrintable(text));
}

/// Checks all texts that the tests above have requested, with their contexts.
void TestLanguage::portugueseHasAllTexts()
{
    QVERIFY2(Brackets::unknown().isEmpty(), qPrintable(Brackets::unknown().values().join('\n'_L1)));
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
    QCOMPARE(valueText(84.2, u"%"_s).joined(), u"84,2 %"_s);
    QVERIFY(clockTime(evening, nextDay).contains(u"fev"_s));
    SampleStore store;
    QVERIFY(store.append({evening, R"({"avg-cpu0-60sec": 41.25})", {}}));
    const QByteArray csv = seriesCsv(store, {evening, evening});
    QVERIFY2(csv.startsWith("time,Média de CPU em 1 min: CPU 0 (%)\r\n") && csv.endsWith(",41.25\r\n"),
             csv.constData());
    language.choose(u"en"_s);
    QCOMPARE(valueText(84.2, u"%"_s).joined(), u"84.2 %"_s);
    QVERIFY(clockTime(evening, nextDay).contains(u"Feb"_s));
}

void TestLanguage::nothingIsCutOff_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("on a phone") << QSize(400, 800);
    QTest::newRow("at first") << QSize(1100, 700);
    QTest::newRow("full screen") << QSize(1920, 1080);
}

/// Texts in other languages are longer than in English, but fit into each page.
void TestLanguage::nothingIsCutOff()
{
    QFETCH(QSize, size);
    const auto cutOff = [&size](const char *name) {
        const Language language(QLatin1String{name});
        Shown shown;
        shown.window.resize(size);
        QList<int> counts;
        for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page) {
            shown.window.showPage(page);
            QCoreApplication::processEvents();
            counts.append(0);
            for (const ElidingLabel *label : shown.window.findChildren<ElidingLabel *>())
                counts.last() += label->isVisible() && label->isElided() ? 1 : 0;
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
    Shown shown("output-flat-2025-12-04", "metrics-2023-02-27", u"en"_s);
    connect(&shown.window, &MainWindow::languageChosen, this,
            [&language](const QString &name) { language.choose(name); });
    QSignalSpy retranslated(&shown.window, &MainWindow::retranslated);
    shown.window.setView({PageIndex::Overview, 15min});
    shown.overload();
    QTRY_VERIFY(!shown.events().filter(u"above"_s).isEmpty());
    const QStringList englishEvents = shown.events();
    shown.window.chooseTheme(ThemeChoice::Dark);
    QTRY_VERIFY(saidBy(shown.window).contains(u"Busiest CPU: 99.0 %"_s));
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
    for (const char *text : {"Visão geral", "Média das CPUs", "CPU mais ocupada", "Eventos", "CPUs agora"})
        QTRY_VERIFY2(saidBy(shown.window).contains(QString::fromUtf8(text)), text);
    QVERIFY(!saidBy(shown.window).filter(u"ao vivo, há"_s).isEmpty());
    QVERIFY(shown.find<LineChart>()->lines().size() > 1);
    QCOMPARE(shown.window.findChildren<QStatusBar *>().size(), 1);
    QTest::keyClick(&shown.window, Qt::Key_2);
    QCOMPARE(shown.window.view().page, PageIndex::Cpus);

    shown.window.showPage(PageIndex::Overview);
    choose("en");
    QTRY_COMPARE(retranslated.size(), 2);
    QTRY_VERIFY(shown.find<NavigationRail>());
    QCOMPARE(shown.events(), englishEvents);
    const auto withoutAges = [](QStringList texts) {
        texts.replaceInStrings(QRegularExpression(u"\\d+[.:]?\\d*"_s), u"#"_s);
        texts.sort();
        texts.removeDuplicates();
        return texts;
    };
    QTRY_COMPARE(withoutAges(saidBy(shown.window)), withoutAges(english));
}

void TestLanguage::filterSelectionAndMomentSurviveAChange()
{
    Language language(u"en"_s);
    Shown shown;
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
    Shown shown;
    QSignalSpy retranslated(&shown.window, &MainWindow::retranslated);
    language.choose(u"pt_BR"_s);
    QTRY_COMPARE(retranslated.size(), 1);
    shown.source.report({Kind::Lost, {}, {}, {}});
    QTRY_VERIFY(shown.window.windowTitle().startsWith(u"○ reconectando"_s));
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
        QMenu *menu = session.window().findChild<WindowMenu *>()->menu()->actions().constFirst()->menu();
        return menu->actions().isEmpty() ? QString() : menu->actions().constFirst()->text();
    };
    QCOMPARE(offered(), u"This machine"_s);
    language.choose(u"pt_BR"_s);
    QTRY_COMPARE(offered(), u"Esta máquina"_s);
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
