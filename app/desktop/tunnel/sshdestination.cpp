// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tunnel/sshdestination.h"

#include "common/core/hostbrackets.h"

#include <QCoreApplication>

#include <algorithm>

namespace pulse {
namespace {

// What shells and ssh's own ways of writing read as more than itself: ssh puts names into commands (%h, %r).
const QString notInUsers = QStringLiteral("'`\"$;&<>|(){},");
const QString notInHosts = notInUsers + QStringLiteral("\\/[]");

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(SshDestination)
};

QString printable(const QString &text)
{
    QString result = text.left(80);
    std::replace_if(
        result.begin(), result.end(), [](QChar c) { return !c.isPrint(); }, QLatin1Char('?'));
    return result;
}

/// `sentence` says of a text (%1) why it is not what it should be (%2).
Error describe(const QString &sentence, const QString &text, const QString &reason)
{
    const qsizetype at = text.lastIndexOf(QLatin1Char('@'));
    const QString user = text.left(std::max<qsizetype>(at, 0)).section(QStringLiteral("://"), -1);
    const bool mayHoldPassword = user.contains(QLatin1Char(':'));
    const QString shown = mayHoldPassword ? QStringLiteral("…") + text.mid(at) : text;
    return {sentence.arg(printable(shown), reason)};
}

Result<void> checkName(const QString &name, const QString &forbidden)
{
    if (name.startsWith(QLatin1Char('-')))
        return Error{Texts::tr("neither user nor host may begin with '-'")};
    for (const QChar c : name) {
        if (c.isSpace() || !c.isPrint())
            return Error{Texts::tr("spaces and control characters cannot stand in it")};
        if (forbidden.contains(c))
            return Error{Texts::tr("%1 cannot stand in it").arg(c)};
    }
    if (name.endsWith(QLatin1Char('\\')))
        return Error{Texts::tr("the user may not end with a backslash")};
    return {};
}

struct Place
{
    QString host;
    QString port; // empty: none is told
};

/// host, host:port, address, [address], [address]:port
Place splitPlace(const QString &text)
{
    const qsizetype bracket = text.startsWith(QLatin1Char('[')) ? text.indexOf(QLatin1Char(']')) : -1;
    if (bracket > 0) {
        const QString rest = text.mid(bracket + 1);
        if (rest.isEmpty())
            return {text.mid(1, bracket - 1), {}};
        if (rest.startsWith(QLatin1Char(':')))
            return {text.mid(1, bracket - 1), rest.size() > 1 ? rest.mid(1) : QStringLiteral("0")};
        return {text, {}}; // the bracket will be complained of
    }
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    if (colon < 0 || text.indexOf(QLatin1Char(':'), colon + 1) >= 0)
        return {text, {}};
    return {text.left(colon), colon + 1 < text.size() ? text.mid(colon + 1) : QStringLiteral("0")};
}

/// 0: none is told.
Result<quint16> parsePort(const QString &text)
{
    if (text.isEmpty())
        return quint16(0);
    const bool isNumber = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool ok = false;
    const quint16 port = text.toUShort(&ok);
    if (!isNumber || !ok || port == 0)
        return Error{Texts::tr("the port must be a number from 1 to 65535")};
    return port;
}

Result<SshDestination> parseParts(const QString &text)
{
    if (text.contains(QLatin1String("://")))
        return Error{Texts::tr("it is written without ssh://")};
    SshDestination result;
    const qsizetype at = text.lastIndexOf(QLatin1Char('@')); // a user may have one, too
    if (at == 0)
        return Error{Texts::tr("no user stands before the @")};
    result.user = text.left(std::max<qsizetype>(at, 0));
    if (result.user.contains(QLatin1Char(':')))
        return Error{Texts::tr("a password does not belong here, ssh asks for it")};
    const Place place = splitPlace(text.mid(at + 1));
    result.host = place.host;
    if (result.host.isEmpty())
        return Error{Texts::tr("no host is named")};
    if (const Result<void> user = checkName(result.user, notInUsers); !user)
        return user.error();
    if (const Result<void> host = checkName(result.host, notInHosts); !host)
        return host.error();
    const Result<quint16> port = parsePort(place.port);
    if (!port)
        return port.error();
    result.port = *port;
    return result;
}

} // namespace

Result<SshDestination> SshDestination::parse(const QString &text)
{
    Result<SshDestination> result = parseParts(text);
    if (!result)
        return describe(Texts::tr("'%1' is no SSH destination: %2; write user@host, user@host:port or a Host of "
                                  "~/.ssh/config"),
                        text, result.error().message);
    return result;
}

Result<QList<SshDestination>> SshDestination::parseJumps(const QString &text)
{
    QList<SshDestination> jumps;
    for (const QString &part : text.split(QLatin1Char(','))) {
        const Result<SshDestination> jump = parseParts(part);
        if (!jump)
            return describe(Texts::tr("'%1' is no SSH jump host: %2; write user@host, user@host:port or a Host of "
                                      "~/.ssh/config"),
                            part, jump.error().message);
        jumps << *jump;
    }
    return jumps;
}

QString SshDestination::jumpsText(const QList<SshDestination> &jumps)
{
    QStringList texts;
    for (const SshDestination &jump : jumps)
        texts.append(jump.toString());
    return texts.join(QLatin1Char(','));
}

QString SshDestination::login() const
{
    return user.isEmpty() ? host : user + QLatin1Char('@') + host;
}

QString SshDestination::toString() const
{
    QString text = user.isEmpty() ? QString() : user + QLatin1Char('@');
    text += withBrackets(host);
    return port == 0 ? text : text + QLatin1Char(':') + QString::number(port);
}

Result<SshTarget> SshTarget::parse(const QString &text)
{
    const QString sentence =
        Texts::tr("'%1' is no address behind an SSH server: %2; write host:port, as the SSH server sees it");
    const Result<SshDestination> place = parseParts(text);
    if (!place)
        return describe(sentence, text, place.error().message);
    if (!place->user.isEmpty())
        return describe(sentence, text, Texts::tr("no user belongs to it"));
    SshTarget target;
    target.host = place->host;
    if (place->port != 0)
        target.port = place->port;
    return target;
}

QString SshTarget::toString() const
{
    return withBrackets(host) + QLatin1Char(':') + QString::number(port);
}

} // namespace pulse
