"""Calls each address with the libraries that people use; prints one line for each."""
import asyncio
import sys

import aiohttp
import httpx
import requests


def by_requests(url):
    return requests.get(url, timeout=10).text


def by_httpx(url):
    return httpx.get(url, timeout=10).text


def by_httpx_async(url):
    async def ask():
        async with httpx.AsyncClient(timeout=10) as client:
            return (await client.get(url)).text

    return asyncio.run(ask())


def by_aiohttp(url):
    async def ask():
        async with aiohttp.ClientSession() as session:
            async with session.get(url) as answer:
                return await answer.text()

    return asyncio.run(ask())


for call in (by_requests, by_httpx, by_httpx_async, by_aiohttp):
    for url in sys.argv[1:]:
        try:
            print(call.__name__, url.split("/")[0], call(url).strip())
        except Exception as error:
            print(call.__name__, url.split("/")[0], "failed", error)
