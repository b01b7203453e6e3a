// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/recordview.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace pulse {
namespace {

constexpr int sideBySideRecord = 560; // px; least width

} // namespace

RecordView::RecordView(QWidget *parent)
    : Adaptive(parent)
    , m_splitter(new QSplitter(this))
    , m_output(new JsonView(m_splitter))
    , m_input(new JsonView(m_splitter))
{
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(16);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    RecordView::retranslate();
}

void RecordView::retranslate()
{
    m_output->setTitle(tr("Result"), tr("There is no result"));
    m_input->setTitle(tr("Measurement"), tr("The measurement is not known"));
}

void RecordView::showRecord(const Record &record)
{
    m_output->showJson(record.output);
    m_input->showJson(record.input);
}

void RecordView::setSearchText(const QString &text)
{
    m_output->setSearchText(text);
    m_input->setSearchText(text);
}

std::optional<QByteArray> RecordView::selection() const
{
    if (m_input->view().hasFocus() && m_input->selection())
        return m_input->selection();
    return m_output->selection() ? m_output->selection() : m_input->selection();
}

void RecordView::resizeEvent(QResizeEvent *event)
{
    m_splitter->setOrientation(width() < sideBySideRecord ? Qt::Vertical : Qt::Horizontal);
    QWidget::resizeEvent(event);
}

} // namespace pulse
