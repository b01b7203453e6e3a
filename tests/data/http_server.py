# SPDX-License-Identifier: GPL-3.0-or-later
"""An HTTP server on 127.0.0.1 that also misbehaves: http_server.py [--port PORT] [CERTIFICATE KEY]

Prints its port, then one line for each request: the path. With a certificate it speaks TLS.
"""

import argparse
import base64
import collections
import hashlib
import http.server
import json
import pathlib
import ssl
import threading

BODY = b"the document\n"
CREDENTIALS = b"Basic " + base64.b64encode("user:p@ss wörd".encode())
seen = collections.Counter()
stopped = threading.Event()  # never set; waiting for it waits until the client disconnects


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.split("?")[0]
        print(self.path, flush=True)
        seen[path] += 1
        name = path.strip("/").replace("-", "_")
        getattr(self, "get_" + name, self.get_missing)()

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def get_document(self):
        modified = "Mon, 06 May 2024 07:08:10 GMT"
        same = self.headers["If-None-Match"] == '"v1"' or self.headers["If-Modified-Since"] == modified
        self.answer(304 if same else 200, b"" if same else BODY, ETag='"v1"', Last_Modified=modified)

    def get_file(self):
        """Sends the file whose path follows the question mark."""
        content = pathlib.Path(self.path.split("?", 1)[1]).read_bytes()
        etag = '"' + hashlib.sha256(content).hexdigest() + '"'
        same = self.headers["If-None-Match"] == etag
        self.answer(304 if same else 200, b"" if same else content, ETag=etag)

    def get_headers(self):
        self.answer(200, json.dumps({name.lower(): value for name, value in self.headers.items()}).encode())

    def get_missing(self):
        self.answer(404, b"x" * 1000)

    def get_not_modified(self):
        self.answer(304)

    def get_shaky(self):
        self.answer(200 if seen["/shaky"] > 2 else 503, BODY)

    def get_busy(self):
        self.answer(429)

    def get_private(self):
        allowed = (self.headers["Authorization"] or "").encode() == CREDENTIALS
        self.answer(200 if allowed else 401, BODY, WWW_Authenticate='Basic realm="x"')

    # Redirects
    def get_relative(self):
        self.answer(302, BODY, Location="document?again")

    def get_to(self):
        """Redirects to the URL that follows the question mark."""
        self.answer(307, Location=self.path.split("?", 1)[1])

    def get_loop(self):
        self.answer(301, Location="/loop")

    def get_nowhere(self):
        self.answer(302)

    # Failures
    def get_hang(self):
        stopped.wait()

    def get_stall(self):
        self.begin(len(BODY) + 1)
        self.wfile.write(BODY)
        stopped.wait()

    def get_cut(self):
        self.begin(1000)
        self.wfile.write(BODY)
        self.close_connection = True

    def get_slam(self):
        self.close_connection = True

    def get_huge(self):
        self.begin(10**12)
        stopped.wait()

    def get_endless(self):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            while True:
                self.wfile.write(bytes(65536))
        except OSError:
            self.close_connection = True

    def begin(self, length):
        self.send_response(200)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *arguments):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("certificate", nargs="*")
    arguments = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", arguments.port), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *arguments: None  # ignores clients that disconnected
    if arguments.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*arguments.certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print(server.server_port, flush=True)
    server.serve_forever()


main()
