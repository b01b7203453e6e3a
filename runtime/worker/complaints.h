// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace pulse {

/// What is wrong at present, by subject. Each trouble is logged (as `worker`) when it begins or changes and when it is
/// over, not on each round.
class Complaints
{
public:
    /// Something is wrong with `subject`: logged unless it was so already.
    void complain(const QString &subject, const QString &what, QtMsgType level = QtWarningMsg);
    /// `subject` is fine: logged where something had been wrong.
    void settle(const QString &subject);
    /// `subject` is fine, and whoever calls has said so.
    void forget(const QString &subject) { m_current.remove(subject); }

private:
    QHash<QString, QString> m_current; // subject -> what was said of it last
};

} // namespace pulse
