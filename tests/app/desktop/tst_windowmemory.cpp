// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the window, from one start to the next.
#include "app/desktop/windowmemory.h"
#include "common/core/literals.h"
#include "tests/support/pageindex.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace pulse;
using namespace std::chrono_literals;

class TestWindowMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void windowIsRestored();
    void emptySettingsRestoreNothing();
    void invalidSettingsAreIgnored();
};

namespace {

class Source : public ResultSource
{
public:
    void open() override {}
    SourceStatus status() const override { return {}; }
    FunctionReport report() const override { return {}; }
};

struct Stored
{
    QTemporaryDir folder;
    QSettings settings{folder.filePath(u"s.conf"_s), QSettings::IniFormat};
};

} // namespace

void TestWindowMemory::windowIsRestored()
{
    Source source;
    Stored stored;
    {
        MainWindow window(source, {.language = u"pt_BR"_s});
        window.resize(713, 611); // no larger than the offscreen screen, to which Qt 6.8 fits what it restores
        window.chooseTheme(ThemeChoice::Dark);
        window.setView({test::PageIndex::System, 15min});
        WindowMemory::of(window).write(stored.settings);
    }
    const WindowMemory memory = WindowMemory::read(stored.settings);
    QCOMPARE(memory.theme, std::optional(ThemeChoice::Dark));
    QCOMPARE(memory.language, std::optional(u"pt_BR"_s));
    QCOMPARE(memory.page, std::optional(test::PageIndex::System));
    QCOMPARE(memory.length, std::optional(TimeWindow::Duration(15min)));
    MainWindow window(source, {});
    QVERIFY(window.restoreGeometry(memory.geometry));
    QCOMPARE(window.size(), QSize(713, 611));
}

void TestWindowMemory::emptySettingsRestoreNothing()
{
    Stored stored;
    const WindowMemory memory = WindowMemory::read(stored.settings);
    QVERIFY(memory.geometry.isEmpty() && !memory.theme && !memory.language && !memory.page && !memory.length);
}

/// A newer version or a user may have written such values.
void TestWindowMemory::invalidSettingsAreIgnored()
{
    Stored stored;
    for (const char *name : {"geometry", "theme", "language", "view", "range"})
        stored.settings.setValue(u"window/"_s + QLatin1String(name), u"what"_s);
    const WindowMemory memory = WindowMemory::read(stored.settings);
    QVERIFY(!memory.theme && !memory.language && !memory.page && !memory.length);
    Source source;
    MainWindow window(source, {});
    const QSize size = window.size();
    QVERIFY(!window.restoreGeometry(memory.geometry));
    QCOMPARE(window.size(), size);
}

QTEST_MAIN(TestWindowMemory)
#include "tst_windowmemory.moc"
