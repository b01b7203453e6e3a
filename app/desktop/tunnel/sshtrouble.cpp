// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tunnel/sshtrouble.h"

#include "common/core/literals.h"

#include <QRegularExpression>

#include <vector>

namespace pulse {
namespace {

using Match = QRegularExpressionMatch;
using Addition = QString (*)(const QStringList &lines, const Match &match);

constexpr bool needsPerson = true;

struct Rule
{
    Rule(const char *line, const char *sentence, bool person = false, Addition more = nullptr)
        : pattern(QRegularExpression::anchoredPattern(QString::fromLatin1(line)))
        , text(sentence)
        , needsPerson(person)
        , addition(more)
    {
    }

    QRegularExpression pattern;
    const char *text; // translated when it is shown; %1, %2: captures of the pattern; %0: the line
    bool needsPerson;
    Addition addition;
};
using Rules = std::vector<Rule>;

struct Finding
{
    const Rule *rule = nullptr;
    Match match;
};

/// Finds the first line that a rule matches; later lines are about the consequences.
Finding find(const Rules &rules, const QStringList &lines)
{
    for (const QString &line : lines) {
        for (const Rule &rule : rules) {
            const Match match = rule.pattern.match(line);
            if (match.hasMatch())
                return {&rule, match};
        }
    }
    return {};
}

/// Fills in the captures in one pass, since they may contain a percent sign.
QString textOf(const Finding &finding, const QStringList &lines)
{
    const QString text = SshTrouble::tr(finding.rule->text);
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'%' && i + 1 < text.size() && text[i + 1].isDigit())
            result += finding.match.captured(text[++i].digitValue());
        else
            result += text[i];
    }
    if (finding.rule->addition)
        result += finding.rule->addition(lines, finding.match);
    return result;
}

/// Returns the command that removes the old key.
QString wayOut(const QStringList &lines, const Match &changed)
{
    static const QRegularExpression place(u"^Offending .*key in (.+):\\d+$"_s);
    const QString file = place.match(lines.filter(place).value(0)).captured(1);
    const bool isUsual = file.isEmpty() || file.endsWith("/.ssh/known_hosts"_L1);
    return u"ssh-keygen %1-R '%2'"_s.arg(isUsual ? QString() : u"-f '%1' "_s.arg(file), changed.captured(1));
}

/// Adds a possible reason why the login was refused.
QString identityNote(const QStringList &lines, const Match &)
{
    // The dots around a name are quotation marks.
    static const Rules rules{
        {R"(Warning: Identity file (.+) not accessible: (.+?)\.?)",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "; the identity file %1 cannot be read: %2")},
        {R"(Load key .(.+).: bad permissions)",
         QT_TRANSLATE_NOOP(
             "pulse::SshTrouble",
             "; the identity file %1 is ignored, since others can read it; to correct this: chmod 600 '%1'")},
        {R"(Load key .(.+).: (.+))",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "; the identity file %1 cannot be used: %2")},
    };
    const Finding note = find(rules, lines);
    return note.rule ? textOf(note, lines) : QString();
}

/// Returns the line about the wrong setting, which ssh prints before the line that reports an error.
QString badSetting(const QStringList &lines, const Match &match)
{
    static const QRegularExpression place(u"\\bline \\d+: "_s);
    return lines.filter(place).value(0, match.captured(0));
}

Rules hostKeyRules()
{
    return {
        {R"((?:.* )?[Hh]ost key for (.+) has changed and you have requested strict checking\.)",
         QT_TRANSLATE_NOOP(
             "pulse::SshTrouble",
             "the host key of %1 differs from the known one, so the connection may be intercepted; if the key was "
             "changed on purpose, remove the old one and try again: "),
         needsPerson, wayOut},
        {R"(No \S+ host key is known for (.+) and you have requested strict checking\.)",
         QT_TRANSLATE_NOOP(
             "pulse::SshTrouble",
             "the host key of %1 is not known, and ssh's configuration (StrictHostKeyChecking) does not allow "
             "to ask whether it is trusted; add it to known_hosts"),
         needsPerson},
        {R"(Host key verification failed\.)", QT_TRANSLATE_NOOP("pulse::SshTrouble", "the host key was not accepted"),
         needsPerson},
        {R"(Unable to negotiate with .+ port \d+: (.+))",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "ssh and the server do not agree: %1"), needsPerson},
    };
}

Rules loginRules()
{
    return {
        {R"(Received disconnect from .*: Too many authentication failures)",
         QT_TRANSLATE_NOOP(
             "pulse::SshTrouble",
             "the server does not accept so many attempts with keys; give the right one as identity file"),
         needsPerson},
        {R"((\S+@\S+): Permission denied \(publickey\)\.)",
         QT_TRANSLATE_NOOP("pulse::SshTrouble",
                           "the login of %1 was refused, since no key was accepted; give the right identity file, or "
                           "add your public key there (ssh-copy-id)"),
         needsPerson, identityNote},
        {R"((\S+@\S+): Permission denied \((.*)\)\.)",
         QT_TRANSLATE_NOOP(
             "pulse::SshTrouble",
             "the login of %1 was refused; check the user, the password and the keys (the server accepts: "
             "%2)"),
         needsPerson, identityNote},
        {R"(.*: terminating, \d+ bad configuration options.*|Bad owner or permissions on .*|)"
         R"(Can't open user config file .*|unknown option -- .*|jumphost loop via .*)",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "ssh does not accept its configuration: "), needsPerson, badSetting},
        {R"((.*(?:hostname|username) contains invalid characters))",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "ssh does not accept the name: %1"), needsPerson},
    };
}

Rules reachRules()
{
    return {
        {R"(ssh: Could not resolve hostname (.+): (.+))",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "the host name %1 cannot be resolved: %2")},
        {R"(ssh: connect to host (.+) port (\d+): Connection refused)",
         QT_TRANSLATE_NOOP("pulse::SshTrouble",
                           "%1 refuses the connection at port %2; check that an SSH server runs there")},
        {R"(ssh: connect to host (.+) port (\d+): .*timed out)",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "%1 does not answer at port %2")},
        {R"(ssh: connect to host (.+) port (\d+): (.+))",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "%1 cannot be reached at port %2: %3")},
        // Printed by the jump host's ssh, since ours has no channel yet.
        {R"(channel \d+: open failed: (?:connect failed: )?(.+))",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "the server cannot be reached from there: %1")},
        {R"(Connection timed out during banner exchange|Connection to .+ timed out)",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "there is no answer")},
        {R"(banner exchange: Connection to .*: invalid format)",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "the program that answers is not an SSH server")},
        {R"(kex_exchange_identification: (?:.*: )?Connection .*)",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "the connection was closed before the login")},
        {R"(bind \[.*\]:(\d+): (.+))",
         QT_TRANSLATE_NOOP(
             "pulse::SshTrouble",
             "ssh cannot listen at port %1 of this machine, which is the tunnel's or a LocalForward of its "
             "configuration: %2")},
        {R"(Error: remote port forwarding failed for listen port (\d+))",
         QT_TRANSLATE_NOOP("pulse::SshTrouble",
                           "the server does not listen at port %1, as ssh's configuration asks for (RemoteForward)")},
    };
}

Rules endRules()
{
    return {
        {R"(Timeout, server .* not responding\.)",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "the server does not answer any more")},
        {R"(Received disconnect from .*? port \d+:\d+: (.+))",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "the server ended it: %1")},
        {R"(Connection to .+ closed by remote host\.|Connection closed by .*)",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "the server closed the connection")},
        {R"((?:client_loop: send disconnect|Read from remote host .*|.*): (Broken pipe|Connection reset by peer))",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "the connection was lost: %1")},
        {R"(Connection reset by .*)", QT_TRANSLATE_NOOP("pulse::SshTrouble", "the connection was lost")},
    };
}

const Rules &allRules()
{
    static const Rules all = [] {
        Rules rules;
        for (Rules (*part)() : {hostKeyRules, loginRules, reachRules, endRules}) {
            for (Rule &rule : part())
                rules.push_back(std::move(rule));
        }
        return rules;
    }();
    return all;
}

} // namespace

SshTrouble SshTrouble::explain(const QStringList &lines)
{
    SshTrouble trouble;
    const Finding finding = find(allRules(), lines);
    if (finding.rule) {
        trouble.why = textOf(finding, lines);
        trouble.needsPerson = finding.rule->needsPerson;
        if (finding.match.captured(0).startsWith("bind "_L1))
            trouble.takenPort = finding.match.captured(1).toUShort();
    } else if (!lines.isEmpty()) {
        trouble.why = lines.last();
    }
    // ssh's name for the other end of a command that connects for it.
    if (!lines.filter(u"UNKNOWN port 65535"_s).isEmpty())
        trouble.why = tr("through a jump host or proxy: %1").arg(trouble.why);
    return trouble;
}

QString SshTrouble::refusedConnection(const QString &line, const QString &target, const QString &destination)
{
    static const Rules rules{
        {R"(channel \d+: open failed: administratively prohibited.*)",
         QT_TRANSLATE_NOOP("pulse::SshTrouble", "the server forbids it (AllowTcpForwarding or PermitOpen of its "
                                                "sshd_config, or options of the key)")},
        {R"(channel \d+: open failed: (?:connect failed: )?(.+))",
         QT_TRANSLATE_NOOP("pulse::SshTrouble",
                           "%1; check that Redis runs there, and its address as that machine sees it")},
    };
    const Finding finding = find(rules, {line});
    return finding.rule ? tr("%1 cannot reach %2: %3").arg(destination, target, textOf(finding, {line})) : QString();
}

} // namespace pulse
