/**
 * Every error of ours, for the person running the sandbox; a provider's errors are data in its
 * spec. Each has a stable code, says where, what was found and what to do, and is listed in the
 * README (a test compares the two).
 */

export interface ErrorRow {
  /** Process exit code: 2 misuse, 1 problems found. */
  exit: 1 | 2
  /** Status over the control API. */
  status: number
  summary: string
}

export const ERRORS = {
  SPEC_UNREADABLE: { exit: 2, status: 422, summary: 'A spec file cannot be read or is not YAML' },
  SPEC_INVALID: {
    exit: 2,
    status: 422,
    summary: 'A spec breaks the dialect: unknown keyword, wrong type, broken reference',
  },
  BEHAVIOUR_UNKNOWN: {
    exit: 2,
    status: 422,
    summary: 'A spec names a behaviour, reaction or payload that no module defines',
  },
  PROVIDER_UNKNOWN: { exit: 2, status: 404, summary: 'No provider of that name' },
  PROFILE_UNKNOWN: { exit: 2, status: 404, summary: 'The provider has no profile of that name' },
  PROFILE_INVALID: { exit: 2, status: 422, summary: 'A file cannot be used as a profile' },
  QUIRK_UNKNOWN: { exit: 2, status: 404, summary: 'No quirk of that id' },
  VARIANT_UNKNOWN: { exit: 2, status: 422, summary: 'The quirk has no variant of that name' },
  TRIGGER_UNKNOWN: { exit: 2, status: 404, summary: 'No trigger of that name' },
  TRIGGER_INVALID: {
    exit: 2,
    status: 422,
    summary: 'A trigger was given arguments it does not take, or a record it cannot change',
  },
  STATE_UNKNOWN: { exit: 2, status: 404, summary: 'No provider state of that name' },
  STATE_INVALID: {
    exit: 2,
    status: 422,
    summary: 'A provider state was given parameters that it does not take, or could not be made',
  },
  ACCOUNT_UNKNOWN: { exit: 2, status: 404, summary: 'No account of that id' },
  REQUEST_UNKNOWN: { exit: 2, status: 404, summary: 'The journal holds no request of that id' },
  DELIVERY_UNKNOWN: { exit: 2, status: 404, summary: 'No delivery of that id' },
  OPERATION_UNKNOWN: { exit: 2, status: 404, summary: 'No operation of that id' },
  NOTIFICATION_UNKNOWN: { exit: 2, status: 404, summary: 'No notification of that name' },
  INCIDENT_UNKNOWN: { exit: 2, status: 404, summary: 'No incident of that id' },
  RULE_UNKNOWN: { exit: 2, status: 404, summary: 'No fault, stub or chaos rule of that id' },
  RULE_INVALID: {
    exit: 2,
    status: 422,
    summary: 'A fault, stub or chaos rule asks for what there is not or cannot be',
  },
  STUB_OFF_SPEC: {
    exit: 2,
    status: 422,
    summary: "A stub's answer does not fit the responses of its operation",
  },
  OPTION_INVALID: {
    exit: 2,
    status: 422,
    summary: 'An option or argument has a value that it does not take',
  },
  CONFIG_INVALID: {
    exit: 2,
    status: 422,
    summary: 'The configuration file cannot be read, or says what cannot be',
  },
  BASELINE_FAILED: {
    exit: 2,
    status: 422,
    summary: 'The command of a matrix fails before any variant is played',
  },
  PORT_TAKEN: { exit: 2, status: 409, summary: 'A port is in use' },
  SNAPSHOT_INVALID: {
    exit: 2,
    status: 422,
    summary: 'A snapshot file cannot be read or was made for other providers',
  },
  DATA_INVALID: {
    exit: 2,
    status: 422,
    summary: 'What `--data` or `--store` names is damaged, newer, or of other providers',
  },
  DATA_IN_USE: { exit: 2, status: 409, summary: 'Another sandbox keeps in the folder of `--data`' },
  NOT_KEPT: {
    exit: 1,
    status: 503,
    summary: 'What was asked for could not be kept, and so has not happened',
  },
  SANDBOX_UNREACHABLE: {
    exit: 2,
    status: 503,
    summary: 'No sandbox answers at the control address',
  },
  CONTROL_REFUSED: {
    exit: 2,
    status: 403,
    summary: 'A control request came from a web page or a foreign host',
  },
  CONTROL_INVALID: {
    exit: 2,
    status: 422,
    summary: 'A control request has a body or query that the route does not take',
  },
  METHOD_UNKNOWN: {
    exit: 2,
    status: 405,
    summary: 'A control route has that path, and not that method',
  },
  ROUTE_UNKNOWN: { exit: 2, status: 404, summary: 'No control route of that method and path' },
  BODY_TOO_LARGE: { exit: 2, status: 413, summary: 'A control request has a body over the limit' },
  PACT_INVALID: {
    exit: 2,
    status: 422,
    summary: 'A pact file cannot be read, is not a pact, or is about no provider known here',
  },
  PACT_MISSING: {
    exit: 2,
    status: 501,
    summary: 'Pact, which `verify` works with, is not installed',
  },
  NOTHING_ARRIVED: {
    exit: 1,
    status: 408,
    summary: 'Nothing arrived in an inbox within the time a test gave it',
  },
  EXPECTATION_UNMET: {
    exit: 1,
    status: 417,
    summary: 'Requests, messages or deliveries are not as many as a test expected',
  },
  LIMIT_REACHED: {
    exit: 2,
    status: 429,
    summary: 'The sandbox holds as many of something as it may',
  },
  PRODUCTION_REFUSED: {
    exit: 2,
    status: 422,
    summary: "An address is one of a provider's production hosts",
  },
  RECORDING_UNSAFE: {
    exit: 2,
    status: 422,
    summary: 'A recording still holds a credential of the environment',
  },
  UPSTREAM_UNREACHABLE: {
    exit: 2,
    status: 502,
    summary: 'The provider behind `record` does not answer',
  },
  RECORDING_INVALID: {
    exit: 2,
    status: 422,
    summary: 'A recording cannot be read',
  },
  NOTHING_TOLD: {
    exit: 1,
    status: 422,
    summary: 'No probe of a calibration could tell anything',
  },
  NOT_MODELLED: {
    exit: 1,
    status: 501,
    summary: 'The operation is known by name only and is not emulated',
  },
  RESPONSE_OFF_SPEC: {
    exit: 1,
    status: 500,
    summary: 'An answer of ours does not fit its own spec',
  },
  INTERNAL: { exit: 1, status: 500, summary: 'A fault of the sandbox itself' },
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof ERRORS

/** An error for the person running the sandbox: `message` says where, what and the cure. */
export class EnsayoError extends Error {
  override name = 'EnsayoError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }

  get exit(): number {
    return ERRORS[this.code].exit
  }

  get status(): number {
    return ERRORS[this.code].status
  }

  /** The body our own errors have on the wire. */
  toJSON(): { ensayo: { code: ErrorCode; message: string } } {
    return { ensayo: { code: this.code, message: this.message } }
  }
}

/** Whether what failed is the keeper alone, so that nothing has happened. */
export function isNotKept(error: unknown): boolean {
  return error instanceof EnsayoError && error.code === 'NOT_KEPT'
}

/** A broken promise inside the engine: an id taken twice, a transition that is not declared. */
export class StoreError extends Error {
  override name = 'StoreError'
}

/** ` Did you mean "x"?` for the nearest of the known words, or nothing when none is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const nearest = findNearest(word, known)
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`
}

/** Nobody misspells a name of this length; comparing it would cost more than it can tell. */
const MAX_COMPARED = 100

/** Cells of the edit distance that one search may fill. */
export const MAX_CELLS = 1_000_000

/** The known word that ends with the given one, or else has the smallest edit distance, if that is small against the word's length. */
export function findNearest(
  word: string,
  known: Iterable<string>,
  spent = { cells: 0 },
): string | undefined {
  if (word.length > MAX_COMPARED) return undefined
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    if (candidate.endsWith(`.${word}`)) return candidate
    // So many letters have to be added or taken away at least.
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue
    if (spent.cells + word.length * candidate.length > MAX_CELLS) break
    spent.cells += word.length * candidate.length
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      current[j] = Math.min(previous[j]! + 1, current[j - 1]! + 1, substitution)
    }
    previous = current
  }
  return previous[b.length]!
}
