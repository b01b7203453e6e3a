// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/variablesfile.h"

#include "common/core/literals.h"

#include <QFile>
#include <QRegularExpression>

namespace pulse {
namespace {

/// Replaces the escapes that python-dotenv knows between double quotes.
QString unescaped(const QString &text)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isEscaped = text[i] == '\\'_L1 && i + 1 < text.size();
        const QChar character = isEscaped ? text[++i] : text[i];
        result += isEscaped && character == 'n'_L1 ? '\n'_L1 : character;
    }
    return result;
}

/// A comment needs a space before it, so that a value may contain #.
QString bareValue(const QString &text)
{
    static const QRegularExpression comment(u"(?:^|\\s)#.*$"_s);
    return QString(text).remove(comment).trimmed();
}

} // namespace

VariablesFile VariablesFile::parse(const QByteArray &content)
{
    static const QRegularExpression form(
        QStringLiteral(
            R"re(^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_][\w.]*)[ \t]*=[ \t]*)re"
            R"re((?:(?:'(?<single>[^']*)'|"(?<double>[^"\\]*(?:\\.[^"\\]*)*+)")[ \t]*(?:#[^\n]*)?|(?<bare>[^\n]*))$)re"
            R"re(|^[ \t]*(?:#[^\n]*)?$|^(?<other>[^\n]+)$)re"),
        QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    VariablesFile file;
    const QString text = QString::fromUtf8(content).replace("\r\n"_L1, "\n"_L1);
    for (auto matches = form.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString name = match.captured(u"name"_s);
        if (match.hasCaptured(u"other"_s))
            file.unreadable << match.captured(u"other"_s);
        else if (match.hasCaptured(u"single"_s))
            file.variables.insert(name, match.captured(u"single"_s));
        else if (match.hasCaptured(u"double"_s))
            file.variables.insert(name, unescaped(match.captured(u"double"_s)));
        else if (!name.isEmpty())
            file.variables.insert(name, bareValue(match.captured(u"bare"_s)));
    }
    return file;
}

Result<VariablesFile> VariablesFile::read(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return VariablesFile();
    if (!file.open(QIODevice::ReadOnly))
        return Error{file.errorString()};
    return parse(file.readAll());
}

} // namespace pulse
