/** One name for one thing: in the library, in the control API and on the command line. */
import { Command } from 'commander'
import { expect, test } from 'vitest'
import { createCall } from '#client/call'
import { createClient } from '#client/client'
import { COMMANDS } from '#commands/table'
import { loadControlDescription } from '#control/description'
import { createSandbox } from '../../mocks/index.ts'
import { acmePath } from '../fixtures/acme-sandbox.ts'

/** Methods that are of use inside a program only. */
const LIBRARY_ONLY: Record<string, string> = {
  'acme.fetch': 'a request of the provider; a program elsewhere sends it to the base URL',
  account: 'a handle on what accounts.create makes',
  'clock.now': 'one field of clock.show',
  'quirks.active': 'quirks.list, as an object',
  requests: 'requests.list, called by its short name',
  close: 'ends the process’s own sandbox; a process is ended by its signal',
}

/** Routes that no method of the library stands for. */
const ROUTES_ONLY: Record<string, string> = {
  description: 'for tools that read OpenAPI',
  'health.live': 'for whoever runs the process',
  'health.ready': 'for whoever balances load',
  metrics: 'for Prometheus',
  'states.change': 'in Pact’s own format, for its verifier; a test uses triggers',
  events: 'a stream; in a program an engine is subscribed to',
  'webhooks.setMode': 'webhooks.mode, called with a mode',
  catchPost: 'for what is delivered to an inbox',
  catchPut: 'for what is delivered to an inbox',
  catchPatch: 'for what is delivered to an inbox',
  catchPostBelow: 'for what is delivered to an inbox',
  catchPutBelow: 'for what is delivered to an inbox',
  catchPatchBelow: 'for what is delivered to an inbox',
}

/** Commands that start something, or say what others say in other words. */
const COMMANDS_ONLY: Record<string, string> = {
  start: 'createSandbox in a process of its own',
  exec: 'createSandbox around a command',
  env: 'the `env` of an account’s providers',
  list: 'operations.list, quirks.list, profiles.list and triggers.list',
  explain: 'requests.show and quirks.show, explained',
  'snapshot.load': 'restore',
  mcp: 'the same for an assistant, over standard input and output',
  'init.provider': 'writes a spec, and `init` a configuration, without a sandbox',
  doctor: 'looks at a set-up, whether a sandbox answers or not',
  ca: 'prints a certificate of this user, not of a sandbox',
  'contract.accept': 'writes the baseline that `contract` reads',
  calibrate: 'runs probes on a target',
  record: 'a proxy in a process of its own',
  drift: 'reads recordings, not a sandbox',
  verify: 'reads pacts, in a sandbox of its own',
  matrix: 'runs a command once per variant, each in a sandbox of its own',
  check: 'reads spec files, not a sandbox',
}

const sandbox = await createSandbox({ providers: [acmePath as 'acme'] })
const program = new Command('ensayo').enablePositionalOptions()
for (const { load } of Object.values(COMMANDS)) (await load()).define(program)
const description = await loadControlDescription()

const methods = toMethods({ ...sandbox, engine: {} }).sort()
const routes = toRoutes().map(({ name }) => name)
const commands = toCommands(program.commands).sort()

test('every method is the operation of a route, and every route a method', () => {
  expect(without(methods, LIBRARY_ONLY)).toEqual(without(routes, ROUTES_ONLY))
})

test('every method is a command, and every command a method', () => {
  expect(without(commands, COMMANDS_ONLY)).toEqual(without(methods, LIBRARY_ONLY))
})

test('an exception names what there is', () => {
  expect(Object.keys(LIBRARY_ONLY).filter((name) => !methods.includes(name))).toEqual([])
  expect(Object.keys(ROUTES_ONLY).filter((name) => !routes.includes(name))).toEqual([])
  expect(Object.keys(COMMANDS_ONLY).filter((name) => !commands.includes(name))).toEqual([])
})

/** Arguments where a method needs some. */
const ARGUMENTS: Record<string, unknown[]> = {
  'webhooks.mode': [],
  trigger: ['acme.widget.ship', {}],
  restore: [{}],
}

test.each(without(methods, LIBRARY_ONLY))('%s calls the route of that name', async (name) => {
  const asked: { method: string; path: string }[] = []
  const control = async (url: string, { method }: { method: string }) => {
    asked.push({ method, path: new URL(url).pathname.replace('/_ensayo', '') })
    return new Response('[]')
  }
  const provider = async () => new Response()
  const transport = { url: 'http://ensayo.localhost', control, provider }
  const method = findMethod(createClient(createCall(transport), 'default'), name)
  await method(...(ARGUMENTS[name] ?? ['a', 'b']))
  const [{ method: verb, path }] = asked as [{ method: string; path: string }]
  const route = toRoutes().find((each) => each.verb === verb && each.pattern.test(path))
  expect(route?.name).toBe(name)
})

test('an account offers what is asked of one account, under the same names', async () => {
  await using account = await sandbox.account()
  const whole =
    /^(account|accounts\..*|close|health|operations\..*|restore|snapshot|states\.list|triggers\.list)$/
  expect(toMethods(account).sort()).toEqual(methods.filter((name) => !whole.test(name)))
})

function without(names: string[], exceptions: Record<string, string>): string[] {
  return names.filter((name) => !(name in exceptions)).sort()
}

/** Paths of all functions: `clock.advance`. One that has methods itself is listed with them. */
function toMethods(face: object, prefix = ''): string[] {
  return Object.entries(face).flatMap(([key, value]) => {
    const name = `${prefix}${key}`
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
    const below = isObject && !Array.isArray(value) ? toMethods(value, `${name}.`) : []
    return typeof value === 'function' ? [name, ...below] : below
  })
}

function findMethod(face: object, name: string): (...values: unknown[]) => Promise<unknown> {
  return name.split('.').reduce((part, key) => part[key as never], face) as never
}

/** Literal paths come before those with parameters, as `/requests/verify` before `/requests/{id}`. */
function toRoutes() {
  return Object.entries(description.paths)
    .flatMap(([path, item]) =>
      ['get', 'post', 'put', 'patch', 'delete'].flatMap((verb) => {
        const operation = item[verb] as { operationId: string } | undefined
        if (operation === undefined) return []
        const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
        return [{ name: operation.operationId, verb: verb.toUpperCase(), pattern, path }]
      }),
    )
    .sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')))
}

/** `clock.advance` for `ensayo clock advance`. A group's default stands for the group where it says more than `list` or `show`. */
function toCommands(all: readonly Command[], prefix = ''): string[] {
  return all.flatMap((command) => {
    const name = `${prefix}${command.name()}`
    if (command.commands.length === 0) return [name === 'snapshot.save' ? 'snapshot' : name]
    return toCommands(command.commands, `${name}.`)
  })
}
