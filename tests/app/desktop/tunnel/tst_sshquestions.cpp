// SPDX-License-Identifier: GPL-3.0-or-later
// The questions of ssh, and what the answers lead to.
#include "app/desktop/tunnel/sshtunnel.h"
#include "common/core/literals.h"
#include "tests/support/paths.h"
#include "tests/support/sshserver.h"
#include "tests/support/sshtunnelfixture.h"
#include "tests/support/timeouts.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace pulse;
using namespace pulse::test;

class TestSshQuestions : public QObject, private SshTunnelFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void anUnknownHostKeyIsAskedFor();
    void anUnknownHostKeyIsDeclined_data();
    void anUnknownHostKeyIsDeclined();
    void aChangedHostKeyIsNotAccepted();
    void aPassphraseIsAskedFor();
    void aPassphraseOfAJumpHostIsAskedFor();
    void aPasswordIsDeclined();
    void aWrongPasswordIsAskedForAgain();
    void aQuestionIsWithdrawn();
    void hintsOfSshAreRespected_data();
    void hintsOfSshAreRespected();
};

void TestSshQuestions::anUnknownHostKeyIsAskedFor()
{
    QVERIFY(m_server->start());
    write("known_hosts", {});
    SshTunnel tunnel(options());
    QSignalSpy ups(&tunnel, &SshTunnel::up);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, waitTimeout);
    const auto question = questions[0][0].value<SshQuestion>();
    QCOMPARE(question.kind, SshQuestion::Kind::YesNo);
    QVERIFY2(question.text.contains("ED25519 key fingerprint is SHA256:"_L1), qPrintable(question.text));
    QVERIFY(ups.isEmpty());
    tunnel.answer(u"yes"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
    QVERIFY(reachesRedis(ups[0][0].value<quint16>()));
    QCOMPARE(questions.size(), 1);
    QVERIFY(!read("known_hosts").isEmpty());
}

void TestSshQuestions::anUnknownHostKeyIsDeclined_data()
{
    QTest::addColumn<bool>("isAnswered");
    QTest::newRow("not answered") << false;
    QTest::newRow("no") << true;
}

void TestSshQuestions::anUnknownHostKeyIsDeclined()
{
    QFETCH(bool, isAnswered);
    QVERIFY(m_server->start());
    write("known_hosts", {});
    SshTunnel tunnel(options());
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    connect(&tunnel, &SshTunnel::asked, &tunnel, [&] {
        if (isAnswered)
            tunnel.answer(u"no"_s);
        else
            tunnel.decline();
    });
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(downs.size(), 1, waitTimeout);
    QCOMPARE(downs[0][0].toString(),
             u"No SSH tunnel to 127.0.0.1:%1: the host key was not accepted"_s.arg(m_server->port()));
    QVERIFY(downs[0][1].toBool());
    QVERIFY(read("known_hosts").isEmpty());
    QVERIFY(processes().isEmpty());
}

void TestSshQuestions::aChangedHostKeyIsNotAccepted()
{
    m_server->changeHostKey();
    QVERIFY(m_server->start());
    SshTunnel tunnel(options());
    QSignalSpy ups(&tunnel, &SshTunnel::up);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(downs.size(), 1, waitTimeout);
    const QString sentence = downs[0][0].toString();
    const qsizetype command = sentence.indexOf("ssh-keygen -f "_L1);
    QVERIFY2(command > 0, qPrintable(sentence));
    QVERIFY(downs[0][1].toBool());
    QVERIFY(questions.isEmpty());
    // The remedy in the message works.
    QCOMPARE(QProcess::execute(u"sh"_s, {u"-c"_s, sentence.mid(command)}), 0);
    connect(&tunnel, &SshTunnel::asked, &tunnel, [&] { tunnel.answer(u"yes"_s); });
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
}

void TestSshQuestions::aPassphraseIsAskedFor()
{
    makeSshKey(file("key"), u"sésame"_s);
    m_server->admit(file("key"));
    QVERIFY(m_server->start());
    SshTunnel::Options settings = options();
    settings.identityFile = file("key");
    SshTunnel tunnel(settings);
    QSignalSpy ups(&tunnel, &SshTunnel::up);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, waitTimeout);
    QCOMPARE(questions[0][0].value<SshQuestion>().kind, SshQuestion::Kind::Secret);
    QCOMPARE(questions[0][0].value<SshQuestion>().text, u"Enter passphrase for key '%1':"_s.arg(file("key")));
    tunnel.answer(u"wrong"_s);
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 2, waitTimeout);
    QVERIFY(ups.isEmpty());
    tunnel.answer(u"sésame"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
    QVERIFY(reachesRedis(ups[0][0].value<quint16>()));
}

/// ssh applies its ConnectTimeout to a server behind a jump host, too. The user must have more time to answer.
void TestSshQuestions::aPassphraseOfAJumpHostIsAskedFor()
{
    makeSshKey(file("key"), u"sesame"_s);
    m_jump->admit(file("key"));
    QVERIFY(m_server->start());
    QVERIFY(m_jump->start());
    configure(alias("behind", *m_server) + "ProxyJump jump\nHost jump\nHostName 127.0.0.1\nPort " +
              QByteArray::number(m_jump->port()) + "\nIdentityFile " + file("key").toUtf8() + '\n');
    SshTunnel tunnel(through("behind"));
    QSignalSpy ups(&tunnel, &SshTunnel::up);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    QSignalSpy withdrawals(&tunnel, &SshTunnel::withdrawn);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, waitTimeout);
    QCOMPARE(processesWith(file("config").toUtf8() + QByteArray("\0-o\0ConnectTimeout=600", 22)).size(), 1);
    tunnel.answer(u"sesame"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
    QVERIFY(reachesRedis(ups[0][0].value<quint16>()));
    QCOMPARE(questions.size(), 1);
    QVERIFY(withdrawals.isEmpty());
    QVERIFY(downs.isEmpty());
}

void TestSshQuestions::aPasswordIsDeclined()
{
    m_server->set("PasswordAuthentication yes");
    QVERIFY(m_server->start());
    SshTunnel::Options settings = options();
    settings.identityFile.clear();
    SshTunnel tunnel(settings);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    connect(&tunnel, &SshTunnel::asked, &tunnel, &SshTunnel::decline);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(downs.size(), 1, waitTimeout);
    QCOMPARE(questions.size(), 1);
    QCOMPARE(questions[0][0].value<SshQuestion>().kind, SshQuestion::Kind::Secret);
    const QString sentence = downs[0][0].toString();
    QVERIFY2(sentence.contains("there was no answer to: "_L1) && sentence.endsWith("@127.0.0.1's password:"_L1),
             qPrintable(sentence));
    QVERIFY(downs[0][1].toBool());
    QVERIFY(!m_server->log().contains("Failed password"_L1));
    QVERIFY(processes().isEmpty());
}

void TestSshQuestions::aWrongPasswordIsAskedForAgain()
{
    m_server->set("PasswordAuthentication yes");
    QVERIFY(m_server->start());
    SshTunnel::Options settings = options();
    settings.identityFile.clear();
    SshTunnel tunnel(settings);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    connect(&tunnel, &SshTunnel::asked, &tunnel, [&] { tunnel.answer(u"guess"_s); });
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(downs.size(), 1, waitTimeout);
    QCOMPARE(questions.size(), 3); // ssh's NumberOfPasswordPrompts
    for (int i = 0; i < 3; ++i)    // a wrong answer is said to be one
        QCOMPARE(questions[i][0].value<SshQuestion>().isRepeated, i > 0);
    QVERIFY2(downs[0][0].toString().contains("was refused"_L1), qPrintable(downs[0][0].toString()));
    QVERIFY(downs[0][1].toBool());
}

void TestSshQuestions::aQuestionIsWithdrawn()
{
    QVERIFY(m_server->start());
    write("known_hosts", {});
    SshTunnel tunnel(options());
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    QSignalSpy withdrawals(&tunnel, &SshTunnel::withdrawn);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, waitTimeout);
    ::kill(static_cast<pid_t>(questions[0][0].value<SshQuestion>().asker), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(withdrawals.size(), 1, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(downs.size(), 1, waitTimeout);
    QVERIFY2(downs[0][0].toString().endsWith("ssh was killed by signal 9"_L1), qPrintable(downs[0][0].toString()));
    tunnel.answer(u"yes"_s); // too late: no question is open
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 2, waitTimeout);
}

void TestSshQuestions::hintsOfSshAreRespected_data()
{
    QTest::addColumn<QString>("hint");
    QTest::addColumn<QString>("text");
    QTest::addColumn<SshQuestion::Kind>("kind");
    using Kind = SshQuestion::Kind;
    QTest::newRow("secret") << ""
                            << "Enter PIN for ED25519-SK key /k: " << Kind::Secret;
    QTest::newRow("confirm") << "confirm"
                             << "Allow use of key /k?" << Kind::YesNo;
    QTest::newRow("none") << "none"
                          << "Confirm user presence for key ED25519-SK" << Kind::Notice;
    QTest::newRow("host key") << ""
                              << "Are you sure you want to continue connecting (yes/no/[fingerprint])? " << Kind::YesNo;
    QTest::newRow("host key again") << ""
                                    << "Please type 'yes', 'no' or the fingerprint: " << Kind::YesNo;
    QTest::newRow("other host keys") << ""
                                     << "Accept updated hostkeys? (yes/no): " << Kind::YesNo;
}

void TestSshQuestions::hintsOfSshAreRespected()
{
    QFETCH(QString, hint);
    QFETCH(QString, text);
    QFETCH(SshQuestion::Kind, kind);
    AskPass askPass;
    QVERIFY(askPass.listen());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString program = test::programPath("/pulseboard");
    askPass.putInto(environment, program);
    if (!hint.isEmpty())
        environment.insert(u"SSH_ASKPASS_PROMPT"_s, hint);
    QSignalSpy questions(&askPass, &AskPass::asked);
    QSignalSpy withdrawals(&askPass, &AskPass::withdrawn);
    QProcess first;
    QProcess second;
    for (QProcess *process : {&first, &second}) {
        process->setProcessEnvironment(environment);
        process->start(program, {text});
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, waitTimeout); // the second one waits for the first
    }
    QCOMPARE(questions[0][0].value<SshQuestion>(),
             (SshQuestion{text.trimmed(), kind, QCoreApplication::applicationPid()}));
    const bool isNotice = kind == SshQuestion::Kind::Notice;
    askPass.answer(u"yes ü"_s); // a notice ignores the answer
    if (isNotice)
        first.terminate(); // as ssh does
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 2, waitTimeout);
    askPass.decline();
    QTRY_COMPARE_WITH_TIMEOUT(first.state(), QProcess::NotRunning, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, waitTimeout);
    QCOMPARE(first.readAllStandardOutput(), isNotice ? QByteArray() : QByteArray("yes ü\n"));
    QCOMPARE(first.exitStatus(), isNotice ? QProcess::CrashExit : QProcess::NormalExit);
    QCOMPARE(second.readAllStandardOutput(), QByteArray());
    QCOMPARE(second.exitCode(), 1);
    QCOMPARE(withdrawals.size(), isNotice ? 1 : 0);
}

QTEST_GUILESS_MAIN(TestSshQuestions)
#include "tst_sshquestions.moc"
