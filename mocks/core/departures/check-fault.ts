/** A fault as somebody asks for it, held against the specs. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { Operation, Spec } from '../../dialect/types.ts'
import { expectProvider } from '../accounts/choose.ts'
import {
  FAULT_KINDS,
  type FaultKind,
  type FaultSetting,
  type NewFault,
} from '../accounts/rule-types.ts'
import {
  compact,
  expectDuration,
  expectHeaders,
  expectOnly,
  expectStatus,
  expectTurn,
  invalid,
} from './check.ts'
import { expectPredicate } from './match.ts'
import { findOperation } from './targets.ts'

const COMMON = ['provider', 'operationId', 'kind', 'match', 'times', 'skip', 'rate']

/** Kind → what it takes beside `COMMON`. */
const TAKES: Record<FaultKind, readonly string[]> = {
  latency: ['duration', 'when'],
  slow: ['duration', 'when'],
  truncate: ['when'],
  reset: ['when'],
  timeout: ['when', 'duration'],
  status: ['when', 'status', 'error', 'example', 'body', 'headers'],
}

/** These shape an answer, so there has to be one. */
const AFTER: readonly FaultKind[] = ['latency', 'slow', 'truncate']

/** The fault as it is kept, names resolved and defaults filled. Throws `EnsayoError` with where, what and cure. */
export function toFaultSetting(
  specs: readonly Spec[],
  { incident: _, ...input }: NewFault,
): FaultSetting {
  const { spec, operation } = findTarget(specs, input)
  const { kind } = input
  if (kind === undefined || !FAULT_KINDS.includes(kind)) {
    const found = kind === undefined ? 'kind is missing' : `no kind "${kind}"`
    throw invalid(
      'fault',
      `${found}.${didYouMean(String(kind), FAULT_KINDS)} There are: ${FAULT_KINDS.join(', ')}.`,
    )
  }
  const where = `fault ${kind} of ${spec.name}${operation ? `.${operation.id}` : ''}`
  expectOnly(where, `kind ${kind}`, input, [...COMMON, ...TAKES[kind]])
  expectTurn(where, input)
  expectStatus(where, input.status)
  expectHeaders(where, input.headers)
  if (input.match !== undefined) expectPredicate(where, input.match)
  const when = AFTER.includes(kind) ? 'after' : (input.when ?? 'before')
  if (input.when === 'before' && when === 'after') {
    throw invalid(where, 'an answer has to be there first. Leave out "when", or say "after".')
  }
  if (input.duration !== undefined) expectDuration(where, input.duration, true)
  else if (kind === 'latency' || kind === 'slow') {
    throw invalid(where, 'duration is missing. Give one like PT2S.')
  }
  const { provider: __, operationId: ___, ...rest } = input
  const target = { provider: spec.name, ...(operation ? { operationId: operation.id } : {}) }
  const status = kind === 'status' ? toStatus(where, spec, operation, input) : {}
  return compact({ ...target, ...rest, kind, when, ...status })
}

/** Throws when neither an operation nor a provider is named. */
function findTarget(
  specs: readonly Spec[],
  { operationId, provider }: NewFault,
): { spec: Spec; operation: Operation | undefined } {
  if (operationId !== undefined) return findOperation(specs, operationId, provider)
  if (provider !== undefined) {
    return { spec: expectProvider(specs, provider), operation: undefined }
  }
  throw invalid(
    'fault',
    'it names nothing that it acts on. Name an operation, or a provider for all of its own.',
  )
}

/** What the answer is made of: an error, an example, a body, or else a documented shape of that status. */
function toStatus(
  where: string,
  spec: Spec,
  operation: Operation | undefined,
  { status, error, example, body }: NewFault,
): Pick<FaultSetting, 'status' | 'error' | 'example'> {
  const said = [error, example, body].filter((each) => each !== undefined)
  if (said.length > 1) throw invalid(where, 'error, example and body exclude each other. Keep one.')
  if (error !== undefined) return { error: expectError(where, spec, error) }
  if (example !== undefined) return toExample(where, operation, example, status)
  if (body !== undefined || status === undefined) return { status: status ?? 500 }
  for (const content of operation?.responses.get(status)?.content.values() ?? []) {
    const [first] = content.examples.keys()
    if (first !== undefined) return { status, example: first }
  }
  return { status }
}

/** Throws `RULE_INVALID` unless the provider's spec names that error. */
export function expectError(where: string, spec: Spec, name: string): string {
  if (spec.errors.has(name)) return name
  const known = [...spec.errors.keys()]
  throw new EnsayoError(
    'RULE_INVALID',
    `${where}: ${spec.name} has no error "${name}".${didYouMean(name, known)} There are: ${known.join(', ')}.`,
  )
}

function toExample(
  where: string,
  operation: Operation | undefined,
  name: string,
  wanted: number | undefined,
): { status: number; example: string } {
  if (!operation) throw invalid(where, 'an example belongs to an operation. Name one.')
  const known = [...operation.responses.values()].flatMap(({ status, content }) =>
    [...content.values()].flatMap(({ examples }) =>
      [...examples.keys()].map((example) => ({ status, example })),
    ),
  )
  const found = known.find(
    ({ status, example }) => example === name && (wanted === undefined || wanted === status),
  )
  if (found) return found
  const names = known.map(({ status, example }) => `${example} (${status})`)
  const near = didYouMean(
    name,
    known.map(({ example }) => example),
  )
  throw invalid(
    where,
    `no example "${name}"${wanted === undefined ? '' : ` of ${wanted}`}.${near} There are: ${names.join(', ') || 'none'}.`,
  )
}
