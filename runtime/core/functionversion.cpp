// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/functionversion.h"

#include "common/core/literals.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace pulse {
namespace {

struct Field
{
    const char *name;
    QString FunctionVersion::*member;
};

constexpr std::array fields = {
    Field{"origin", &FunctionVersion::origin},     Field{"folder", &FunctionVersion::folder},
    Field{"file", &FunctionVersion::file},         Field{"copy", &FunctionVersion::copy},
    Field{"mainFile", &FunctionVersion::mainFile}, Field{"module", &FunctionVersion::module},
    Field{"function", &FunctionVersion::function}, Field{"libraries", &FunctionVersion::libraries},
    Field{"modified", &FunctionVersion::modified},
};
const QString numberKey = u"number"_s;
const QString hashKey = u"codeHash"_s;

} // namespace

QByteArray FunctionVersion::toLine() const
{
    QJsonObject object{{numberKey, number}, {hashKey, QString::fromLatin1(codeHash)}};
    for (const Field &field : fields)
        object.insert(QLatin1String(field.name), this->*field.member);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<FunctionVersion> FunctionVersion::fromLine(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    FunctionVersion version;
    version.number = object.value(numberKey).toInt();
    version.codeHash = object.value(hashKey).toString().toLatin1();
    for (const Field &field : fields)
        version.*field.member = object.value(QLatin1String(field.name)).toString();
    return version.number > 0 ? version : std::optional<FunctionVersion>();
}

} // namespace pulse
