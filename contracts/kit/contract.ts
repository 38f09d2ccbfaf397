/**
 * The words a contract is written in. A contract states, once, what a consumer of a provider relies
 * on: flows (several steps with time between) and probes (which variant of a quirk a target shows).
 */
import type { Leaves } from './leaves.ts'
import type { Login, Session } from './session.ts'
import type { Need } from './words.ts'

interface Case {
  /** Beside `credentials`, which every case needs unless `anonymous` is set. */
  needs?: readonly Need[]
  /** The case needs no credentials. */
  anonymous?: boolean
  /** The longest time that has to pass while it runs, e.g. `PT16M`. Targets without a clock of ours skip what exceeds their patience. */
  waits?: string
  /**
   * What all cases of the account share and this one compares with what was before: `balance`,
   * `webhooks`. While it waits, no case that changes or holds it goes on.
   */
  holds?: readonly string[] | 'everything'
  /** What it changes of that and compares with nothing. Default: who needs `money` changes `balance`. */
  changes?: readonly string[]
}

/** Several steps with time between, e.g. refresh → create → pay → callback → detail. */
export interface Flow extends Case {
  /** Stable and readable, unique within the provider: `payment.paid-by-pse`. */
  id: string
  /** A statement: `A payment paid by PSE is told to its callback and shows state 3`. */
  title: string
  run(session: Session): Promise<void>
}

/** Why a probe cannot tell. */
export interface Undecided {
  undecided: string
  /** It says nothing about the target: the run was too slow, or something else was in the way. */
  isUnsettled?: true
}

/** Tells from outside which variant of one quirk a target shows. */
export interface Probe extends Case {
  quirk: string
  /**
   * Variants of other quirks under which this one cannot be seen, with `*` for every variant but the
   * default. A calibration then leaves the quirk out and says why.
   */
  maskedBy?: Readonly<Record<string, readonly string[]>>
  tell(session: Session): Promise<string | Undecided>
}

/** Its `authorize` is called when the last authorization has run out. */
export interface Contract extends Login {
  /** Path of a read that every account may do: a look whether the credentials are taken. */
  firstRead?: string
  flows: readonly Flow[]
  probes: readonly Probe[]
  /** What its cases leave; default: nothing. */
  leaves?: Leaves
  /** Quirk → why no probe can tell its variants apart from outside. Default: there are none. */
  untold?: Readonly<Record<string, string>>
}

/** Declares a contract; `contracts/<provider>.contract.ts` exports one as its default. */
export function defineContract(contract: Contract): Contract {
  return contract
}

/** Declares a flow. */
export function defineFlow(flow: Flow): Flow {
  return flow
}

/** Declares flows as a table by their ids; `setting` is what all of them need. */
export function defineFlows(
  table: Readonly<Record<string, Omit<Flow, 'id'>>>,
  setting: Case = {},
): readonly Flow[] {
  return Object.entries(table).map(([id, flow]) => ({ ...setting, ...flow, id }))
}

/** Declares a probe. */
export function defineProbe(probe: Probe): Probe {
  return probe
}

type Tell = Probe['tell']

/**
 * Declares probes as a table: quirk → how to tell, alone or with what the case needs. `setting` is what
 * all of them need.
 */
export function defineProbes(
  table: Readonly<Record<string, Tell | Omit<Probe, 'quirk'>>>,
  setting: Case = {},
): readonly Probe[] {
  return Object.entries(table).map(([quirk, probe]) => ({
    ...setting,
    ...(typeof probe === 'function' ? { tell: probe } : probe),
    quirk,
  }))
}

/** Says that a probe saw what no variant explains: that is news. */
export function undecided(why: string): Undecided {
  return { undecided: why }
}

/** Says that nothing can be told this time, and that the target is not to blame. */
export function unsettled(why: string): Undecided {
  return { undecided: why, isUnsettled: true }
}

/** Everything that a case needs, `credentials` included. */
export function toNeeds({ needs = [], anonymous = false }: Flow | Probe): Need[] {
  return anonymous ? [...needs] : ['credentials', ...needs]
}
