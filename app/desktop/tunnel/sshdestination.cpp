// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tunnel/sshdestination.h"

#include "common/core/hostbrackets.h"
#include "common/core/literals.h"

#include <QCoreApplication>

#include <algorithm>

namespace pulse {
namespace {

// Characters that are special to shells or to ssh, which inserts names into commands (%h, %r).
const QString notInUsers = u"'`\"$;&<>|(){},"_s;
const QString notInHosts = notInUsers + u"\\/[]"_s;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(SshDestination)
};

QString printable(const QString &text)
{
    QString result = text.left(80);
    std::replace_if(
        result.begin(), result.end(), [](QChar c) { return !c.isPrint(); }, '?'_L1);
    return result;
}

/// `sentence` explains why a text (%1) is wrong (%2).
Error describe(const QString &sentence, const QString &text, const QString &reason)
{
    const qsizetype at = text.lastIndexOf('@'_L1);
    const QString user = text.left(std::max<qsizetype>(at, 0)).section(u"://"_s, -1);
    const bool mayHoldPassword = user.contains(':'_L1);
    const QString shown = mayHoldPassword ? u"…"_s + text.mid(at) : text;
    return {sentence.arg(printable(shown), reason)};
}

Result<void> checkName(const QString &name, const QString &forbidden)
{
    if (name.startsWith('-'_L1))
        return Error{Texts::tr("neither user nor host may begin with '-'")};
    for (const QChar c : name) {
        if (c.isSpace() || !c.isPrint())
            return Error{Texts::tr("it cannot contain spaces or control characters")};
        if (forbidden.contains(c))
            return Error{Texts::tr("it cannot contain %1").arg(c)};
    }
    if (name.endsWith('\\'_L1))
        return Error{Texts::tr("the user may not end with a backslash")};
    return {};
}

struct Place
{
    QString host;
    QString port; // empty: not given
};

/// host, host:port, address, [address], [address]:port
Place splitPlace(const QString &text)
{
    const qsizetype bracket = text.startsWith('['_L1) ? text.indexOf(']'_L1) : -1;
    if (bracket > 0) {
        const QString rest = text.mid(bracket + 1);
        if (rest.isEmpty())
            return {text.mid(1, bracket - 1), {}};
        if (rest.startsWith(':'_L1))
            return {text.mid(1, bracket - 1), rest.size() > 1 ? rest.mid(1) : u"0"_s};
        return {text, {}}; // the bracket is reported as an error later
    }
    const qsizetype colon = text.indexOf(':'_L1);
    if (colon < 0 || text.indexOf(':'_L1, colon + 1) >= 0)
        return {text, {}};
    return {text.left(colon), colon + 1 < text.size() ? text.mid(colon + 1) : u"0"_s};
}

/// Returns 0 if none is given.
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
    if (text.contains("://"_L1))
        return Error{Texts::tr("write it without ssh://")};
    SshDestination result;
    const qsizetype at = text.lastIndexOf('@'_L1); // a user name may contain one, too
    if (at == 0)
        return Error{Texts::tr("the user before the @ is missing")};
    result.user = text.left(std::max<qsizetype>(at, 0));
    if (result.user.contains(':'_L1))
        return Error{Texts::tr("it cannot contain a password; ssh asks for it")};
    const Place place = splitPlace(text.mid(at + 1));
    result.host = place.host;
    if (result.host.isEmpty())
        return Error{Texts::tr("the host is missing")};
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
        return describe(Texts::tr("'%1' is not an SSH destination: %2; write user@host, user@host:port or a Host of "
                                  "~/.ssh/config"),
                        text, result.error().message);
    return result;
}

Result<QList<SshDestination>> SshDestination::parseJumps(const QString &text)
{
    QList<SshDestination> jumps;
    for (const QString &part : text.split(','_L1)) {
        const Result<SshDestination> jump = parseParts(part);
        if (!jump)
            return describe(Texts::tr("'%1' is not an SSH jump host: %2; write user@host, user@host:port or a Host of "
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
    return texts.join(','_L1);
}

QString SshDestination::login() const
{
    return user.isEmpty() ? host : user + '@'_L1 + host;
}

QString SshDestination::toString() const
{
    QString text = user.isEmpty() ? QString() : user + '@'_L1;
    text += withBrackets(host);
    return port == 0 ? text : text + ':'_L1 + QString::number(port);
}

Result<SshTarget> SshTarget::parse(const QString &text)
{
    const QString sentence =
        Texts::tr("'%1' is not an address behind an SSH server: %2; write host:port, as the SSH server sees it");
    const Result<SshDestination> place = parseParts(text);
    if (!place)
        return describe(sentence, text, place.error().message);
    if (!place->user.isEmpty())
        return describe(sentence, text, Texts::tr("it cannot contain a user"));
    SshTarget target;
    target.host = place->host;
    if (place->port != 0)
        target.port = place->port;
    return target;
}

QString SshTarget::toString() const
{
    return withBrackets(host) + ':'_L1 + QString::number(port);
}

} // namespace pulse
