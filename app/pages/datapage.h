// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/emptypage.h"
#include "app/pages/page.h"
#include "app/pages/recordview.h"
#include "app/pages/statustext.h"
#include "app/state/readingsmodel.h"
#include "app/state/sortedrows.h"
#include "app/widgets/carddelegate.h"
#include "app/widgets/segmentedcontrol.h"

class QBoxLayout;
class QLineEdit;
class QStackedWidget;

namespace pulse {

class PushButton;

/// The newest result and its measurement: as a table that can be searched, or as trees. On a narrow page, the table has
/// a card for each value.
class DataPage : public Page
{
    Q_OBJECT

public:
    static QString id() { return u"data"_s; }

    enum Form { Table, Tree };

    explicit DataPage(QWidget *parent = nullptr);
    DataPage(DashboardState &state, ChartLink &link, QWidget *parent = nullptr);

    QString title() const override;
    QPainterPath icon() const override { return RailIcon::table(); }
    QList<Sheet::Row> help() const override;
    void showState(const DashboardState &state) override;

    /// A hidden page only stores the record, and shows it when the page becomes visible.
    void showRecord(const std::optional<Record> &newest);
    void showAge(const Freshness &freshness); ///< of the newest result
    void setForm(Form form);

protected:
    void applyTheme() override;
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpLayout();
    void setUpCopying();
    void setCards(bool cards);
    Card cardOf(const QModelIndex &row) const;
    QString groupOf(const QModelIndex &row) const;
    void showNow();
    void showTable();
    void showCount();
    void showAge();
    void search(const QString &text);
    void copySelection();
    void copy(const QByteArray &json);

    std::optional<Record> m_record;
    bool m_isShown = false; // m_record is shown in the visible form
    ReadingsModel m_readings;
    SortedRows m_rows;
    Freshness m_freshness;

    QLineEdit *m_search; // this and the following are children
    QBoxLayout *m_tools;
    SegmentedControl *m_form;
    PushButton *m_copy;
    QAction *m_copyResult = nullptr;
    QAction *m_copyInput = nullptr;
    QAction *m_copySelection = nullptr;
    ElidingLabel *m_age;
    ElidingLabel *m_remark;
    QStackedWidget *m_stack;
    ItemView *m_table;
    CardDelegate *m_cards; // draws the names on a narrow page
    RecordView *m_trees;
    EmptyPage *m_empty;
};

} // namespace pulse
