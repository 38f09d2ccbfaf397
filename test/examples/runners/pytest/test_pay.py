"""pytest, with an account of its own for each test and nothing to install beside it.

    npx --no-install ensayo exec --provider cobru -- python3 -m pytest
"""

import json
import os
import urllib.request

import pytest

CONTROL = os.environ["ENSAYO_URL"] + "/_ensayo"


def call(method, url, body=None, **headers):
    """Sends JSON, returns JSON. Raises urllib.error.HTTPError on 4xx and 5xx."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json", **headers}
    request = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or "null")


@pytest.fixture
def account():
    made = call("POST", f"{CONTROL}/accounts", {})
    yield made
    call("DELETE", f"{CONTROL}/accounts/{made['id']}")


@pytest.fixture
def cobru(account):
    """Sends to Cobru as that account."""
    provider = account["providers"]["cobru"]
    base, keys = provider["baseUrl"], provider["credentials"]
    headers = {"x-api-key": keys["apiKey"]}
    token = call("POST", f"{base}/token/refresh/", {"refresh": keys["refreshToken"]}, **headers)
    headers["authorization"] = "Bearer " + token["access"]
    return lambda method, path, body=None: call(method, base + path, body, **headers)


def test_a_payment_is_paid_and_called_back(account, cobru):
    payment = cobru("POST", "/cobru/", {
        "amount": 50000,
        "description": "Una silla",
        "expiration_days": 1,
        "client_assume_costs": False,
        "iva": 0,
        "platform": "API",
        "payment_method_enabled": json.dumps({"breb": True}),
        "payer_redirect_url": "https://yourapp.com/thanks",
        "callback": account["inboxUrl"],
    })
    as_account = f"?account={account['id']}"
    call("POST", f"{CONTROL}/triggers/cobru/payment.approve{as_account}", {"url": payment["url"]})
    callback = call("GET", f"{CONTROL}/inbox/{account['id']}/next")
    assert json.loads(callback["rawBody"])["url"] == payment["url"]
    assert cobru("GET", f"/cobru_detail/{payment['url']}")["state"] == 3
