// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

class QWidget;

namespace pulse {

/// Describes the visible contents of a window, for tests; assistive technology asks the charts themselves:
///
///     {"tiles": [{"label": "CPU mean", "number": "23.4", "detail": "of 4 CPUs"}],
///      "charts": [{"title": "Egress", "from": 1764079207000, "to": 1764079507000,
///                  "lines": [{"label": "Egress", "count": 60, "time": 1764079505000, "value": 38.1}]}],
///      "heatMaps": [{"title": "CPUs now", "cells": [{"label": "CPU 0", "value": 12.5}]}],
///      "rows": 41, "texts": ["live, 1.2 s ago", …],
///      "controls": [{"name": "Pause", "x": 1020, "y": 14, "width": 28, "height": 28}]}
///
/// Times are ms since epoch; "time" and "value" are those of a line's newest value; "rows" is the number in visible
/// lists; "controls" are buttons, charts and the entries of an open menu, with their positions in the window.
QJsonObject reportView(const QWidget &window);

} // namespace pulse
