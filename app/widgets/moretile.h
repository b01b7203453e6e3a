// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"
#include "app/widgets/pushbutton.h"

namespace pulse {

/// A button among tiles that shows how many more numbers exist.
class MoreTile : public Adaptive<PushButton>
{
    Q_OBJECT

public:
    explicit MoreTile(QWidget *parent);

    void setCount(int count, int withoutChart); ///< `withoutChart`: how many of them are only in the newest result
    int count() const { return m_count; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;

private:
    int m_count = 0;
    int m_withoutChart = 0;
};

} // namespace pulse
