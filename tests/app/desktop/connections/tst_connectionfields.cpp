// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of the dialog of connections: their contents, errors, visibility and look.
#include "app/desktop/connections/checkbox.h"
#include "app/desktop/connections/connectiondialog.h"
#include "app/desktop/connections/disclosure.h"
#include "common/core/literals.h"
#include "tests/support/connections.h"
#include "tests/support/dialogfields.h"
#include "tests/support/pictures.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace pulse;
using namespace pulse::test;

class TestConnectionFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { Theme::use(Theme::light()); }
    void dialogReturnsTheGivenConnection_data();
    void dialogReturnsTheGivenConnection();
    void dialogExplainsErrors_data();
    void dialogExplainsErrors();
    void errorEndsWhenItsFieldIsChanged();
    void fieldsThatDoNotApplyAreHidden();
    void hiddenFieldsAreIgnored();
    void advancedFieldsOpenByTheKeyboard();
    void heightFollowsTheContent();
    void fieldsAndTheMainButtonAreDistinct_data();
    void fieldsAndTheMainButtonAreDistinct();
    void checkBoxesHaveABorder_data() { fieldsAndTheMainButtonAreDistinct_data(); }
    void checkBoxesHaveABorder();
};

namespace {

using Kind = Connection::Kind;

Connection toKey(const char *key)
{
    return redisConnection("redis://127.0.0.1", key);
}

/// Shows the dialog and waits until its style and layout apply.
void showLaidOut(ConnectionDialog &dialog)
{
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QApplication::processEvents();
}

} // namespace

void TestConnectionFields::dialogReturnsTheGivenConnection_data()
{
    QTest::addColumn<Connection>("connection");
    Connection here;
    here.function = u"/mine.py"_s;
    here.name = u"mine"_s;
    Connection behind = toKey("results");
    behind.redis = *RedisUrl::parse(u"rediss://me:pw@db:6380/1?cafile=/ca.pem&certfile=/c.pem&keyfile=/k.pem"_s);
    behind.ssh.emplace();
    behind.ssh->destination = *SshDestination::parse(u"u@vm:2222"_s);
    behind.ssh->jumps = *SshDestination::parseJumps(u"a,b"_s);
    behind.ssh->identityFile = u"/id"_s;
    Connection gateway;
    gateway.kind = Kind::Gateway;
    gateway.gateway = QUrl(u"ws://host:53004/feed"_s);
    gateway.gatewayToken = "token";
    gateway.outputKey = "results";
    Connection onServer;
    onServer.redis = RedisUrl();
    Connection demo;
    demo.kind = Kind::Demo;
    QTest::newRow("this machine") << here;
    QTest::newRow("demo data") << demo;
    QTest::newRow("this machine, on a server") << onServer;
    QTest::newRow("Redis") << toKey("results");
    QTest::newRow("behind SSH") << behind;
    QTest::newRow("a gateway") << gateway;
}

/// The dialog returns the connection unchanged, secrets included.
void TestConnectionFields::dialogReturnsTheGivenConnection()
{
    QFETCH(Connection, connection);
    const ConnectionDialog dialog(connection, {}, nullptr, nullptr);
    const auto back = dialog.connection();
    QVERIFY2(back, back ? "" : qPrintable(back.error().message));
    if (connection.kind != Kind::Redis)
        connection.inputKey = back->inputKey; // the other kinds ignore it
    QCOMPARE(back->toJson(), connection.toJson());
    QCOMPARE(back->gatewayToken, connection.gatewayToken);
    if (connection.redis)
        QVERIFY(back->redis == connection.redis);
}

void TestConnectionFields::dialogExplainsErrors_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("wrong");   // the field with the error
    QTest::addColumn<QString>("problem"); // its beginning
    const auto add = [](const char *name, const char *url, const char *field, const char *text, const char *wrong,
                        const char *problem) {
        QTest::newRow(name) << QString::fromUtf8(url) << QString::fromUtf8(field) << QString::fromUtf8(text)
                            << QString::fromUtf8(wrong) << QString::fromUtf8(problem);
    };
    const char *usual = "redis://db";
    add("server", usual, "Server", "http://db", "Server", "Must start with redis://");
    add("service link", usual, "Server", "tcp://10.0.0.55:6379", "Server", "Must start with redis://");
    add("path", usual, "Server", "db/metrics", "Server", "The database must be a number");
    add("key", usual, "Output key", "", "Output key", "Enter the key of the results");
    add("socket over ssh", usual, "Server", "unix:///s", "Server", "Over SSH, the server must be");
    add("no ssh host", usual, "SSH host", "", "SSH host", "Enter the machine to log in to");
    add("ssh", usual, "SSH host", "-oProxyCommand=x", "SSH host", "'-oProxyCommand=x' is not an SSH destination");
    add("jump host", usual, "SSH jump host", "ssh://a", "SSH jump host", "'ssh://a' is not an SSH jump host");
    add("certificate without key", "rediss://db?cafile=/ca.pem", "TLS certificate", "/c.pem", "TLS private key",
        "A TLS certificate and its private key");
}

/// The error is below its field, which has a red border and the keyboard; the dialog stays open.
void TestConnectionFields::dialogExplainsErrors()
{
    QFETCH(QString, url);
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(QString, wrong);
    QFETCH(QString, problem);
    Connection initial = redisConnection(qPrintable(url));
    if (field.startsWith("SSH"_L1) || text.startsWith("unix"_L1)) {
        initial.ssh.emplace();
        initial.ssh->destination = *SshDestination::parse(u"vm"_s);
    }
    ConnectionDialog dialog(initial, {}, nullptr, nullptr);
    dialog.show();
    test::field(dialog, qPrintable(field))->setText(text);
    press(dialog, "Connect");
    QVERIFY(dialog.isVisible());
    const QString error = errorOf(dialog, qPrintable(wrong));
    QVERIFY2(error.startsWith(problem), qPrintable(error));
    const QLineEdit *edit = test::field(dialog, qPrintable(wrong));
    QCOMPARE(dialog.focusWidget(), edit);
    const auto isBelow = [&](const QLabel *label) {
        return label->isVisible() && label->text() == error && label->parentWidget() == edit->parentWidget() &&
               label->y() > edit->y();
    };
    QTRY_VERIFY(std::ranges::any_of(dialog.findChildren<QLabel *>(), isBelow));
}

void TestConnectionFields::errorEndsWhenItsFieldIsChanged()
{
    ConnectionDialog dialog(redisConnection("redis://db", ""), {}, nullptr, nullptr);
    dialog.show();
    press(dialog, "Connect");
    QVERIFY(!errorOf(dialog, "Output key").isEmpty());
    QTest::keyClick(field(dialog, "Server"), Qt::Key_1);
    QVERIFY(!errorOf(dialog, "Output key").isEmpty());
    QTest::keyClick(field(dialog, "Output key"), Qt::Key_K);
    QVERIFY(errorOf(dialog, "Output key").isEmpty());
}

void TestConnectionFields::fieldsThatDoNotApplyAreHidden()
{
    ConnectionDialog dialog(toKey("k"), {}, nullptr, nullptr);
    dialog.show();
    for (const char *name : {"SSH host", "SSH key file", "SSH jump host", "Input key", "TLS private key", "Token"})
        QVERIFY2(!hasField(dialog, name), name);
    press(dialog, "SSH");
    QVERIFY(hasField(dialog, "SSH host") && hasField(dialog, "SSH key file") && hasField(dialog, "SSH jump host"));
    press(dialog, "Direct");
    QVERIFY(!hasField(dialog, "SSH host"));
    press(dialog, "Advanced");
    QVERIFY(hasField(dialog, "Input key") && !hasField(dialog, "TLS private key"));
    field(dialog, "Server")->setText(u"rediss://db"_s);
    QVERIFY(hasField(dialog, "CA certificate") && hasField(dialog, "TLS private key"));
    press(dialog, "Gateway");
    QVERIFY(hasField(dialog, "Token") && hasField(dialog, "Connection name") && !hasField(dialog, "Server"));
    press(dialog, "Demo data");
    QVERIFY(!hasField(dialog, "Connection name") && !hasField(dialog, "Token"));
}

void TestConnectionFields::hiddenFieldsAreIgnored()
{
    Connection initial = toKey("k");
    initial.ssh.emplace();
    initial.ssh->destination = *SshDestination::parse(u"vm"_s);
    ConnectionDialog dialog(initial, {}, nullptr, nullptr);
    dialog.show();
    press(dialog, "Direct");
    QVERIFY(dialog.connection() && !dialog.connection()->ssh);
    press(dialog, "SSH"); // the text was kept
    QVERIFY(dialog.connection() && dialog.connection()->ssh->destination == initial.ssh->destination);
}

/// Return opens them, although it presses the main button elsewhere.
void TestConnectionFields::advancedFieldsOpenByTheKeyboard()
{
    ConnectionDialog dialog(toKey("k"), {}, nullptr, nullptr);
    dialog.show();
    auto *advanced = dialog.findChild<Disclosure *>();
    QTest::keyClick(advanced, Qt::Key_Return);
    QVERIFY(hasField(dialog, "Input key"));
    QVERIFY(dialog.isVisible());
    QTest::keyClick(advanced, Qt::Key_Space);
    QVERIFY(!hasField(dialog, "Input key"));
}

void TestConnectionFields::heightFollowsTheContent()
{
    ConnectionDialog dialog(toKey("k"), {}, nullptr, nullptr);
    showLaidOut(dialog);
    const int direct = dialog.height();
    press(dialog, "SSH");
    QTRY_VERIFY(dialog.height() > direct);
    press(dialog, "Direct");
    QTRY_COMPARE(dialog.height(), direct);
    field(dialog, "Output key")->clear();
    press(dialog, "Connect");
    QTRY_VERIFY(dialog.height() > direct); // by the error
    press(dialog, "Demo data");
    QTRY_VERIFY(dialog.height() < direct / 2);
}

void TestConnectionFields::fieldsAndTheMainButtonAreDistinct_data()
{
    QTest::addColumn<Theme>("theme");
    QTest::newRow("light") << Theme::light();
    QTest::newRow("dark") << Theme::darkTheme();
}

/// As drawn: borders of fields have a contrast of 3:1 (WCAG 2.2, 1.4.11), and only one button is filled.
void TestConnectionFields::fieldsAndTheMainButtonAreDistinct()
{
    QFETCH(Theme, theme);
    Theme::use(theme);
    ConnectionDialog dialog(toKey("k"), {}, nullptr, nullptr);
    showLaidOut(dialog);
    const QLineEdit *edit = field(dialog, "Server");
    const QRect place(edit->mapTo(&dialog, QPoint()), edit->size());
    const QImage picture = dialog.grab().toImage();
    const int middle = place.center().y();
    const QColor border = picture.pixelColor(place.left(), middle);
    const QColor fill = picture.pixelColor(place.left() + 3, middle);
    const QColor page = picture.pixelColor(place.left() - 3, middle);
    QVERIFY2(contrast(border, fill) >= 3, qPrintable(border.name() + fill.name()));
    QVERIFY2(contrast(border, page) >= 3, qPrintable(border.name() + page.name()));
    QVERIFY(fill != page);
    QStringList filled;
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->grab().toImage().pixelColor(6, button->height() / 2) == theme.primary)
            filled.append(button->text());
    }
    QCOMPARE(filled, QStringList{u"Connect"_s});
}

void TestConnectionFields::checkBoxesHaveABorder()
{
    QFETCH(Theme, theme);
    Theme::use(theme);
    QWidget page;
    page.setPalette(theme.palette());
    CheckBox box(u"x"_s, &page);
    box.resize(box.sizeHint());
    page.show();
    const int middle = box.height() / 2;
    const auto colorAt = [&](int x) { return page.grab().toImage().pixelColor(x, middle); };
    QVERIFY2(contrast(colorAt(0), theme.background) >= 3, qPrintable(colorAt(0).name()));
    QCOMPARE(colorAt(8), theme.field);
    QTest::mouseClick(&box, Qt::LeftButton);
    QVERIFY(box.isChecked());
    QCOMPARE(colorAt(2), theme.primary);
}

QTEST_MAIN(TestConnectionFields)
#include "tst_connectionfields.moc"
