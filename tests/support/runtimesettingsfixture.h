// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "runtime/core/runtimesettings.h"

#include <QProcessEnvironment>
#include <QTemporaryFile>
#include <QTest>

#include <memory>
#include <utility>

namespace pulse::test {

/// Reads the runtime's settings with the required ones set.
class RuntimeSettingsFixture
{
protected:
    using Environment = QList<std::pair<QString, QString>>;

    void setUp()
    {
        QVERIFY(m_file.open());
        m_needed = {{u"REDIS_INPUT_KEY"_s, u"in"_s}, {u"PYFILE_PATH"_s, m_file.fileName()}};
    }

    /// With the required settings, unless `environment` sets them. `m_settings` has the error.
    RuntimeSettings read(const Environment &environment, const QStringList &flags = {})
    {
        QProcessEnvironment all;
        for (const auto &[name, value] : m_needed + environment)
            all.insert(name, value);
        m_settings = std::make_unique<Settings>(makeRuntimeSettings());
        if (const Result<void> loaded = m_settings->load(flags, all); !loaded) {
            m_settings->fail(loaded.error());
            return {};
        }
        return readRuntimeSettings(*m_settings);
    }

    /// Returns the message of the error; empty if there is none.
    QString errorOf(const Environment &environment, const QStringList &flags = {})
    {
        read(environment, flags);
        return m_settings->error() ? m_settings->error()->message : QString();
    }

    std::unique_ptr<Settings> m_settings;
    QTemporaryFile m_file; ///< the Python file
    Environment m_needed;
};

} // namespace pulse::test
