/** The compose file of a team's sandbox, walked without containers: its processes, and what its balancer says. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Health } from '../../mocks/index.ts'
import { spawnCli } from '../cli/run.ts'
import { createBalancer } from '../postgres/balancer.ts'
import { createDatabase } from '../postgres/database.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')

/** Port that is listened on → `host:port` of those that are asked. */
function readBalancer(): Map<number, string[]> {
  const text = read('balancer.conf')
  const upstreams = new Map(
    [...text.matchAll(/upstream (\w+) \{([^}]+)\}/g)].map(([, name, body]) => [
      name!,
      [...body!.matchAll(/server ([\w:]+)/g)].map(([, server]) => server!),
    ]),
  )
  const servers = text.matchAll(/listen (\d+);\s+location \/ \{\s+proxy_pass http:\/\/(\w+);/g)
  return new Map([...servers].map(([, port, name]) => [Number(port), upstreams.get(name!)!]))
}

test('both processes of the compose file are one sandbox behind its balancer', async () => {
  const { services } = parse(read('compose-team.yaml'), { merge: true })
  const balanced = readBalancer()
  const names = ['first', 'second']
  expect([...balanced]).toEqual([
    [4800, names.map((name) => `${name}:4800`)],
    [4801, names.map((name) => `${name}:4801`)],
  ])
  expect(services.balancer.ports).toEqual(
    [...balanced.keys()].map((port) => `127.0.0.1:${port}:${port}`),
  )
  expect(services.balancer.volumes[0]).toContain('./balancer.conf:/etc/nginx/conf.d/')
  const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = services.database.environment
  const written = `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@database:5432/${POSTGRES_DB}`
  const { url: store } = await createDatabase()

  const started = await Promise.all(
    names.map(async (name) => {
      const command = services[name].command as string[]
      expect(command).toContain(written)
      const words = command.map((word) => (word === written ? store : word))
      const sandbox = spawnCli([...words, '--port', '0', '--json'])
      return { sandbox, health: JSON.parse(await sandbox.printed('\n')) as Health }
    }),
  )
  await using control = await createBalancer(started.map(({ health }) => health.control))
  await using cobru = await createBalancer(
    started.map(({ health }) => health.providers.cobru!.baseUrl),
  )

  const made = await fetch(`${control.url}/_ensayo/accounts`, { method: 'POST' })
  const { credentials, inboxUrl } = (await made.json()) as {
    credentials: { cobru: Record<string, string> }
    inboxUrl: string
  }
  expect(inboxUrl).toContain(control.url)
  const key = {
    'content-type': 'application/json',
    'x-api-key': credentials.cobru.apiKey!,
  }
  for (let asked = 0; asked < 4; asked++) {
    const answer = await fetch(`${cobru.url}/token/refresh/`, {
      method: 'POST',
      headers: key,
      body: JSON.stringify({ refresh: credentials.cobru.refreshToken }),
    })
    expect(answer.status).toBe(200)
  }
  for (const { sandbox } of started) {
    sandbox.child.kill('SIGTERM')
    expect(await sandbox.finished).toMatchObject({ code: 0 })
  }
})
