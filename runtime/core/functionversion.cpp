// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/functionversion.h"

#include "common/core/literals.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace pulse {
namespace {

struct VersionField
{
    const char *name;
    QString FunctionVersion::*member;
};

constexpr std::array versionFields = {
    VersionField{"origin", &FunctionVersion::origin},     VersionField{"folder", &FunctionVersion::folder},
    VersionField{"file", &FunctionVersion::file},         VersionField{"copy", &FunctionVersion::copy},
    VersionField{"mainFile", &FunctionVersion::mainFile}, VersionField{"module", &FunctionVersion::module},
    VersionField{"function", &FunctionVersion::function}, VersionField{"libraries", &FunctionVersion::libraries},
    VersionField{"modified", &FunctionVersion::modified},
};
const QString numberKey = u"number"_s;
const QString hashKey = u"codeHash"_s;

} // namespace

QByteArray FunctionVersion::toLine() const
{
    QJsonObject object{{numberKey, number}, {hashKey, QString::fromLatin1(codeHash)}};
    for (const VersionField &field : versionFields)
        object.insert(QLatin1String(field.name), this->*field.member);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<FunctionVersion> FunctionVersion::fromLine(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    FunctionVersion version;
    version.number = object.value(numberKey).toInt();
    version.codeHash = object.value(hashKey).toString().toLatin1();
    for (const VersionField &field : versionFields)
        version.*field.member = object.value(QLatin1String(field.name)).toString();
    return version.number > 0 ? version : std::optional<FunctionVersion>();
}

} // namespace pulse
