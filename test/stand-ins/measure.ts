/** How well the suite tells: one planted departure at a time, found and named, and nothing beyond it. */
import { avenia } from './departures-avenia.ts'
import { cobre } from './departures-cobre.ts'
import { cobru } from './departures-cobru.ts'
import { localpayment } from './departures-localpayment.ts'
import { isFinding, type Provider, rehearse } from './run.ts'
import type { Departure, Noise } from './stand-in.ts'

export const DEPARTURES: Record<Provider, readonly Departure[]> = {
  avenia,
  cobre,
  cobru,
  localpayment,
}

/** So that departures at operations that move money can be seen too. */
export const WITH_MONEY = { remote: { allowsMoney: true } }

export interface Measured {
  departure: Departure
  isFound: boolean
  /** Findings that are not about what was planted. */
  beyond: string[]
}

/** Runs the contract with it, and compares with what a quiet run finds. */
export async function measure(
  provider: Provider,
  departure: Departure,
  quiet: readonly string[],
  noise: Noise = {},
): Promise<Measured> {
  const { run, findings } = await rehearse(provider, { departure, noise }, WITH_MONEY)
  const all = run.findings.filter(isFinding)
  const texts = all.map(({ id, expected, found }) => `${id}: ${expected}, ${found}`)
  if (run.ended !== undefined) texts.push(run.ended)
  // The quiet stand-in may show the other variant already: then the change is that it shows it no more.
  const gone = quiet.filter((id) => !findings.includes(id))
  const isFound = [...texts, ...(departure.isDocumented ? gone : [])].some((text) =>
    departure.names.every((name) => text.includes(name)),
  )
  const added = all.filter(({ id }) => !quiet.includes(id))
  const about = added.filter(({ id }) => isAbout(departure, id))
  const touched = new Set(about.flatMap(({ cases }) => cases))
  const explained = new Set(about.flatMap(({ id, explains }) => [id, ...explains]))
  // What a case meets after the departure follows from it, as the report says: it lists the case with
  // both, and names at one finding the other that may explain it.
  const beyond = added.filter(
    ({ id, cases, explains }) =>
      !explained.has(id) &&
      !explained.has(id.replace('quirk ', '')) &&
      !explains.some((each) => explained.has(each) || explained.has(`quirk ${each}`)) &&
      !cases.some((each) => touched.has(each)),
  )
  return { departure, isFound, beyond: beyond.map(({ id }) => id) }
}

/** The same operation, or the quirk itself. */
function isAbout({ routes, names }: Departure, id: string): boolean {
  return (
    routes.some((route) => id.startsWith(route)) ||
    names.some((name) => name.length > 3 && id.includes(name))
  )
}
