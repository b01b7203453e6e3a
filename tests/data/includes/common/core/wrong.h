// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/redis/redisclient.h"
