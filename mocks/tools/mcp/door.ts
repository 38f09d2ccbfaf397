/** What the tools work with: a sandbox, whichever process it runs in, and words that others have for it. */
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { SandboxClient } from '../../sandbox/client/types.ts'
import type { OperationView, QuirkView } from '../../sandbox/control/views.ts'

export interface Door {
  /** The version that the assistant is told. */
  version: string
  /**
   * Works with the sandbox, which is started or found again where it has gone. The client speaks for
   * one account.
   */
  use<T>(account: string, work: (client: SandboxClient) => Promise<T>): Promise<T>
  explainRequest(entry: JournalEntry, quirks: QuirkView[], operation?: OperationView): Why
  explainDelivery(delivery: DeliveryRow, quirks: readonly QuirkView[]): Why
  /** Entries as they may leave this machine. */
  shield(entries: readonly JournalEntry[]): Promise<JournalEntry[]>
}

export interface Why {
  what: string
  why: string
  change: string
}

/** The arguments of a tool, which its schema has seen. */
export type Arguments = Record<string, unknown>

export interface ToolRow {
  name: string
  title: string
  description: string
  /** A JSON schema of an object. */
  input: object
  /** Whether it leaves everything as it was. */
  isReadOnly: boolean
  /** What the assistant is told, as data. */
  run(door: Door, given: Arguments): Promise<unknown>
}

/** The schema of a tool's arguments; nothing else is taken. */
export function toInput(properties: Record<string, object>, required: string[] = []): object {
  return { type: 'object', properties, required, additionalProperties: false }
}

export const ACCOUNT = {
  type: 'string',
  description: 'Isolated account that is meant; left out, the default one.',
}

export const PROVIDER = { type: 'string', description: 'Only this provider.' }

/** A schema of how many are wanted. */
export function toLimit(usual: number): object {
  return { type: 'integer', minimum: 1, maximum: 200, default: usual }
}

/** The account that the arguments name. */
export function accountOf({ account }: Arguments): string {
  return typeof account === 'string' ? account : 'default'
}

/** A text of the arguments; undefined when it was left out. */
export function textOf(given: Arguments, name: string): string | undefined {
  const value = given[name]
  return typeof value === 'string' ? value : undefined
}

/** A number of the arguments, or the usual one. */
export function numberOf(given: Arguments, name: string, usual: number): number {
  const value = given[name]
  return typeof value === 'number' ? value : usual
}
