"""The door between sqlmap and the app: each request goes in as the next of many customers.

Quotas are by user and by address, and a scanner of one of each would test little but them. Here sixty customers, each with an
order of their own, take turns, from addresses of 127.0.0.0/8; what stands for the customer's own rows in a request is replaced, and
what differs between their answers is evened out, so that sqlmap sees one customer. The door counts what was answered.
"""

import http.client
import json
import re
import secrets
import threading
import time
import urllib.parse
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What a request says for the customer's own order, its item, their name and password.
ORDER, ITEM, NAME, PASSWORD = "4242001", "4242002", "somebody@example.com", "somebodys-password"

# A token lives for 15 minutes.
FRESH = 600

NUMBERS = re.compile(rb'"(id|user_id|order_id|expires_in)":\d+')
TOKENS = re.compile(rb'"(access_token|refresh_token)":"[^"]*"')
HOP_BY_HOP = {"connection", "content-length", "host", "accept-encoding", "transfer-encoding", "date", "authorization"}


class Unready(Exception):
    """The app does not do what has to be there before sqlmap can begin."""


def ask(port, source, method, path, body=None, headers=None):
    """One request, from this address: status, headers, body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(source, 0))
    try:
        # What sqlmap writes into a path is no valid path; it is for the app to say so.
        connection._validate_path = lambda path: None
        connection.request(method, path, body, headers or {})
        reply = connection.getresponse()
        return reply.status, reply.getheaders(), reply.read()
    finally:
        connection.close()


class Customer:
    """Who registered, signed in and placed an order with an item."""

    def __init__(self, port, number):
        self.port = port
        self.source = f"127.0.{1 + number // 200}.{1 + number % 200}"
        self.name = f"mapped-{number}@example.com"
        self.password = secrets.token_urlsafe(18)
        self.lock = threading.Lock()
        self.signed_in = None
        self.say("POST", "/auth/register", {"name": self.name, "password": self.password}, 204)
        self.order = self.say("POST", "/orders", {"item": "lamp", "quantity": 2}, 201)["id"]
        self.item = self.say("POST", f"/orders/{self.order}/items", {"name": "bulb", "quantity": 1}, 201)["id"]

    def say(self, method, path, value, expected):
        """What has to work for there to be a customer."""
        headers = {"Content-Type": "application/json"}
        if not path.startswith("/auth"):
            headers["Authorization"] = f"Bearer {self.token()}"
        status, _, body = ask(self.port, self.source, method, path, json.dumps(value), headers)
        if status != expected:
            raise Unready(f"{method} {path} of {self.name}: {status} instead of {expected}: {body!r}")
        return json.loads(body) if body else None

    def token(self):
        with self.lock:
            if self.signed_in is None or time.monotonic() - self.signed_in > FRESH:
                names = {"name": self.name, "password": self.password}
                self.access = self.say("POST", "/auth/login", names, 200)["access_token"]
                self.signed_in = time.monotonic()
            return self.access

    def own(self, text):
        """The text with what stands for this customer's rows replaced."""
        for mark, value in ((ORDER, self.order), (ITEM, self.item), (NAME, self.name), (PASSWORD, self.password)):
            text = text.replace(mark, str(value)).replace(urllib.parse.quote(mark), str(value))
        return text


class Door:
    """Listens at a port of its own."""

    def __init__(self, port, customers):
        self.port, self.customers = port, customers
        self.turn, self.answers, self.lock = 0, Counter(), threading.Lock()
        door = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                door.pass_on(self, self.rfile.read(length))

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.at = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def pass_on(self, request, body):
        with self.lock:
            customer = self.customers[self.turn % len(self.customers)]
            self.turn += 1
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP}
        if not request.path.startswith("/auth"):
            headers["Authorization"] = f"Bearer {customer.token()}"
        path = customer.own(request.path)
        sent = customer.own(body.decode("latin-1")).encode("latin-1") or None
        try:
            status, told, reply = ask(self.port, customer.source, request.command, path, sent, headers)
        except (OSError, http.client.HTTPException) as fault:
            with self.lock:
                self.answers[type(fault).__name__] += 1
            request.close_connection = True
            return
        with self.lock:
            self.answers[status] += 1
        reply = TOKENS.sub(rb'"\1":"-"', NUMBERS.sub(rb'"\1":1', reply))
        request.send_response(status)
        for name, value in told:
            if name.lower() not in HOP_BY_HOP:
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(reply)))
        request.end_headers()
        if request.command != "HEAD":
            request.wfile.write(reply)

    def counted(self):
        """What was answered since this was last asked."""
        with self.lock:
            answers, self.answers = self.answers, Counter()
            return answers
