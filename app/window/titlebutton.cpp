// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/titlebutton.h"

#include "app/style/controlstyle.h"
#include "app/style/sizes.h"
#include "app/widgets/chevron.h"
#include "common/core/literals.h"
#include "common/core/logging.h"

#include <QMenu>
#include <QPainter>

namespace pulse {
namespace {

constexpr int chevronRoom = 28;
constexpr double chevronMiddle = 16; // px from the right edge
constexpr int leastTitle = 80;

/// Returns a name as the text of an entry, in which & would mark a key.
QString entryText(const QString &name)
{
    return escapedLine(name).replace('&'_L1, "&&"_L1);
}

} // namespace

TitleButton::TitleButton(QWidget *parent)
    : LabelButton(
          {.size = TextSize::Large, .weight = QFont::DemiBold, .left = gap, .right = chevronRoom, .least = leastTitle},
          parent)
    , m_menu(new QMenu(this))
{
    connect(this, &QAbstractButton::clicked, this, &TitleButton::openMenu);
    TitleButton::applyTheme();
    TitleButton::retranslate();
}

void TitleButton::setConnections(const QList<Connection> &connections)
{
    m_connections = connections;
    m_hasConnections = true;
    fill();
}

void TitleButton::setOutputs(const QStringList &keys, const QString &current)
{
    const QStringList outputs = keys.size() > 1 ? keys : QStringList();
    if (m_outputs == outputs && m_output == current)
        return;
    m_outputs = outputs;
    m_output = current;
    fill();
}

void TitleButton::retranslate()
{
    setAccessibleDescription(tr("Choose what is shown"));
    fill();
}

void TitleButton::fill()
{
    m_menu->clear();
    addOutputs();
    addConnections();
    setEnabled(!m_menu->isEmpty());
}

/// The actions of this and the next function are queued, since their receivers may fill the menu again.
void TitleButton::addOutputs()
{
    if (m_outputs.isEmpty())
        return;
    m_menu->addAction(tr("Outputs"))->setEnabled(false); // a heading
    for (const QString &key : std::as_const(m_outputs)) {
        QAction *action = m_menu->addAction(entryText(key));
        action->setCheckable(true);
        action->setChecked(key == m_output);
        connect(
            action, &QAction::triggered, this, [this, key] { Q_EMIT outputChosen(key); }, Qt::QueuedConnection);
    }
    m_menu->addSeparator();
}

void TitleButton::addConnections()
{
    if (!m_hasConnections)
        return;
    if (!m_outputs.isEmpty())
        m_menu->addAction(tr("Connections"))->setEnabled(false); // a heading
    for (const Connection &one : std::as_const(m_connections)) {
        QAction *action = m_menu->addAction(entryText(one.title));
        action->setCheckable(true);
        action->setChecked(one.isCurrent);
        connect(action, &QAction::triggered, this, one.choose, Qt::QueuedConnection);
    }
    m_menu->addSeparator();
    m_menu->addAction(tr("Connect…"), this, &TitleButton::connectionRequested);
}

void TitleButton::applyTheme()
{
    applyControlStyle(*m_menu);
    LabelButton::applyTheme();
}

void TitleButton::openMenu()
{
    m_menu->popup(mapToGlobal(QPoint(0, height() + gap / 2)));
}

void TitleButton::paintIcon(QPainter &painter) const
{
    if (!isEnabled())
        return;
    paintChevron(painter, {width() - chevronMiddle, height() / 2.0 + 1}, Direction::Down, painter.pen().color());
}

} // namespace pulse
