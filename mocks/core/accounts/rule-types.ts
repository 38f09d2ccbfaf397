/** What a test arranges for one account: faults, stubs, rules about deliveries. JSON, as the control API shows it. */

/** When a rule acts, of all that it meets. */
export interface Turn {
  /** How often it acts; for ever when absent. */
  times?: number
  /** How many it lets pass first. */
  skip?: number
  /** How likely it acts, above 0 and up to 1; drawn by the account's seed. */
  rate?: number
}

export interface Rule extends Turn {
  readonly id: string
  /** What it met so far. */
  seen: number
  /** How often it acted. */
  acted: number
}

/** ISO 8601, or milliseconds. */
export type DurationText = string | number

export const FAULT_KINDS = ['latency', 'status', 'reset', 'truncate', 'slow', 'timeout'] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export interface FaultSetting extends Turn {
  provider: string
  /** Operation id; every request of the provider when absent. */
  operationId?: string
  kind: FaultKind
  /** `before` the behaviour nothing happens; `after` it the answer is changed or lost. */
  when: 'before' | 'after'
  duration?: DurationText
  status?: number
  error?: string
  example?: string
  body?: unknown
  headers?: Record<string, string>
  /** JSON Schema over the facts of a request. */
  match?: object
  /** The incident that it is part of. */
  incident?: string
}

export type Fault = FaultSetting & Rule

/** As it is asked for: `operationId` may be `<provider>.<operation id>`. */
export type NewFault = Partial<Omit<FaultSetting, 'incident'>> & { incident?: string }

export interface StubAnswer {
  status?: number
  headers?: Record<string, string>
  contentType?: string
  body?: unknown
  /** An error of the provider's spec, instead of the others. */
  error?: string
}

export const STUB_STAGES = ['authentication', 'validation', 'behaviour'] as const
export type StubStage = (typeof STUB_STAGES)[number]

export interface StubSetting extends Turn {
  provider: string
  operationId: string
  match?: object
  answer: StubAnswer
  /** The stage that it answers before. */
  before: StubStage
  /** Whether the answer may depart from the operation's responses. */
  offSpec: boolean
}

export type Stub = StubSetting & Rule

export type NewStub = Turn & {
  provider?: string
  operationId: string
  match?: object
  answer: StubAnswer
  before?: StubStage
  offSpec?: boolean
}

export const CHAOS_KINDS = [
  'duplicate',
  'reorder',
  'delay',
  'drop',
  'before-answer',
  'forge',
  'truncate',
] as const
export type ChaosKind = (typeof CHAOS_KINDS)[number]

/** How a forged notification differs from a genuine one. */
export const FORGED_KINDS = [
  'wrong-signature',
  'missing-signature',
  'unknown-record',
  'replay',
  'altered',
] as const
export type ForgedKind = (typeof FORGED_KINDS)[number]

export interface ChaosSetting extends Turn {
  provider: string
  /** Every notification of the provider when absent. */
  notification?: string
  kind: ChaosKind
  /** Of `duplicate`: how often it is sent in all. */
  copies?: number
  /** Of `delay` and `reorder`. */
  duration?: DurationText
  forge?: Exclude<ForgedKind, 'altered'>
  incident?: string
}

export type ChaosRule = ChaosSetting & Rule

export type NewChaosRule = Partial<Omit<ChaosSetting, 'incident'>>

/** What an incident started. */
export interface StartedIncident {
  incident: string
  title: string
  faults: Fault[]
  chaos: ChaosRule[]
}

/** How notifications leave: after the answer, before it, or by hand only. */
export const DELIVERY_MODES = ['async', 'sync', 'collect'] as const
export type DeliveryMode = (typeof DELIVERY_MODES)[number]

/** A forged notification to be sent at once. */
export interface NewForgery {
  kind: ForgedKind
  /** Name, or `<provider>.<name>`. */
  notification: string
  provider?: string
  /** Id of the record that it tells of. */
  record?: string
  /** Fields over those of the payload, for `altered`. */
  body?: Record<string, unknown>
}
