// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/samplestore.h"
#include "app/sources/metricsource.h"
#include "app/views/emptypage.h"
#include "app/views/header.h"
#include "app/views/panel.h"
#include "app/views/tilerow.h"

#include <QMainWindow>
#include <QTimer>

class QStackedWidget;

namespace pulse {

/// The dashboard's window over one source of results.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `source` has to outlive the window; open it after this.
    MainWindow(MetricSource &source, ThemeChoice theme);

protected:
    bool event(QEvent *event) override;

private:
    void setUpLayout();
    void setUpStatusBar();
    void follow(MetricSource &source);
    void takeStatus(const SourceStatus &status);
    void takeHistory(const QList<Record> &records);
    void takeRecord(const Record &record);
    void showSoon();
    void showData();
    void showTime();
    void setTheme(const Theme &theme);
    bool isCurrent() const;
    Freshness freshness(qint64 now) const;

    ThemeChoice m_choice;
    Theme m_theme;
    SourceStatus m_status;
    QString m_unreadable; // why the newest result is; empty: it is not
    SampleStore m_store;
    QTimer m_second; // the age and the time axis move on
    QTimer m_soon;   // until results that came in quick succession are shown

    Header *m_header; // this and the others: children
    QStackedWidget *m_pages;
    EmptyPage *m_instead;
    TileRow *m_tiles;
    Panel *m_cpus;
    Panel *m_egress;
    Panel *m_cache;
    ElidingLabel *m_connection;
    ElidingLabel *m_newest;
};

} // namespace pulse
