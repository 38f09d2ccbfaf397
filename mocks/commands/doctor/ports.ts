/** Whether the ports are free, asked by knocking. */
import { connect } from 'node:net'
import { listBuiltIn, loadSpec } from '../../dialect/load.ts'
import type { StartConfig } from '../../sandbox/server/config.ts'
import { toProviderPort } from '../../sandbox/server/ports.ts'
import { type Finding, ok, problem } from './finding.ts'
import { findHolder, toQuestion } from './port-holder.ts'

/** Those that a start would take; a sandbox that already answers there holds them rightly. */
export async function checkPorts(
  { host, port, engine }: StartConfig,
  isRunning: boolean,
): Promise<Finding[]> {
  if (isRunning || port === 0) return []
  const ports = await listPorts(port, engine.providers ?? listBuiltIn())
  const taken: string[] = []
  const unknown: number[] = []
  for (const [name, each] of ports) {
    if (!(await answers(host, each))) continue
    const holder = findHolder(each)
    if (holder === undefined) unknown.push(each)
    taken.push(`${each} (${name})${holder === undefined ? '' : ` by ${holder}`}`)
  }
  if (taken.length === 0)
    return [ok('ports', `${ports.map(([, each]) => each).join(', ')} are free.`)]
  return [
    problem(
      'ports',
      `In use by another program: ${taken.join(', ')}.`,
      `Stop it, or start with another --port; --port 0 picks free ones.${unknown.length === 0 ? '' : ` "${toQuestion(unknown[0]!)}" says what it is.`}`,
    ),
  ]
}

async function listPorts(port: number, providers: string[]): Promise<[string, number][]> {
  const specs = await Promise.all(providers.map((name) => loadSpec(name).catch(() => undefined)))
  const known = specs.flatMap((spec) => spec ?? [])
  return [
    ['control', port],
    ...known.map((spec, at): [string, number] => [spec.name, toProviderPort(port, { spec }, at)]),
  ]
}

function answers(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ host: host === '0.0.0.0' ? '127.0.0.1' : host, port })
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}
