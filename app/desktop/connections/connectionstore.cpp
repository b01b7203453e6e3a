// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/connectionstore.h"

#include "app/state/naturalorder.h"
#include "common/core/literals.h"

#include <QJsonDocument>
#include <QLoggingCategory>
#include <QSettings>

#include <algorithm>

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(connectionsLog, "connections")

const QString namedList = u"connections/named"_s;
const QString recentList = u"connections/recent"_s;
const QString lastUseField = u"lastUse"_s;

} // namespace

ConnectionStore::ConnectionStore(QSettings &settings)
    : m_settings(settings)
{
}

QList<Connection> ConnectionStore::named() const
{
    return read(namedList);
}

void ConnectionStore::save(const Connection &connection)
{
    QList<Connection> all = named();
    all.removeIf([&connection](const Connection &one) { return one.name == connection.name; });
    all.append(connection);
    std::ranges::sort(all, [](const Connection &a, const Connection &b) { return naturallyBefore(a.name, b.name); });
    write(namedList, all);
}

QList<Connection> ConnectionStore::recent() const
{
    return read(recentList);
}

void ConnectionStore::use(const Connection &connection)
{
    QList<Connection> all = recent();
    all.removeIf([&connection](const Connection &one) { return isReplaced(one, connection); });
    all.prepend(connection);
    write(recentList, all.mid(0, mostRecent));
}

void ConnectionStore::forget(const Connection &connection)
{
    for (const QString &list : {namedList, recentList}) {
        QList<Connection> all = read(list);
        all.removeIf([&connection](const Connection &one) { return isSame(one, connection); });
        write(list, all);
    }
}

/// Skips entries that cannot be read, since a newer version or a user wrote them.
QList<Connection> ConnectionStore::read(const QString &list) const
{
    QList<Connection> all;
    for (const QString &text : m_settings.value(list).toStringList()) {
        const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
        Result<Connection> one = Connection::fromJson(object);
        if (!one) {
            qCWarning(connectionsLog).noquote() << "A connection in" << m_settings.fileName() << one.error().message;
            continue;
        }
        one->lastUse = object.value(lastUseField).toInteger();
        all.append(*one);
    }
    return all;
}

void ConnectionStore::write(const QString &list, const QList<Connection> &connections)
{
    QStringList texts;
    for (const Connection &one : connections) {
        QJsonObject object = one.toJson();
        if (one.lastUse != 0)
            object.insert(lastUseField, one.lastUse);
        texts.append(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
    }
    m_settings.setValue(list, texts);
}

} // namespace pulse
