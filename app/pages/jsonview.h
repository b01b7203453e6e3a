// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/jsontreemodel.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/itemview.h"

class QPlainTextEdit;
class QStackedWidget;

namespace pulse {

class Label;

/// A JSON text under its title: as a tree, or as it is where it is not JSON.
class JsonView : public Adaptive<>
{
    Q_OBJECT

public:
    explicit JsonView(QWidget *parent = nullptr);

    /// `nothing`: a sentence for when there is no text.
    void setTitle(const QString &title, const QString &nothing);
    /// An empty text: there is none.
    void showJson(const QByteArray &json);
    /// Rows with this text, opened as far as need be. Empty: all rows, open as they were before.
    void setWanted(const QString &text);
    /// The chosen row's JSON; nothing where none is chosen.
    std::optional<QByteArray> selection() const;
    ItemView &view() const { return *m_view; }

protected:
    void retranslate() override;

private:
    using Path = QStringList; // names from the top

    void showRemark();
    void showText(const QByteArray &json);
    void showTree();
    void keepExpanded(const QModelIndex &parent, const Path &path);
    void restoreExpanded();

    JsonTreeModel m_model;
    JsonNode m_value;
    qsizetype m_textSize = 0; // bytes of what is not JSON; 0: it is, or there is none
    QString m_wanted;
    QList<Path> m_expanded; // before the search
    ElidingLabel *m_title;  // this and the others: children
    ElidingLabel *m_remark;
    QStackedWidget *m_stack;
    ItemView *m_view;
    QPlainTextEdit *m_text;
    Label *m_nothing;
};

} // namespace pulse
