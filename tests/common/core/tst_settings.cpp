// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/commandline.h"
#include "common/core/literals.h"
#include "common/core/settings.h"

#include <QTemporaryFile>
#include <QTest>

using namespace pulse;
using namespace std::chrono_literals;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flagWinsOverEnvironmentOverDefault();
    void aFileIsBetweenEnvironmentAndDefault();
    void quantitiesHaveUnitsAndLimits_data();
    void quantitiesHaveUnitsAndLimits();
    void differentValuesOfTwoNamesAreAnError();
    void serviceLinksAreIgnored();
    void onlyTheEnvironmentHoldsServiceLinks_data();
    void onlyTheEnvironmentHoldsServiceLinks();
    void lineBreaksAreRemoved();
    void secretsInTheCommandLineAreErrors_data();
    void secretsInTheCommandLineAreErrors();
    void wrongValuesAreExplained_data();
    void wrongValuesAreExplained();
    void unknownFlagsAndSurplusWordsAreErrors();
    void requiredSettingNamesItself();
    void helpListsEverySetting();
};

namespace {

Settings makeSettings()
{
    return {u"prog"_s,
            u"A program."_s,
            {
                {u"port"_s, u"PROG_PORT"_s, u"PORT"_s, u"6379"_s, u"Where."_s},
                {u"period"_s, u"PROG_PERIOD"_s, u"SECONDS"_s, u"5"_s, u"How often."_s},
                {u"key"_s, u"PROG_KEY"_s, u"KEY"_s, {}, u"The key to read."_s},
                {u"quiet"_s, {}, {}, {}, u"Say less."_s},
                {u"pause"_s, u"PROG_PAUSE"_s, u"MICROSECONDS"_s, u"20"_s, u"How long."_s, {u"PROG_WAIT"_s}},
                {u"limit"_s, u"PROG_LIMIT"_s, u"MIB"_s, u"0"_s, u"How much."_s},
                {.flag = u"url"_s,
                 .variable = u"PROG_URL"_s,
                 .valueName = u"URL"_s,
                 .help = u"Where to."_s,
                 .display = Setting::Display::Url},
                {.flag = u"word"_s,
                 .variable = u"PROG_WORD"_s,
                 .valueName = u"TEXT"_s,
                 .help = u"The password."_s,
                 .display = Setting::Display::Length},
                {.flag = u"source"_s,
                 .variable = u"PROG_SOURCE"_s,
                 .valueName = u"TEXT"_s,
                 .help = u"The text."_s,
                 .isVerbatim = true},
                {.flag = u"server"_s,
                 .variable = u"PROG_SERVER_PORT"_s,
                 .valueName = u"PORT"_s,
                 .help = u"A port or a service."_s,
                 .aliases = {u"PROG_SERVER"_s},
                 .acceptsServiceLink = true},
            }};
}

QProcessEnvironment environment(const QString &name, const QString &value)
{
    QProcessEnvironment result;
    result.insert(name, value);
    return result;
}

} // namespace

void TestSettings::flagWinsOverEnvironmentOverDefault()
{
    Settings settings = makeSettings();
    QVERIFY(settings.load({u"--port"_s, u"1"_s}, environment(u"PROG_PORT"_s, u"2"_s)));
    QCOMPARE(settings.integer(u"port"_s, 1, 65535), 1);

    Settings fromEnvironment = makeSettings();
    QVERIFY(fromEnvironment.load({u"--quiet"_s}, environment(u"PROG_PORT"_s, u"2"_s)));
    QCOMPARE(fromEnvironment.integer(u"port"_s, 1, 65535), 2);
    QVERIFY(fromEnvironment.isSet(u"port"_s));
    QVERIFY(fromEnvironment.isOn(u"quiet"_s));

    Settings fromDefault = makeSettings();
    QVERIFY(fromDefault.load(QStringList(), environment(u"PROG_PORT"_s, {})));
    QCOMPARE(fromDefault.integer(u"port"_s, 1, 65535), 6379);
    QCOMPARE(fromDefault.seconds(u"period"_s, 0.1, 3600), 5000ms);
    QVERIFY(!fromDefault.isSet(u"port"_s));
    QVERIFY(!fromDefault.isOn(u"quiet"_s));
    QVERIFY(!fromDefault.error());
}

void TestSettings::aFileIsBetweenEnvironmentAndDefault()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("PROG_PORT=1\nPROG_PERIOD=2\nPROG_KEY=from file\nnonsense\n");
    file.close();
    Settings settings = makeSettings();
    settings.setVariablesFile(file.fileName());
    QVERIFY(settings.load({u"--period"_s, u"7"_s}, environment(u"PROG_PORT"_s, u"5"_s)));
    QCOMPARE(settings.seconds(u"period"_s, 1, 10), 7s);
    QCOMPARE(settings.integer(u"port"_s, 1, 10), 5);
    QCOMPARE(settings.text(u"key"_s), u"from file"_s);
    QCOMPARE(settings.text(u"limit"_s), u"0"_s);
    QVERIFY(settings.summary().contains(u"PROG_KEY=from file (from PROG_KEY in %1)"_s.arg(file.fileName())));
    QCOMPARE(settings.warnings(),
             QStringList(u"%1: lines that are not like NAME=value are ignored: 1"_s.arg(file.fileName())));

    Settings without = makeSettings();
    without.setVariablesFile(u"/no/such/.env"_s);
    QVERIFY(without.load({}, {}));
    QVERIFY(without.warnings().isEmpty());
}

void TestSettings::quantitiesHaveUnitsAndLimits_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<QString>("value");
    QTest::addColumn<qint64>("expected"); // ms, us or MiB; -1: an error
    const auto row = [](const char *flag, const char *value, qint64 expected) {
        QTest::addRow("%s %s", flag, value) << QString::fromLatin1(flag) << QString::fromUtf8(value) << expected;
    };
    for (const auto &[value, expected] : std::initializer_list<std::pair<const char *, qint64>>{
             {"5", 5'000},   {"5.0", 5'000},    {"0.5", 500},    {"5s", 5'000},     {"1.5s", 1'500},
             {"500ms", 500}, {"250000us", 250}, {"2m", 120'000}, {"1h", 3'600'000}, {"1d", -1},
             {"ms", -1},     {"5 minutes", -1}, {"0", -1},       {"0us", -1},       {"-5s", -1},
             {"2h", -1},     {"inf", -1},       {"nans", -1},    {"1e400", -1},     {"", -1}})
        row("period", value, expected);
    for (const auto &[value, expected] : std::initializer_list<std::pair<const char *, qint64>>{
             {"50", 50}, {"50us", 50}, {"2ms", 2'000}, {"1s", 1'000'000}, {"2s", -1}, {"x", -1}})
        row("pause", value, expected);
    for (const auto &[value, expected] : std::initializer_list<std::pair<const char *, qint64>>{{"0", 0},
                                                                                                {"256", 256},
                                                                                                {"512Mi", 512},
                                                                                                {"1Gi", 1'024},
                                                                                                {"1.5Gi", 1'536},
                                                                                                {"1Ti", 1'048'576},
                                                                                                {"2048Ki", 2},
                                                                                                {"1G", 953},
                                                                                                {"1T", 953'674},
                                                                                                {"1500K", 1},
                                                                                                {"1500k", 1},
                                                                                                {"3M", 2},
                                                                                                {"500K", -1},
                                                                                                {"1Ki", -1},
                                                                                                {"1000M", 953},
                                                                                                {"1GB", -1},
                                                                                                {"1m", -1},
                                                                                                {"-1", -1},
                                                                                                {"2Ti", -1}})
        row("limit", value, expected);
}

void TestSettings::quantitiesHaveUnitsAndLimits()
{
    QFETCH(QString, flag);
    QFETCH(QString, value);
    QFETCH(qint64, expected);
    Settings settings = makeSettings();
    QVERIFY(settings.load({u"--"_s + flag, value}, {}));
    qint64 got = 0;
    if (flag == "period"_L1)
        got = settings.seconds(flag, 0.1, 3600).count();
    else if (flag == "pause"_L1)
        got = settings.microseconds(flag, 0, 1'000'000).count();
    else
        got = settings.mebibytes(flag, 0, 1'048'576);
    QCOMPARE(settings.error().has_value(), expected < 0);
    if (expected >= 0)
        QCOMPARE(got, expected);
}

void TestSettings::differentValuesOfTwoNamesAreAnError()
{
    QProcessEnvironment variables = environment(u"PROG_PAUSE"_s, u"2000"_s);
    variables.insert(u"PROG_WAIT"_s, u"2.0ms"_s);
    QVERIFY(makeSettings().load({}, variables));
    variables.insert(u"PROG_WAIT"_s, u"3ms"_s);
    const Result<void> loaded = makeSettings().load({}, variables);
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message.startsWith(u"PROG_PAUSE=2000 and PROG_WAIT=3ms are two names"_s),
             qPrintable(loaded.error().message));
}

void TestSettings::serviceLinksAreIgnored()
{
    const QString link = u"tcp://10.43.0.7:80"_s;
    QProcessEnvironment variables;
    for (const char *name : {"PROG_PORT", "PROG_SERVER_PORT", "PROG_PERIOD", "PROG_WAIT"})
        variables.insert(QLatin1String(name), link);
    Settings settings = makeSettings();
    QVERIFY(settings.load({}, variables));
    QCOMPARE(settings.integer(u"port"_s, 1, 65535), 6379);
    QCOMPARE(settings.text(u"server"_s), link); // it may be meant as a value
    QVERIFY(settings.isServiceLink(u"server"_s));
    QVERIFY(!settings.error());
    QVERIFY(!settings.isSet(u"period"_s));
    QVERIFY(!settings.isSet(u"pause"_s));
    for (const char *name : {"PROG_PORT", "PROG_PERIOD", "PROG_WAIT"}) {
        const QString warning = QLatin1String(name) + u"=tcp://10.43.0.7:80 is ignored"_s;
        QVERIFY2(settings.warnings().filter(warning).size() == 1, qPrintable(settings.warnings().join('\n'_L1)));
    }
    QCOMPARE(settings.warnings().size(), 3);

    variables.insert(u"PROG_SERVER"_s, u"7000"_s); // a user set this one on purpose
    Settings named = makeSettings();
    QVERIFY(named.load({}, variables));
    QCOMPARE(named.text(u"server"_s), u"7000"_s);
    QVERIFY(!named.isServiceLink(u"server"_s));
}

/// Kubernetes sets variables of the environment, and nothing else.
void TestSettings::onlyTheEnvironmentHoldsServiceLinks_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("name");
    const QByteArray line = "PROG_PORT=tcp://10.43.0.7:80\n";
    QTest::newRow("flag") << "--port" << QByteArray() << "--port";
    QTest::newRow("file") << QString() << line << "PROG_PORT";
}

void TestSettings::onlyTheEnvironmentHoldsServiceLinks()
{
    QFETCH(QString, argument);
    QFETCH(QByteArray, file);
    QFETCH(QString, name);
    const QString link = u"tcp://10.43.0.7:80"_s;
    QTemporaryFile variables;
    QVERIFY(variables.open());
    variables.write(file);
    variables.close();
    Settings settings = makeSettings();
    settings.setVariablesFile(variables.fileName());
    QVERIFY(settings.load(argument.isEmpty() ? QStringList() : QStringList{argument, link}, {}));
    settings.integer(u"port"_s, 1, 65535);
    settings.seconds(u"period"_s, 0.1, 3600);
    settings.microseconds(u"pause"_s, 0, 1'000'000);
    QCOMPARE(settings.warnings(), QStringList());
    QVERIFY(settings.error());
    QVERIFY2(settings.error()->message.startsWith(name + u"=tcp://10.43.0.7:80: must be a"_s),
             qPrintable(settings.error()->message));
}

void TestSettings::lineBreaksAreRemoved()
{
    QProcessEnvironment variables;
    for (const char *name : {"PROG_PORT", "PROG_WORD", "PROG_SOURCE"})
        variables.insert(QLatin1String(name), u"5\r\n"_s);
    variables.insert(u"PROG_URL"_s, u"\n"_s);
    Settings settings = makeSettings();
    QVERIFY(settings.load({u"--key"_s, u"a b\n"_s}, variables));
    QCOMPARE(settings.text(u"key"_s), u"a b"_s);
    QCOMPARE(settings.text(u"port"_s), u"5"_s);
    QCOMPARE(settings.text(u"word"_s), u"5"_s);
    QVERIFY(!settings.isSet(u"url"_s));
    QCOMPARE(settings.text(u"source"_s), u"5\r\n"_s);
    QCOMPARE(settings.warnings().size(), 4);
    QVERIFY(settings.warnings().contains(u"PROG_WORD: the line break at the end of the value is ignored"_s));
}

void TestSettings::secretsInTheCommandLineAreErrors_data()
{
    QTest::addColumn<QByteArrayList>("before");
    QTest::addColumn<QByteArrayList>("after");
    const auto row = [](const char *name, const QByteArrayList &before, const QByteArrayList &after) {
        QTest::newRow(name) << before << after;
    };
    row("URL", {"--url", "redis://u:pw@h:1/2"}, {"--url", "redis://****@h:1/2"});
    row("URL behind =", {"--url=redis://:pw@h"}, {"--url=redis://***@h"});
    row("URL, not percent-encoded", {"--url", "redis://:p/w?@x@h"}, {"--url", "redis://*******@h"});
    row("URL with a query", {"--url", "http://h/a?t=pw#x"}, {"--url", "http://h/a?******"});
    row("URL without secrets", {"--url", "redis://h:1/2"}, {"--url", "redis://h:1/2"});
    row("no URL", {"--url", "u:pw@h"}, {"--url", "****@h"});
    row("text", {"--word", "pw", "--quiet"}, {"--word", "**", "--quiet"});
    row("several", {"--key", "--word", "--word=pw", "--url", "a://b@c"},
        {"--key", "--word", "--word=**", "--url", "a://*@c"});
    row("without a value", {"--word"}, {"--word"});
}

void TestSettings::secretsInTheCommandLineAreErrors()
{
    QFETCH(QByteArrayList, before);
    QByteArrayList arguments = QByteArrayList{"prog"} + before;
    QList<char *> argv;
    for (QByteArray &argument : arguments)
        argv << argument.data();
    hideSecrets(makeSettings().all(), static_cast<int>(argv.size()), argv.data());
    QTEST(arguments.mid(1), "after");
}

void TestSettings::wrongValuesAreExplained_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");
    const QString period =
        u"--period=%1: must be a number of seconds from 0.1 to 3600, or a duration like 500ms, 2m or 1h"_s;
    QTest::newRow("word") << "period"
                          << "soon" << period.arg(u"soon"_s);
    QTest::newRow("nan") << "period"
                         << "nan" << period.arg(u"nan"_s);
    QTest::newRow("zero") << "period"
                          << "0" << period.arg(u"0"_s);
    QTest::newRow("port") << "port"
                          << "70000"
                          << "--port=70000: must be a whole number from 1 to 65535";
}

void TestSettings::wrongValuesAreExplained()
{
    QFETCH(QString, flag);
    QFETCH(QString, value);
    QFETCH(QString, message);
    Settings settings = makeSettings();
    QVERIFY(settings.load({u"--"_s + flag, value}, {}));
    settings.seconds(u"period"_s, 0.1, 3600);
    settings.integer(u"port"_s, 1, 65535);
    QVERIFY(settings.error());
    QCOMPARE(settings.error()->message, message);
}

void TestSettings::unknownFlagsAndSurplusWordsAreErrors()
{
    Settings settings = makeSettings();
    const auto unknown = settings.load({u"--prot"_s}, {});
    QVERIFY(!unknown);
    QVERIFY2(unknown.error().message.contains(u"prot"_s), qPrintable(unknown.error().message));
    const auto surplus = settings.load({u"word"_s}, {});
    QVERIFY(!surplus);
    QVERIFY2(surplus.error().message.contains(u"word"_s), qPrintable(surplus.error().message));
}

void TestSettings::requiredSettingNamesItself()
{
    Settings settings = makeSettings();
    QVERIFY(settings.load(QStringList(), {}));
    settings.required(u"key"_s);
    QVERIFY(settings.error());
    QCOMPARE(settings.error()->message, u"PROG_KEY (or --key) is not set. The key to read."_s);
}

void TestSettings::helpListsEverySetting()
{
    const QString help = makeSettings().helpText();
    QVERIFY(help.startsWith(u"Usage: prog [options]"_s));
    for (const char *text : {"--port <PORT>", "PROG_PORT", "--period", "--key", "--quiet", "--help", "--version"})
        QVERIFY2(help.contains(QLatin1String(text)), text);
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
