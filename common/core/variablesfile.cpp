// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/variablesfile.h"

#include <QFile>
#include <QRegularExpression>

namespace pulse {
namespace {

/// What python-dotenv replaces between double quotes.
QString unescaped(const QString &text)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isEscaped = text[i] == QLatin1Char('\\') && i + 1 < text.size();
        const QChar character = isEscaped ? text[++i] : text[i];
        result += isEscaped && character == QLatin1Char('n') ? QLatin1Char('\n') : character;
    }
    return result;
}

/// A comment follows a value after a space only, so that a value may contain #.
QString bareValue(const QString &text)
{
    static const QRegularExpression comment(QStringLiteral("(?:^|\\s)#.*$"));
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
    const QString text = QString::fromUtf8(content).replace(QLatin1String("\r\n"), QLatin1String("\n"));
    for (auto matches = form.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString name = match.captured(QStringLiteral("name"));
        if (match.hasCaptured(QStringLiteral("other")))
            file.unreadable << match.captured(QStringLiteral("other"));
        else if (match.hasCaptured(QStringLiteral("single")))
            file.variables.insert(name, match.captured(QStringLiteral("single")));
        else if (match.hasCaptured(QStringLiteral("double")))
            file.variables.insert(name, unescaped(match.captured(QStringLiteral("double"))));
        else if (!name.isEmpty())
            file.variables.insert(name, bareValue(match.captured(QStringLiteral("bare"))));
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
