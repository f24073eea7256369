"""Shows that the scan can fail: it finds the injections of a server that has them, and does not call clean what never answered."""

import http.server
import json
import sqlite3
import sys
import threading
from collections import Counter
from urllib.parse import parse_qs, unquote, urlsplit

from door import ORDER, Door
from scan import Route, judge, scan


class Injectable(http.server.BaseHTTPRequestHandler):
    """Orders, with each mistake that Portcullis has no place for. Listens on this machine, for this test."""

    always = None

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.always:
            return self.reply(self.always, {"title": "no"})
        parts = urlsplit(self.path)
        if body:
            where = f"item = '{json.loads(body)['item']}'"
        elif parts.query:
            where = f"status = '{parse_qs(parts.query)['status'][0]}'"
        else:
            where = f"id = {unquote(parts.path).rsplit('/', 1)[1]}"
        database = sqlite3.connect(":memory:")
        database.execute("CREATE TABLE orders (id INTEGER, item TEXT, status TEXT)")
        database.execute("INSERT INTO orders VALUES (1, 'lamp', 'open'), (2, 'chair', 'cancelled')")
        try:
            rows = database.execute(f"SELECT item, status FROM orders WHERE {where}").fetchall()
        except sqlite3.Error:
            return self.reply(400, {"title": "no"})
        return self.reply(200, {"orders": rows})

    do_GET = do_POST = answer

    def reply(self, status, value):
        text = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


class Deaf(Injectable):
    """Answers the first request, and turns all others away with `status`."""

    status, fresh = 0, True

    def answer(self):
        kind = type(self)
        self.always, kind.fresh = (None if kind.fresh else self.status), False
        super().answer()

    do_GET = do_POST = answer


class Somebody:
    """Stands for the customers of the example: signed in without a token."""

    source = "127.0.0.1"

    def token(self):
        return "none"

    def own(self, text):
        return text.replace(ORDER, "1")


def serve(handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return Door(server.server_address[1], [Somebody()])


def main(folder):
    cases = [("injectable", Injectable, route) for route in (
        Route("GET", "/orders?status=open*", 6000),
        Route("GET", f"/orders/{ORDER}*", 6000),
        Route("POST", "/orders", 6000, '{"item":"lamp*","quantity":1}'),
    )]
    for status in (401, 503):
        deaf = type(f"Deaf{status}", (Deaf,), {"status": status, "fresh": True})
        cases.append(("untested", deaf, Route("GET", "/orders?status=open*", 6000)))
    failed = 0
    for expected, handler, route in cases:
        verdict, why = scan(route, serve(handler), "SQLite", folder, 1)
        failed += verdict != expected
        word = "as meant" if verdict == expected else "WRONG"
        print(f"{word}: {verdict}, {handler.__name__}: {route.title}\n    {why}", flush=True)
    # Over a quota sqlmap waits, longer each time: what is made of that is asked without it.
    clean = "all tested parameters do not appear to be injectable"
    for answers, expected in (({200: 400}, "clean"), ({200: 399, 429: 1}, "untested"), ({200: 9}, "untested")):
        verdict, _ = judge(clean, Counter(answers), Route("GET", "/orders", 60))
        failed += verdict != expected
        print(f"{'as meant' if verdict == expected else 'WRONG'}: {verdict}, {answers}")
    print(f"{len(cases) + 3 - failed} as meant, {failed} not")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
