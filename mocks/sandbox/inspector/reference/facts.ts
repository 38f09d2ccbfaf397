/** What a spec says beyond OpenAPI, in Markdown: surprises, triggers, deliveries, lives of records. */
import { formatDuration } from '../../../base/duration.ts'
import type { Delivery, Lifecycle, Notification, Trigger } from '../../../dialect/types.ts'
import type { QuirkStatus } from '../../engine/engine.ts'
import { toHref } from '../view.ts'
import { toCode, toSource, toTable, toText, toWords } from './markdown.ts'

/** Each with its variants; the active one is marked, and the page that switches it is linked. */
export function describeQuirks(quirks: readonly QuirkStatus[], account: string): string {
  return toText(...quirks.map((each) => describeQuirk(each, account)))
}

function describeQuirk({ quirk, active }: QuirkStatus, account: string): string {
  const { id, provider, title, hint, variants } = quirk
  const rows = [...variants.values()].map(({ name, isDefault, source }) => [
    name === active ? `**${toCode(name)}** ● active` : toCode(name),
    isDefault ? 'default' : '',
    toSource(source),
  ])
  const page = `${toHref('/_inspector/surprises', { account, provider })}#${encodeURIComponent(id)}`
  return toText(
    `**${toCode(id)}** ${toWords(title)}. [Switch it](${page})`,
    hint === undefined ? '' : `_Hint:_ ${toWords(hint)}`,
    toTable(['variant', '', 'how we know'], rows),
  )
}

/** What the outside world does, and what it has to be told. */
export function describeTriggers(
  provider: string,
  triggers: readonly Trigger[],
  parametersOf: (trigger: Trigger) => Record<string, unknown>,
): string {
  const rows = triggers.map((trigger) => [
    toCode(`${provider}.${trigger.name}`),
    toWords(trigger.title),
    toParameters(parametersOf(trigger)),
    toSource(trigger.source),
  ])
  return toTable(['trigger', 'what happens', 'parameters', 'how we know'], rows)
}

function toParameters(schema: Record<string, unknown>): string {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, unknown>
    required?: string[]
  }
  const names = Object.keys(properties)
  return names.map((name) => toCode(required.includes(name) ? name : `${name}?`)).join(' ')
}

/** Where a notification goes, how it is signed, and when it is tried again. */
export function describeNotification({ title, url, endpoints, delivery }: Notification): string {
  const where =
    url !== undefined
      ? `To the URL of the request, ${toCode(url)}.`
      : endpoints !== undefined
        ? `To endpoints that were registered beforehand (${toCode(endpoints.collection)}).`
        : ''
  return toText(`${toWords(title)}. ${where}`.trim(), describeDelivery(delivery))
}

function describeDelivery(delivery: Delivery): string {
  const { method, encoding, headers, timeoutMs, retryMs, retryOn, ack, signature, source } =
    delivery
  const again =
    retryMs.length === 0
      ? 'sent once'
      : `again after ${retryMs.map((ms) => toCode(formatDuration(ms))).join(', ')}, ${
          retryOn === 'any' ? 'whatever failed' : 'when the connection failed'
        }`
  const rows = [
    ['sent as', `${method}, ${encoding === 'json' ? 'JSON' : 'form'}`],
    ['taken by', ack === '200' ? 'exactly 200' : 'any 2xx'],
    ['time limit', toCode(formatDuration(timeoutMs))],
    ['schedule', again],
    ...Object.entries(headers).map(([name, value]) => [`header ${toCode(name)}`, toCode(value)]),
    ...(signature === undefined
      ? []
      : [
          [
            'signature',
            `${toCode(signature.scheme)} over ${toCode(signature.over)} in ${toCode(signature.header)}, ${signature.encoding}, key ${toCode(signature.key)}`,
          ],
        ]),
    ['how we know', toSource(source)],
  ]
  return toTable(['delivery', ''], rows)
}

/** The states of a record and what moves it on. */
export function describeLifecycle({ field, initial, names, transitions }: Lifecycle): string {
  const toState = (state: string | number) => {
    const name = names[String(state)]
    return name === undefined ? toCode(String(state)) : `${toCode(String(state))} ${toWords(name)}`
  }
  const rows = transitions.map(({ name, from, to, afterMs, at, notify }) => [
    toCode(name),
    from.map(toState).join(', '),
    toState(to),
    typeof afterMs === 'number'
      ? `after ${toCode(formatDuration(afterMs))}`
      : afterMs !== undefined
        ? `after the value of ${toCode(afterMs.quirk)}`
        : at === undefined
          ? ''
          : `at ${toCode(at)}`,
    notify === undefined ? '' : toCode(notify),
  ])
  return toText(
    `Field ${toCode(field)}, at first ${toState(initial)}.`,
    toTable(['transition', 'from', 'to', 'by itself', 'tells'], rows),
  )
}
