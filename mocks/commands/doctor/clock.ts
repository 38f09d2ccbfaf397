/** Whether the clock of this machine can be right: tokens, signatures and certificates are dated by it. */
import { X509Certificate } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describeInstant } from '../../base/instant.ts'
import { systemTime } from '../../core/clock/system.ts'
import type { StartConfig } from '../../sandbox/server/config.ts'
import { findKeptCertificate } from '../../tools/intercept/kept-authority.ts'
import { type Finding, ok, warning } from './finding.ts'

/** Clocks that agree are never quite the same. */
const SLACK_MS = 60_000

const CURE = 'Set the clock of this machine right, or let it be set from the network.'

/** Something that happened at an instant, so that now is not before it. */
interface Witness {
  what: string
  at: number
}

export async function checkClock(
  { engine }: StartConfig,
  now = systemTime.now(),
): Promise<Finding[]> {
  const late = listWitnesses(engine.data).find(({ at }) => at > now + SLACK_MS)
  const own = late
    ? warning(
        'clock',
        `It is ${describeInstant(now)} here, but ${late.what} ${describeInstant(late.at)}.`,
        CURE,
      )
    : ok('clock', `It is ${describeInstant(now)}.`)
  return [own, ...(await compareWithStore(engine.store))]
}

function listWitnesses(data: StartConfig['engine']['data']): Witness[] {
  const folder = typeof data === 'object' ? data.folder : data
  const certificate = findKeptCertificate(process.env)
  const made = certificate && new X509Certificate(certificate).validFromDate.getTime()
  return [
    ...(folder === undefined ? [] : toWritten(join(folder, 'ensayo.db'))),
    ...(made ? [{ what: 'the authority of --tls was made', at: made }] : []),
  ]
}

function toWritten(file: string): Witness[] {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? [{ what: `${file} was written`, at: found.mtimeMs }] : []
}

/** Sandboxes of several machines move time by their own clocks. */
async function compareWithStore(store: StartConfig['engine']['store']): Promise<Finding[]> {
  if (store === undefined) return []
  const { createDatabase, select } = await import('../../core/store/postgres/database.ts')
  try {
    const database = await createDatabase(typeof store === 'string' ? { url: store } : store)
    try {
      const client = await database.open()
      const [row] = await select(
        client,
        'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS at',
      )
      const aheadMs = systemTime.now() - Number(row?.at)
      await client.end()
      return [tellDifference(database.place, aheadMs)]
    } finally {
      await database.end()
    }
  } catch (error) {
    // Whether it answers at all is another check.
    return [
      {
        check: 'store',
        level: 'problem',
        found: error instanceof Error ? error.message : String(error),
      },
    ]
  }
}

function tellDifference(place: string, aheadMs: number): Finding {
  if (Math.abs(aheadMs) <= SLACK_MS)
    return ok('store', `${place} answers, and its clock agrees with this one.`)
  const seconds = Math.round(Math.abs(aheadMs) / 1_000)
  const found = `The clock of this machine is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} that of ${place}.`
  return warning('store', found, CURE)
}
