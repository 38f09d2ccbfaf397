"""Calls each address in each way of the standard library; prints one line for each."""
import asyncio
import http.client
import ssl
import sys
import urllib.error
import urllib.request


def by_urllib(url):
    try:
        return urllib.request.urlopen(url).read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def by_http_client(url):
    scheme, host = url.split("/")[0], url.split("/")[2]
    kind = http.client.HTTPSConnection if scheme == "https:" else http.client.HTTPConnection
    connection = kind(host, timeout=10)
    connection.request("GET", "/nothing")
    return connection.getresponse().read().decode()


def by_asyncio(url):
    async def ask():
        scheme, host = url.split("/")[0], url.split("/")[2]
        context = ssl.create_default_context() if scheme == "https:" else None
        port = 443 if scheme == "https:" else 80
        reader, writer = await asyncio.open_connection(host, port, ssl=context)
        writer.write(f"GET /nothing HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        return (await reader.read()).decode().split("\r\n\r\n")[1]

    return asyncio.run(ask())


for call in (by_urllib, by_http_client, by_asyncio):
    for url in sys.argv[1:]:
        try:
            print(call.__name__, url.split("/")[0], call(url).strip())
        except Exception as error:
            print(call.__name__, url.split("/")[0], "failed", error)
