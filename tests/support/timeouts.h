// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pulse::test {

constexpr int waitTimeout = 20000; // ms, for operations that are much faster on an idle machine

} // namespace pulse::test
