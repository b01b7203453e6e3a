// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/jsontreemodel.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/itemview.h"

class QPlainTextEdit;
class QStackedWidget;

namespace pulse {

class Label;

/// A JSON text under its title, as a tree; a text that is not JSON is shown as it is.
class JsonView : public Adaptive<>
{
    Q_OBJECT

public:
    explicit JsonView(QWidget *parent = nullptr);

    /// `nothing`: the sentence to show if there is no text.
    void setTitle(const QString &title, const QString &nothing);
    /// An empty text means that there is none.
    void showJson(const QByteArray &json);
    /// Shows only rows with this text, opened if needed. Empty: shows all rows, opened as before the search.
    void setSearchText(const QString &text);
    /// Returns the selected row's JSON; nothing if none is selected.
    std::optional<QByteArray> selection() const;
    ItemView &view() const { return *m_view; }

protected:
    void retranslate() override;

private:
    using Path = QStringList; // names, from the root

    void showRemark();
    void showText(const QByteArray &json);
    void showTree();
    void keepExpanded(const QModelIndex &parent, const Path &path);
    void restoreExpanded();

    JsonTreeModel m_model;
    JsonNode m_value;
    qsizetype m_textSize = 0; // bytes of a text that is not JSON; 0: none
    QString m_searchText;
    QList<Path> m_expanded; // before the search
    ElidingLabel *m_title;  // this and the following are children
    ElidingLabel *m_remark;
    QStackedWidget *m_stack;
    ItemView *m_view;
    QPlainTextEdit *m_text;
    Label *m_nothing;
};

} // namespace pulse
