// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/statusdetails.h"

#include "app/pages/statustext.h"
#include "app/style/controlstyle.h"
#include "app/style/sizes.h"
#include "app/style/valueformat.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/labels.h"
#include "app/widgets/pushbutton.h"
#include "common/core/literals.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPainter>

#include <algorithm>

namespace pulse {
namespace {

constexpr int widestDetails = 440; // px
constexpr int detailsMargin = 16;

} // namespace

StatusDetails::StatusDetails(QWidget *parent)
    : Adaptive(parent)
    , m_sentence(wrappedLabel(TextSize::Normal, QFont::Normal, this))
    , m_grid(new QGridLayout(this))
{
    setWindowFlags(Qt::Popup);
    setAttribute(Qt::WA_NoMouseReplay); // a click on the button that opened it only closes it
    m_grid->setContentsMargins(detailsMargin, detailsMargin, detailsMargin, detailsMargin);
    m_grid->setHorizontalSpacing(detailsMargin);
    m_grid->setVerticalSpacing(gap);
    m_grid->setColumnStretch(1, 1);
    m_grid->addWidget(m_sentence, 0, 0, 1, 3);
    for (int number = Address; number < RowCount; ++number)
        addRow(number);
    StatusDetails::applyTheme();
}

void StatusDetails::addRow(int number)
{
    const Row row{new ElidingLabel(TextSize::Normal, QFont::Normal, this),
                  new ElidingLabel(TextSize::Normal, QFont::Normal, this),
                  number <= Key ? new PushButton(this) : nullptr};
    row.name->setTone(Tone::Dim);
    row.name->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    row.value->setElideMode(Qt::ElideMiddle);
    m_grid->addWidget(row.name, number + 1, 0);
    m_grid->addWidget(row.value, number + 1, 1, 1, row.copy ? 1 : 2);
    if (row.copy) {
        m_grid->addWidget(row.copy, number + 1, 2);
        connect(row.copy, &QPushButton::clicked, this,
                [value = row.value] { QGuiApplication::clipboard()->setText(value->text()); });
    }
    m_rows.append(row);
}

void StatusDetails::showState(const DashboardState &state)
{
    const SourceStatus status = state.status();
    const QString reason = StatusText::reason(status);
    const QString sentence = StatusText::connection(status);
    setAccessibleName(tr("Details of the source"));
    m_sentence->setText(reason.isEmpty() ? sentence : sentence + '\n'_L1 + reason);
    setRow(Address, tr("Address"), status.where);
    setRow(Key, tr("Output key"), status.key);
    setRow(Newest, tr("Newest result"), StatusText::newest(state.freshness()));
    setRow(Clock, tr("Clock"), StatusText::clock(state.clockOffset()));
    showMachine(state.report().machine.value_or(Machine()));
    m_rows[Address].copy->setAccessibleName(tr("Copy the address"));
    m_rows[Key].copy->setAccessibleName(tr("Copy the output key"));
    if (isVisible())
        fit();
}

void StatusDetails::showMachine(const Machine &machine)
{
    const ValueText memory = valueText(static_cast<double>(machine.memory), u"B"_s);
    setRow(Host, tr("Machine"), machine.name);
    setRow(Cpu, tr("CPU"), machine.cpu);
    setRow(Memory, tr("Memory"), machine.memory > 0 ? memory.joined() : QString());
}

/// Hides the row if the value is empty.
void StatusDetails::setRow(int number, const QString &name, const QString &value)
{
    const Row &row = m_rows[number];
    row.name->setText(name);
    row.value->setText(value);
    row.name->setHidden(value.isEmpty());
    row.value->setHidden(value.isEmpty());
    if (row.copy) {
        row.copy->setText(tr("Copy"));
        row.copy->setHidden(value.isEmpty());
    }
}

void StatusDetails::openBelow(const QWidget &widget)
{
    fit();
    const QWidget &window = *widget.window();
    const int right = window.mapToGlobal(QPoint(window.width() - gap, 0)).x();
    const QPoint below = widget.mapToGlobal(QPoint(0, widget.height() + gap / 2));
    move(std::min(below.x(), right - width()), below.y());
    show();
}

/// Sizes the details as their rows need, limited by the window.
void StatusDetails::fit()
{
    const int width = std::min(widestDetails, parentWidget()->window()->width() - 2 * gap);
    resize(width, layout()->totalHeightForWidth(width));
}

void StatusDetails::applyTheme()
{
    applyControlStyle(*this);
    update();
}

void StatusDetails::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().surface);
    painter.setPen(theme().grid);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace pulse
