// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/jsontreemodel.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/itemview.h"

class QLabel;
class QPlainTextEdit;
class QStackedWidget;

namespace pulse {

/// A JSON text under its title: as a tree, or as it is where it is not JSON.
class JsonView : public QWidget
{
    Q_OBJECT

public:
    JsonView(const QString &title, const QString &nothing, const Theme &theme, QWidget *parent = nullptr);

    /// An empty text: there is none, and the sentence `nothing` says so.
    void showJson(const QByteArray &json);
    /// Rows with this text, opened as far as need be. Empty: all rows, open as they were before.
    void setWanted(const QString &text);
    /// The chosen row's JSON; nothing where none is chosen.
    std::optional<QByteArray> selection() const;
    ItemView &view() const { return *m_view; }
    void setTheme(const Theme &theme);

private:
    using Path = QStringList; // names from the top

    void showText(const QByteArray &json);
    void showTree();
    void keepExpanded(const QModelIndex &parent, const Path &path);
    void restoreExpanded();

    JsonTreeModel m_model;
    JsonNode m_value;
    QString m_wanted;
    QList<Path> m_expanded; // before the search
    ElidingLabel *m_title;  // this and the others: children
    ElidingLabel *m_remark;
    QStackedWidget *m_stack;
    ItemView *m_view;
    QPlainTextEdit *m_text;
    QLabel *m_nothing;
};

} // namespace pulse
