/**
 * What Python loads before an intercepted program: names of public hosts lead to the proxy. For
 * clients that read no proxy variable; the others ask the proxy of their own accord.
 */
import { type InterceptHosts, LOCAL_HOST } from './hosts.ts'

/** The text of a module `sitecustomize`, which also runs the one that it stands in front of. */
export function toPythonPreload({ providers, allowed }: InterceptHosts, port: number): string {
  return `# Made by ensayo for one command; see docs/intercept.md.
def _intercept():
    import re
    import socket

    providers = ${toSet([...providers.keys()])}
    allowed = ${toSet([...allowed])}
    local = re.compile(${JSON.stringify(`^(?:${LOCAL_HOST})$`)})
    look_up = socket.getaddrinfo

    proxy = ("127.0.0.1", ${port})
    web_ports = {80: 80, 443: 443, "80": 80, "443": 443, "http": 80, "https": 443}

    def getaddrinfo(host, port, *args, **kwargs):
        name = host.decode("ascii", "replace") if isinstance(host, (bytes, bytearray)) else host
        if not isinstance(name, str) or name == "":
            return look_up(host, port, *args, **kwargs)
        name = name.lower().rstrip(".")
        if name in providers:
            return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", proxy)]
        if port in web_ports and name not in allowed and not local.match(name):
            raise socket.gaierror(socket.EAI_FAIL, ask_why(name, web_ports[port]))
        return look_up(host, port, *args, **kwargs)

    # The proxy tells the person, and us why.
    def ask_why(name, port):
        target = "{}:{}".format("[{}]".format(name) if ":" in name else name, port)
        with socket.create_connection(proxy, 10) as asked:
            asked.sendall("CONNECT {0} HTTP/1.1\\r\\nHost: {0}\\r\\n\\r\\n".format(target).encode())
            status = asked.makefile("rb").readline().decode("latin-1")
        return status.split(" ", 2)[-1].strip()

    socket.getaddrinfo = getaddrinfo


def _load_next():
    import importlib.machinery
    import importlib.util
    import os
    import sys

    here = os.path.dirname(os.path.abspath(__file__))
    paths = [path for path in sys.path if os.path.abspath(path) != here]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", paths)
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


_intercept()
_load_next()
`
}

function toSet(values: readonly string[]): string {
  return values.length === 0
    ? 'set()'
    : `{${values.map((each) => JSON.stringify(each)).join(', ')}}`
}
