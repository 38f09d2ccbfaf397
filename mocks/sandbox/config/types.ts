/** What a configuration says, once `schema.ts` has seen it. */
import type { NewChaosRule, NewFault, NewStub } from '../../core/accounts/rule-types.ts'

export interface SeedRequest {
  operationId: string
  path?: Record<string, unknown>
  query?: Record<string, unknown>
  headers?: Record<string, unknown>
  body?: unknown
}

export interface SeedStep {
  state?: string
  request?: SeedRequest
  trigger?: string
  advance?: string
  provider?: string
  params?: Record<string, unknown>
  as?: string
}

export interface SeededAccount {
  name: string
  credentials?: Record<string, Record<string, string>>
  variants?: Record<string, string>
  faults?: NewFault[]
  stubs?: NewStub[]
  chaos?: NewChaosRule[]
  seeds?: SeedStep[]
}

export interface EnsayoConfig {
  $schema?: string
  providers?: string[]
  profiles?: Record<string, string>
  variants?: Record<string, string>
  host?: string
  port?: number
  publicUrl?: string
  trustProxy?: boolean
  tls?: boolean | 'only'
  tlsNames?: string[]
  receiverCa?: string
  data?: string
  sync?: 'normal' | 'full'
  store?: string
  seed?: string | number
  timeRate?: number
  at?: string
  freeze?: boolean
  hints?: boolean
  strict?: boolean
  maxEntries?: number
  maxRecords?: number
  maxAccounts?: number
  signatureTime?: 'real' | 'account'
  cors?: string[]
  allowHosts?: string[]
  forward?: Record<string, string>
  forwardAll?: string
  log?: 'json' | 'text'
  accounts?: SeededAccount[]
}

export interface LoadedConfig {
  /** Absolute; undefined for an object handed over in code. */
  file: string | undefined
  value: EnsayoConfig
  /** `file:line:column` of a place, for messages. */
  where(path: readonly (string | number)[]): string
}
