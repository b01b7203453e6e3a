// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/settings.h"

#include <QTest>

using namespace pulse;
using namespace std::chrono_literals;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flagWinsOverEnvironmentOverDefault();
    void wrongValues_data();
    void wrongValues();
    void unknownFlagsAndSurplusWordsAreErrors();
    void requiredSettingNamesItself();
    void helpListsEverySetting();
};

namespace {

Settings makeSettings()
{
    return {QStringLiteral("prog"),
            QStringLiteral("A program."),
            {
                {QStringLiteral("port"), QStringLiteral("PROG_PORT"), QStringLiteral("PORT"), QStringLiteral("6379"),
                 QStringLiteral("Where.")},
                {QStringLiteral("period"), QStringLiteral("PROG_PERIOD"), QStringLiteral("SECONDS"),
                 QStringLiteral("5"), QStringLiteral("How often.")},
                {QStringLiteral("key"),
                 QStringLiteral("PROG_KEY"),
                 QStringLiteral("KEY"),
                 {},
                 QStringLiteral("The key to read.")},
                {QStringLiteral("quiet"), {}, {}, {}, QStringLiteral("Say less.")},
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
    QVERIFY(settings.load({QStringLiteral("--port"), QStringLiteral("1")},
                          environment(QStringLiteral("PROG_PORT"), QStringLiteral("2"))));
    QCOMPARE(settings.integer(QStringLiteral("port"), 1, 65535), 1);

    Settings fromEnvironment = makeSettings();
    QVERIFY(fromEnvironment.load({QStringLiteral("--quiet")},
                                 environment(QStringLiteral("PROG_PORT"), QStringLiteral("2"))));
    QCOMPARE(fromEnvironment.integer(QStringLiteral("port"), 1, 65535), 2);
    QVERIFY(fromEnvironment.isSet(QStringLiteral("port")));
    QVERIFY(fromEnvironment.isOn(QStringLiteral("quiet")));

    Settings fromDefault = makeSettings();
    QVERIFY(fromDefault.load(QStringList(), environment(QStringLiteral("PROG_PORT"), {})));
    QCOMPARE(fromDefault.integer(QStringLiteral("port"), 1, 65535), 6379);
    QCOMPARE(fromDefault.seconds(QStringLiteral("period"), 0.1, 3600), 5000ms);
    QVERIFY(!fromDefault.isSet(QStringLiteral("port")));
    QVERIFY(!fromDefault.isOn(QStringLiteral("quiet")));
    QVERIFY(!fromDefault.error());
}

void TestSettings::wrongValues_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");
    const QString period = QStringLiteral("--period=%1: must be a number of seconds from 0.1 to 3600");
    QTest::newRow("word") << "period"
                          << "soon" << period.arg(QStringLiteral("soon"));
    QTest::newRow("nan") << "period"
                         << "nan" << period.arg(QStringLiteral("nan"));
    QTest::newRow("zero") << "period"
                          << "0" << period.arg(QStringLiteral("0"));
    QTest::newRow("port") << "port"
                          << "70000"
                          << "--port=70000: must be a whole number from 1 to 65535";
}

void TestSettings::wrongValues()
{
    QFETCH(QString, flag);
    QFETCH(QString, value);
    QFETCH(QString, message);
    Settings settings = makeSettings();
    QVERIFY(settings.load({QStringLiteral("--") + flag, value}, {}));
    settings.seconds(QStringLiteral("period"), 0.1, 3600);
    settings.integer(QStringLiteral("port"), 1, 65535);
    QVERIFY(settings.error());
    QCOMPARE(settings.error()->message, message);
}

void TestSettings::unknownFlagsAndSurplusWordsAreErrors()
{
    Settings settings = makeSettings();
    const auto unknown = settings.load({QStringLiteral("--prot")}, {});
    QVERIFY(!unknown);
    QVERIFY2(unknown.error().message.contains(QStringLiteral("prot")), qPrintable(unknown.error().message));
    const auto surplus = settings.load({QStringLiteral("word")}, {});
    QVERIFY(!surplus);
    QVERIFY2(surplus.error().message.contains(QStringLiteral("word")), qPrintable(surplus.error().message));
}

void TestSettings::requiredSettingNamesItself()
{
    Settings settings = makeSettings();
    QVERIFY(settings.load(QStringList(), {}));
    settings.required(QStringLiteral("key"));
    QVERIFY(settings.error());
    QCOMPARE(settings.error()->message, QStringLiteral("PROG_KEY (or --key) is not set. The key to read."));
}

void TestSettings::helpListsEverySetting()
{
    const QString help = makeSettings().helpText();
    QVERIFY(help.startsWith(QStringLiteral("Usage: prog [options]")));
    for (const char *text : {"--port <PORT>", "PROG_PORT", "--period", "--key", "--quiet", "--help", "--version"})
        QVERIFY2(help.contains(QLatin1String(text)), text);
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
