// SPDX-License-Identifier: GPL-3.0-or-later
// Every text that users see is translated.
#include "app/charts/linechart.h"
#include "app/desktop/connections/connectiondialog.h"
#include "app/desktop/connections/gatewayurl.h"
#include "app/desktop/connections/redisurltext.h"
#include "app/desktop/connections/secretstore.h"
#include "app/desktop/tunnel/sshprompt.h"
#include "app/desktop/tunnel/sshtrouble.h"
#include "app/widgets/segmentedcontrol.h"
#include "app/window/statuschip.h"
#include "app/window/statusdetails.h"
#include "common/core/literals.h"
#include "tests/support/pageindex.h"
#include "tests/support/shownwindow.h"

#include <QAccessible>
#include <QApplication>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

#include <algorithm>

using namespace pulse;
using namespace pulse::test;

class TestTranslation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
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
                "M G T min h d F1 F10 F11 Menu Ctrl Shift Space Left Right L OK Cancel Yes No "
                "redis rediss http host"_s);
    return (wordsOf(outside(text)) - known - wordsOf(data)).isEmpty();
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

} // namespace

void TestTranslation::initTestCase()
{
    QApplication::setStyle(u"Fusion"_s);
}

void TestTranslation::allTextsOfTheWindowAreTranslated_data()
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
void TestTranslation::allTextsOfTheWindowAreTranslated()
{
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, input);
    QFETCH(int, page);
    const Brackets brackets;
    ShownWindow shown(output.constData(), input.constData());
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
    if (auto *chart = shown.find<TimeChart>()) {
        Q_EMIT chart->hovered(chart->timeRange().second - 2000);
        COMPARE_FAULTS(shown.window, shown.data);
        Q_EMIT chart->clicked(chart->timeRange().second - 2000);
    }
    COMPARE_FAULTS(shown.window, shown.data);
}

void TestTranslation::textsOfEveryStateAreTranslated_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("empty");
    for (const Kind kind : {Kind::Connecting, Kind::Waiting, Kind::Live, Kind::Lost, Kind::Refused, Kind::NotJson}) {
        for (const bool empty : {false, true})
            QTest::addRow("%d %s", int(kind), empty ? "without data" : "with data") << int(kind) << empty;
    }
}

void TestTranslation::textsOfEveryStateAreTranslated()
{
    QFETCH(int, kind);
    QFETCH(bool, empty);
    const Brackets brackets;
    ShownWindow shown;
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

void TestTranslation::unreadableResultsAreTranslated_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::newRow("not JSON") << QByteArray("{");
    QTest::newRow("no object") << QByteArray("[]");
}

/// The result arrives before the language changes.
void TestTranslation::unreadableResultsAreTranslated()
{
    QFETCH(QByteArray, output);
    ShownWindow shown;
    Q_EMIT shown.source.record({QDateTime::currentMSecsSinceEpoch(), output, {}});
    const Brackets brackets;
    QTRY_VERIFY(shown.window.windowTitle().contains(u"⟦"_s));
    COMPARE_FAULTS(shown.window, shown.data + QString::fromUtf8(output));
}

void TestTranslation::menusAndKeysAreTranslated()
{
    const Brackets brackets;
    ShownWindow shown;
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
    shown.window.findChild<StatusChip *>()->click();
    auto *details = shown.window.findChild<StatusDetails *>();
    COMPARE_FAULTS(*details, shown.data);
    details->close();
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

void TestTranslation::connectionDialogIsTranslated_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("this machine") << int(Connection::Kind::ThisMachine);
    QTest::newRow("Redis") << int(Connection::Kind::Redis);
    QTest::newRow("gateway") << int(Connection::Kind::Gateway);
    QTest::newRow("demo data") << int(Connection::Kind::Demo);
}

/// This includes its error messages.
void TestTranslation::connectionDialogIsTranslated()
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

void TestTranslation::sshQuestionsAreTranslated_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("shown");
    const QString passphrase = u"Enter passphrase for key 'id_ed25519':"_s;
    QTest::newRow("secret") << int(SshQuestion::Kind::Secret) << passphrase << passphrase;
    QTest::newRow("yes or no") << int(SshQuestion::Kind::YesNo) << u"Continue connecting (yes/no/[fingerprint])? "_s
                               << u"Continue connecting?"_s;
    QTest::newRow("touch") << int(SshQuestion::Kind::Notice) << u"Confirm user presence for key ED25519-SK"_s
                           << u"⟦Touch the security key.⟧"_s;
    QTest::newRow("other notice") << int(SshQuestion::Kind::Notice) << u"Wait."_s << u"Wait."_s;
}

void TestTranslation::sshQuestionsAreTranslated()
{
    QFETCH(int, kind);
    QFETCH(QString, question);
    QFETCH(QString, shown);
    const Brackets brackets;
    QWidget window;
    window.show();
    SshTunnel tunnel({});
    const SshPrompt prompt(tunnel, window);
    Q_EMIT tunnel.asked({question, static_cast<SshQuestion::Kind>(kind), 0});
    auto *dialog = window.findChild<QDialog *>();
    QVERIFY(dialog);
    COMPARE_FAULTS(*dialog, question);
    const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [&shown](const QLabel *label) { return label->text() == shown; }));
}

/// Errors are created far from the window, but their texts are in the current language.
void TestTranslation::errorMessagesAreTranslated()
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
            SshTrouble::refusedConnection(u"channel 1: open failed: administratively prohibited: x"_s, u"y"_s, u"z"_s));
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
void TestTranslation::portugueseHasAllTexts()
{
    QVERIFY2(Brackets::unknown().isEmpty(), qPrintable(Brackets::unknown().values().join('\n'_L1)));
}

QTEST_MAIN(TestTranslation)
#include "tst_translation.moc"
