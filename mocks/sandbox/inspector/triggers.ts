/** Forms for what the outside world can do, made from the parameters of each trigger. */
import { html, raw } from 'hono/html'
import { EnsayoError } from '../../base/errors.ts'
import { isObject } from '../../dialect/pointer.ts'
import type { TriggerRecord } from '../../dialect/types.ts'
import { type TriggerView, toTriggerViews } from '../control/views.ts'
import type { Engine } from '../engine/engine.ts'
import type { Markup } from './page.ts'
import { renderOptions, renderProse, renderSource } from './parts.ts'
import type { KeptRecord } from './records.ts'
import type { View } from './view.ts'

/** Sets the fields of parameters apart from those of the form itself. */
const PREFIX = 'p.'

type Schema = Record<string, unknown>

/** Those whose record this is, with the parameter that names it filled in. */
export function renderTriggersOf(
  engine: Engine,
  view: View,
  account: string,
  { collection, record }: { collection: string; record: KeptRecord },
): Markup {
  const [provider = '', name = ''] = collection.split('/')
  const forms = toTriggerViews(engine)
    .filter((trigger) => trigger.provider === provider)
    .flatMap((trigger) => {
      const known = toKnown(findRule(engine, trigger), trigger, name, record)
      return known === undefined ? [] : [renderForm(view, account, trigger, known)]
    })
  return forms.length === 0
    ? html`<p class="quiet">${view.say.noTriggers}</p>`
    : html`<div class="stack">${forms}</div>`
}

/** All of a provider, folded. */
export function renderTriggers(
  engine: Engine,
  view: View,
  account: string,
  provider: string,
): Markup {
  return html`<div class="stack">${toTriggerViews(engine, provider).map(
    (
      trigger,
    ) => html`<details id="trigger-${trigger.name}"><summary>${renderProse(trigger.title)} <span class="quiet"><code>${trigger.name}</code></span></summary>
${renderForm(view, account, trigger)}</details>`,
  )}</div>`
}

/** What the form says, as the trigger takes it; fields left empty are left out. Throws `TRIGGER_UNKNOWN`. */
export function readParameters(
  engine: Engine,
  name: string,
  form: Record<string, unknown>,
): Record<string, unknown> {
  const trigger = engine.triggers().find((each) => each.name === name)
  if (!trigger) throw new EnsayoError('TRIGGER_UNKNOWN', `No trigger "${name}".`)
  const given = Object.entries(propertiesOf(trigger.parameters)).flatMap(([key, schema]) => {
    const text = form[PREFIX + key]
    return typeof text === 'string' && text !== '' ? [[key, toValue(text, schema)] as const] : []
  })
  return Object.fromEntries(given)
}

function findRule(engine: Engine, { provider, name }: TriggerView): TriggerRecord | undefined {
  const spec = engine.providers.get(provider)?.spec
  return spec?.triggers.get(name.slice(provider.length + 1))?.record
}

/**
 * The parameters that the record itself answers; undefined when it is not one of the trigger's. A
 * trigger that does not say whose it is belongs to the collection that its name begins with.
 */
function toKnown(
  rule: TriggerRecord | undefined,
  { provider, name, parameters }: TriggerView,
  collection: string,
  record: KeptRecord,
): Record<string, string> | undefined {
  if (rule !== undefined) {
    if (rule.collection !== collection || !fits(record, rule)) return undefined
    return { [rule.by]: String(record[rule.field ?? 'id'] ?? record.id) }
  }
  if (!name.startsWith(`${provider}.${collection}.`)) return undefined
  const required = Array.isArray(parameters.required) ? parameters.required.map(String) : []
  const own = required.filter((key) => ['string', 'number'].includes(typeof record[key]))
  return Object.fromEntries(own.map((key) => [key, String(record[key])]))
}

function fits(record: KeptRecord, { where }: TriggerRecord): boolean {
  return Object.entries(where ?? {}).every(([field, value]) => record[field] === value)
}

function renderForm(
  view: View,
  account: string,
  { name, title, parameters, source }: TriggerView,
  known: Record<string, string> = {},
): Markup {
  const required = Array.isArray(parameters.required) ? parameters.required : []
  const fields = Object.entries(propertiesOf(parameters))
  return html`<form method="post" action="/_inspector/trigger" class="reason stack" aria-label="${title}">
<div><h3>${renderProse(title)}</h3><p><code>${name}</code> ${renderSource(view, source)}</p></div>
<input type="hidden" name="name" value="${name}"><input type="hidden" name="account" value="${account}">
<input type="hidden" name="back" value="${view.here}">
<div class="row end">${fields.map(([key, schema]) =>
    renderField(view, key, schema, { value: known[key], isRequired: required.includes(key) }),
  )}<button class="primary">${view.say.play}</button></div></form>`
}

function renderField(
  { say }: View,
  key: string,
  schema: Schema,
  { value, isRequired }: { value: string | undefined; isRequired: boolean },
): Markup {
  const name = PREFIX + key
  const must = isRequired ? raw(' required') : ''
  const hint = typeof schema.description === 'string' ? schema.description : ''
  const choices = toChoices(schema)
  const label = html`<span><code>${key}</code> ${isRequired ? '' : `(${say.optional})`}</span>`
  if (choices !== undefined) {
    const none = isRequired ? [] : [['', say.unset] as const]
    const options = [...none, ...choices.map((each) => [each, each] as const)]
    return html`<label title="${hint}">${label}<select name="${name}"${must}>${renderOptions(options, value)}</select></label>`
  }
  if (['object', 'array'].includes(String(schema.type))) {
    return html`<label title="${hint}">${label}<textarea name="${name}" rows="3" placeholder="JSON"${must}></textarea></label>`
  }
  const isNumber = schema.type === 'number' || schema.type === 'integer'
  return html`<label title="${hint}">${label}<input name="${name}" value="${value ?? ''}"${must}${
    isNumber ? raw(' type="number" step="any"') : ''
  }>${hint === '' ? '' : html`<span>${renderProse(hint)}</span>`}</label>`
}

function toChoices({ enum: values, type }: Schema): string[] | undefined {
  if (Array.isArray(values)) return values.map(String)
  return type === 'boolean' ? ['true', 'false'] : undefined
}

/** A text where the schema takes one, else the JSON that it reads as. */
function toValue(text: string, { type, enum: values }: Schema): unknown {
  if (Array.isArray(values)) return values.find((value) => String(value) === text) ?? text
  const types = Array.isArray(type) ? type : [type]
  if (types.includes('string')) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function propertiesOf(schema: Schema): Record<string, Schema> {
  const { properties } = schema
  // The loader has checked it as a schema, so its properties are schemas.
  return isObject(properties) ? (properties as Record<string, Schema>) : {}
}
