/** What a rule is about: an operation or a notification, named with or without its provider. */
import { didYouMean, EnsayoError, type ErrorCode } from '../../base/errors.ts'
import type { Notification, Operation, Spec } from '../../dialect/types.ts'
import { expectProvider } from '../accounts/choose.ts'

interface Found<T> {
  spec: Spec
  item: T
}

/** `createPayment`, or `<provider>.createPayment`. Throws `OPERATION_UNKNOWN`, or when several providers have one. */
export function findOperation(
  specs: readonly Spec[],
  name: string,
  provider?: string,
): { spec: Spec; operation: Operation } {
  const table = (spec: Spec) => new Map(spec.operations.map((each) => [each.id, each]))
  const { spec, item } = find(specs, name, provider, table, {
    what: 'operation',
    code: 'OPERATION_UNKNOWN',
    list: '`ensayo list operations` names them all.',
  })
  return { spec, operation: item }
}

/** `payment`, or `<provider>.payment`. Throws `NOTIFICATION_UNKNOWN`, or when several providers have one. */
export function findNotification(
  specs: readonly Spec[],
  name: string,
  provider?: string,
): { spec: Spec; notification: Notification } {
  const { spec, item } = find(specs, name, provider, (each) => each.notifications, {
    what: 'notification',
    code: 'NOTIFICATION_UNKNOWN',
    list: 'Name a provider to see which it has.',
  })
  return { spec, notification: item }
}

interface Words {
  what: string
  code: ErrorCode
  list: string
}

function find<T>(
  specs: readonly Spec[],
  name: string,
  provider: string | undefined,
  tableOf: (spec: Spec) => ReadonlyMap<string, T>,
  words: Words,
): Found<T> {
  const among = provider === undefined ? specs : [expectProvider(specs, provider)]
  const found = among.flatMap((spec) => {
    const bare = name.startsWith(`${spec.name}.`) ? name.slice(spec.name.length + 1) : name
    const item = tableOf(spec).get(name) ?? tableOf(spec).get(bare)
    return item === undefined ? [] : [{ spec, item }]
  })
  if (found.length === 1) return found[0]!
  if (found.length > 1) {
    const names = found.map(({ spec }) => `${spec.name}.${name}`)
    throw new EnsayoError(
      words.code,
      `Several providers have the ${words.what} "${name}". Write one of: ${names.join(', ')}.`,
    )
  }
  // Who names a provider is told what that one has.
  const named = among.filter((spec) => name.startsWith(`${spec.name}.`))
  const known = (named.length > 0 ? named : among).flatMap((spec) => [...tableOf(spec).keys()])
  const full = among.flatMap((spec) =>
    [...tableOf(spec).keys()].map((each) => `${spec.name}.${each}`),
  )
  const near = didYouMean(name, name.includes('.') ? [...full, ...known] : known)
  const isFew = known.length <= (provider === undefined && named.length === 0 ? 12 : 40)
  const all = isFew ? ` There are: ${known.join(', ')}.` : ''
  const cure = near || (known.length === 0 ? ' There is none.' : all) || ` ${words.list}`.trimEnd()
  throw new EnsayoError(words.code, `No ${words.what} "${name}".${cure}`)
}
