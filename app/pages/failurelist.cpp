// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/failurelist.h"

#include "app/style/controlstyle.h"
#include "app/widgets/carddelegate.h"
#include "app/widgets/labels.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace pulse {
namespace {

constexpr int sideBySideFailures = 900; // px; least width

Card cardOf(const QModelIndex &group)
{
    const auto text = [&group](int role) { return group.data(role).toString(); };
    return {.title = text(FailuresModel::TitleRole),
            .remark = text(FailuresModel::TimeRole),
            .text = text(FailuresModel::MessageRole),
            .toolTip = text(Qt::ToolTipRole)};
}

} // namespace

FailureList::FailureList(QWidget *parent)
    : Surface(parent)
    , m_title(new ElidingLabel(TextSize::Normal, QFont::DemiBold, this))
    , m_remark(new ElidingLabel(TextSize::Small, QFont::Normal, this))
    , m_splitter(new QSplitter(this))
    , m_view(new ItemView(ItemView::Form::Table, m_splitter))
    , m_detail(new FailureDetail(m_splitter))
    , m_none(sentenceLabel(this))
{
    m_view->setModel(&m_model);
    m_view->setHeaderHidden(true);
    m_view->setItemDelegate(new CardDelegate(CardDelegate::Main::Title, cardOf, m_view));
    m_view->setMinimumHeight(5 * ItemView::rowHeight);
    m_detail->setMinimumWidth(240);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(16);
    m_none->setMinimumHeight(5 * ItemView::rowHeight);

    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(8, 0, 8, 0);
    heading->setSpacing(16);
    heading->addWidget(m_title);
    heading->addStretch(1);
    heading->addWidget(m_remark);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addLayout(heading);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_none, 1);
    connect(m_detail, &FailureDetail::momentRequested, this, &FailureList::momentRequested);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &row) {
        if (row.isValid())
            m_detail->showFailure(m_model.newest(row.row()));
    });
    m_remark->setTone(Tone::Dim);
    m_none->setTone(Tone::Dim);
    FailureList::applyTheme();
    FailureList::retranslate();
    showFailures({});
}

/// The selected group stays selected when another one becomes the newest.
void FailureList::showFailures(const QList<Failure> &failures)
{
    const QModelIndex current = m_view->currentIndex();
    const std::optional<Failure> selected =
        current.isValid() ? std::optional(m_model.newest(current.row())) : std::nullopt;
    m_count = static_cast<int>(failures.size());
    m_model.show(failures);
    m_splitter->setVisible(!failures.isEmpty());
    m_none->setVisible(failures.isEmpty());
    showCount();
    if (!failures.isEmpty() && !m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_model.index(std::max(0, selected ? m_model.rowOf(*selected) : 0)));
}

void FailureList::showCount()
{
    m_remark->setText(m_count == 0 ? QString() : tr("the newest %n", nullptr, m_count));
}

void FailureList::retranslate()
{
    m_title->setText(tr("Failures"));
    m_none->setText(tr("No call has failed"));
    m_view->setAccessibleName(tr("Calls that failed"));
    showCount();
}

void FailureList::applyTheme()
{
    applyControlStyle(*this);
}

void FailureList::resizeEvent(QResizeEvent *event)
{
    m_splitter->setOrientation(width() < sideBySideFailures ? Qt::Vertical : Qt::Horizontal);
    Surface::resizeEvent(event);
}

} // namespace pulse
