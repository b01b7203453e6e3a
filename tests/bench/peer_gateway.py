# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer for benchmarks of pulseboard-gateway: the shortest asyncio program that sends new results to clients.

Arguments: Redis's port, output key, port to listen on. Follows the history stream and broadcasts each entry, in
the form of the feed, to all clients. It keeps no history, resumes nothing and checks no token.
"""

import asyncio
import json
import sys

import redis.asyncio
import websockets


def message(output, entry_id, fields):
    def table(text):
        members = json.loads(text)
        return {"names": list(members), "columns": [[value] for value in members.values()]}

    return json.dumps(
        {
            "type": "records",
            "output": output,
            "anew": False,
            "more": False,
            "ids": [entry_id.decode()],
            "times": [int(fields[b"t"])],
            "results": table(fields[b"d"]),
            "measurements": table(fields[b"i"]),
        },
        separators=(",", ":"),
    )


async def main():
    redis_port, output, port = sys.argv[1:]
    clients = set()

    async def serve(socket):
        clients.add(socket)
        try:
            await socket.wait_closed()
        finally:
            clients.discard(socket)

    client = redis.asyncio.Redis(port=int(redis_port))
    last = "$"
    async with websockets.serve(serve, "127.0.0.1", int(port), compression=None, ping_interval=None):
        while True:
            for _, entries in await client.xread({f"{{{output}}}:history": last}, block=0):
                for last, fields in entries:
                    websockets.broadcast(clients, message(output, last, fields))


asyncio.run(main())
