# SPDX-License-Identifier: GPL-3.0-or-later
"""logging.basicConfig when imported, and a logger of the module."""

import logging

logging.basicConfig(level=logging.DEBUG, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
logger = logging.getLogger(__name__)
logger.info("module imported as %s", __name__)


def handler(input, context):
    logger.debug("received %d keys", len(input))
    context.env["calls"] = context.env.get("calls", 0) + 1
    logging.warning("cpu 0 at %s%%", input["cpu_percent-0"])
    try:
        input["no such key"]
    except KeyError:
        logger.exception("expected")
    return {
        "calls": context.env["calls"],
        "logger": logger.name,
        "level": logging.getLevelName(logger.getEffectiveLevel()),
        "handlers": len(logging.getLogger().handlers),
    }
