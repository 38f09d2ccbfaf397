/** Words for planted departures: what of an answer is other than the documents say. */
import type { Call, Departure, Reply } from './stand-in.ts'

// biome-ignore lint/suspicious/noExplicitAny: a departure reaches into what it knows is there
type Loose = any
type Change = (reply: Reply, call: Call) => void

/** In no document: the finding names the operation, and these words. */
export function strange(
  kind: Departure['kind'],
  title: string,
  routes: string,
  names: string,
  change: Change,
): Departure {
  return {
    title,
    kind,
    isDocumented: false,
    routes: routes.split(' '),
    names: names.split(' '),
    change,
  }
}

/** Another documented way: the finding names the quirk. */
export function variant(quirk: string, routes: string, change: Change): Departure {
  const title = `${quirk} shows another variant`
  const names = [`quirk ${quirk}`]
  return { title, kind: 'value', isDocumented: true, routes: routes.split(' '), names, change }
}

/** Only where the answer is a success. */
export function good(change: Change): Change {
  return (reply, call) => {
    if (reply.status < 300) change(reply, call)
  }
}

/** Replaces what stands at `quote.inputAmount` or `contents.*.id`, where it stands; undefined takes it away. */
export function put(path: string, make: (value: Loose, call: Call) => unknown): Change {
  return good((reply, call) => each(reply.body, path.split('.'), (value) => make(value, call)))
}

export function drop(path: string): Change {
  return put(path, () => undefined)
}

export function rename(name: string, other: string): Change {
  return good(({ body }) => {
    if (!(name in body)) return
    body[other] = body[name]
    delete body[name]
  })
}

export function status(value: number): Change {
  return good((reply) => {
    reply.status = value
  })
}

export function media(type: string): Change {
  return good((reply) => {
    reply.headers = { ...reply.headers, 'content-type': type }
  })
}

/** Puts another body in its place. */
export function wrap(make: (body: Loose, call: Call) => unknown): Change {
  return good((reply, call) => {
    reply.body = make(reply.body, call)
  })
}

/** Refuses, where the request is so. */
export function refusing(when: (call: Call) => boolean, code: number, body: unknown): Change {
  return (reply, call) => {
    if (when(call)) Object.assign(reply, { status: code, body })
  }
}

function each(body: Loose, [first, ...rest]: string[], make: (value: Loose) => unknown): void {
  if (typeof body !== 'object' || body === null || first === undefined) return
  for (const key of first === '*' ? Object.keys(body) : [first]) {
    if (rest.length > 0) {
      each(body[key], rest, make)
    } else if (key in body) {
      const value = make(body[key])
      if (value === undefined) delete body[key]
      else body[key] = value
    }
  }
}
