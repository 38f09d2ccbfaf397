"""Pays once with Cobru, with nothing but Python's standard library.

    npx --no-install ensayo exec --provider cobru -- python3 test/examples/python/pay.py

A receiver waits for the callback; the payer is played by the sandbox. Exit code 0: paid.
"""

import json
import os
import queue
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

BASE = os.environ["COBRU_BASE_URL"]
CONTROL = os.environ["ENSAYO_URL"] + "/_ensayo"
API_KEY = os.environ["COBRU_API_KEY"]
TOKEN = os.environ.get("ENSAYO_CONTROL_TOKEN")


def call(method, url, body=None, **headers):
    """Sends JSON, returns JSON. Raises urllib.error.HTTPError on 4xx and 5xx."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json", **headers}
    request = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read() or "null")


callbacks = queue.Queue()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        callbacks.put(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    key = {"x-api-key": API_KEY}
    token = call("POST", BASE + "/token/refresh/", {"refresh": os.environ["COBRU_REFRESH_TOKEN"]}, **key)
    cobru = {**key, "authorization": "Bearer " + token["access"]}

    payment = call("POST", BASE + "/cobru/", {
        "amount": 50000,
        "description": "Una silla",
        "expiration_days": 1,
        "client_assume_costs": False,
        "iva": 0,
        "platform": "API",
        # Text that holds JSON, not JSON.
        "payment_method_enabled": json.dumps({"breb": True, "pse": True}),
        "payer_redirect_url": "https://yourapp.com/thanks",
        "callback": f"http://127.0.0.1:{server.server_port}/cobru",
    }, **cobru)
    print("The payer opens", f"{BASE}/{payment['url']}")

    control = {"authorization": "Bearer " + TOKEN} if TOKEN else {}
    call("POST", CONTROL + "/triggers/cobru/payment.approve", {"url": payment["url"]}, **control)
    print("Callback:", callbacks.get(timeout=10))

    # A callback is not signed: what it says is asked for again.
    detail = call("GET", f"{BASE}/cobru_detail/{payment['url']}", **cobru)
    print("State:", detail["state"], "(3 is paid)")
    return 0 if detail["state"] == 3 else 1


if __name__ == "__main__":
    sys.exit(main())
