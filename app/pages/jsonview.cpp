// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/jsonview.h"

#include "app/widgets/labels.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pulse {
namespace {

constexpr qsizetype longestText = 100'000; // bytes; a longer one takes long to lay out

} // namespace

JsonView::JsonView(QWidget *parent)
    : Adaptive(parent)
    , m_title(new ElidingLabel(TextSize::Normal, QFont::DemiBold, this))
    , m_remark(new ElidingLabel(TextSize::Small, QFont::Normal, this))
    , m_stack(new QStackedWidget(this))
    , m_view(new ItemView(ItemView::Form::Tree, m_stack))
    , m_text(monospaceText(m_stack))
    , m_nothing(sentenceLabel(m_stack))
{
    m_text->document()->setDocumentMargin(8); // below the title
    m_view->setModel(&m_model);
    m_view->setShares({0.5});
    m_view->setTextElideMode(Qt::ElideMiddle); // names often differ at their end
    for (QWidget *page :
         {static_cast<QWidget *>(m_view), static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_nothing)})
        m_stack->addWidget(page);

    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(8, 0, 8, 0);
    heading->setSpacing(16);
    heading->addWidget(m_title);
    heading->addStretch(1);
    heading->addWidget(m_remark);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(heading);
    layout->addWidget(m_stack, 1);
    m_stack->setCurrentWidget(m_nothing);
    m_remark->setTone(Tone::Warning);
    m_nothing->setTone(Tone::Dim);
}

void JsonView::setTitle(const QString &title, const QString &nothing)
{
    m_title->setText(title);
    m_nothing->setText(nothing);
    m_view->setAccessibleName(title);
}

void JsonView::retranslate()
{
    showRemark();
    m_view->viewport()->update();
}

void JsonView::showRemark()
{
    m_remark->setText(m_textSize == 0            ? QString()
                      : m_textSize > longestText ? tr("not JSON; only its beginning is shown")
                                                 : tr("not JSON; shown as text"));
}

void JsonView::showJson(const QByteArray &json)
{
    m_textSize = 0;
    showRemark();
    m_value = JsonNode();
    m_value.kind = JsonNode::Kind::Object;
    if (json.isEmpty()) {
        m_model.clear();
        m_stack->setCurrentWidget(m_nothing);
        return;
    }
    Result<JsonNode> value = parseJson(json);
    if (!value)
        return showText(json);
    m_value = *std::move(value);
    showTree();
    m_stack->setCurrentWidget(m_view);
}

void JsonView::showTree()
{
    m_model.setValue(m_searchText.isEmpty() || !m_value.isContainer() ? m_value : membersWith(m_value, m_searchText));
}

void JsonView::showText(const QByteArray &json)
{
    m_model.clear();
    const QString text = QString::fromUtf8(json.left(longestText));
    if (m_text->toPlainText() != text)
        m_text->setPlainText(text);
    m_textSize = json.size();
    showRemark();
    m_stack->setCurrentWidget(m_text);
}

void JsonView::setSearchText(const QString &text)
{
    if (m_searchText == text)
        return;
    if (m_searchText.isEmpty()) {
        m_expanded.clear();
        keepExpanded({}, {});
    }
    m_searchText = text;
    showTree();
    if (text.isEmpty())
        restoreExpanded();
    else
        m_view->expandAll();
}

void JsonView::keepExpanded(const QModelIndex &parent, const Path &path)
{
    for (int row = 0; row < m_model.rowCount(parent); ++row) {
        const QModelIndex index = m_model.index(row, JsonTreeModel::Name, parent);
        if (!m_view->isExpanded(index))
            continue;
        m_expanded.append(path + Path(index.data().toString()));
        keepExpanded(index, m_expanded.constLast());
    }
}

void JsonView::restoreExpanded()
{
    m_view->collapseAll();
    for (const Path &path : std::as_const(m_expanded)) {
        QModelIndex index;
        for (const QString &name : path) {
            const QModelIndex first = m_model.index(0, JsonTreeModel::Name, index);
            index = m_model.match(first, Qt::DisplayRole, name, 1, Qt::MatchExactly).value(0);
        }
        m_view->expand(index);
    }
}

std::optional<QByteArray> JsonView::selection() const
{
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return {};
    return m_model.json(rows.constFirst());
}

} // namespace pulse
