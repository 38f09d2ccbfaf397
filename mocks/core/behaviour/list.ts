/** Default list over the collection of a schema with `x-resource`: all at once, or page by page. */

import type { PagePart, Paging, Resource, Spec } from '../../dialect/types.ts'
import type { PageQuery, StoredRecord } from '../store/store.ts'
import { type ListFilter, toMatch } from './list-filter.ts'
import { propertiesOf } from './properties.ts'
import type { BehaviourContext, Outcome } from './provider-api.ts'
import { readRule, toResource, toShape, toStatus, toWire } from './resource.ts'

type Fields = StoredRecord & Record<string, unknown>

/** Answers the account's records, narrowed by `filter` and `where`; wrapped under `wrap`, or in the envelope of `x-paging`. */
export function listRecords(context: BehaviourContext): Outcome {
  const { resource, spec } = toResource(context)
  const where = toWhere(context, resource, spec)
  const status = toStatus(context)
  const toItem = (record: Fields) => toWire(record, spec, resource)
  const records = context.collection<Fields>(resource.collection)
  if (context.options.paged !== true || !spec.paging) {
    const items = records.page(toQuery(context, where)).records.map(toItem)
    const wrap = context.options.wrap as string | undefined
    if (wrap === undefined) return { status, body: items }
    return { status, body: { ...toShape(context, status, {}), [wrap]: items } }
  }
  const page = readPage(context, spec.paging)
  const { offset, size } = page
  const window = { offset, limit: Math.min(size, spec.paging.most - offset) }
  const found = records.page({ ...toQuery(context, where), ...window })
  const { total } = found
  const items = found.records.map(toItem)
  return { status, body: toEnvelope(spec.paging, { ...page, total, items }) }
}

/** Comparisons are beyond an index: they are asked of each record that the rest leaves. */
function toQuery(context: BehaviourContext, where: Partial<Fields>): PageQuery<Fields> {
  return { where, match: toMatch(filtersOf(context), context.request.query) }
}

function filtersOf({ options }: BehaviourContext): ListFilter[] {
  return (options.filter ?? []) as ListFilter[]
}

function toWhere(context: BehaviourContext, resource: Resource, spec: Spec): Partial<Fields> {
  const where: Record<string, unknown> = {}
  const properties = new Map(
    propertiesOf(spec, resource.schema).map(([name, property]) => [name, property]),
  )
  for (const name of filtersOf(context)) {
    if (typeof name !== 'string') continue
    const wanted = [context.request.query[name]].flat()[0]
    if (wanted !== undefined) where[name] = toTyped(wanted, properties.get(name)?.type)
  }
  for (const [name, rule] of Object.entries((context.options.where ?? {}) as Fields)) {
    where[name] = readRule(context, rule)
  }
  return where
}

/** A query is text; the record's field may be a number or a boolean. */
function toTyped(text: string, type: unknown): unknown {
  if (type === 'integer' || type === 'number') return Number(text)
  return type === 'boolean' ? text === 'true' : text
}

interface Page {
  number: number
  size: number
  offset: number
}

/** Which page is asked for; refused where there is no such page. */
function readPage(context: BehaviourContext, paging: Paging): Page {
  const { first: rule } = paging.number
  const first = typeof rule === 'number' ? rule : context.quirk.value<number>(rule.quirk)
  const number = readWhole(context, paging.number.query, first)
  const size = readWhole(context, paging.size.query, paging.size.default)
  if (
    number === undefined ||
    number < first ||
    size === undefined ||
    size < 1 ||
    size > paging.size.max
  ) {
    const hint = `Paging: ${paging.number.query} starts at ${first}, ${paging.size.query} is 1 to ${paging.size.max}.`
    return context.refuse(paging.invalid, toParameters(context), { hint })
  }
  const offset = (number - first) * size
  if (offset < paging.most) return { number, size, offset }
  const hint = `Paging: no more than ${paging.most} records can be reached; narrow the list by a filter.`
  return context.refuse(paging.beyond, toParameters(context), { hint })
}

function toParameters({ request }: BehaviourContext): Record<string, unknown> {
  return { method: request.method, path: request.path }
}

function readWhole({ request }: BehaviourContext, name: string, usual: number): number | undefined {
  const text = [request.query[name]].flat()[0]
  if (text === undefined) return usual
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function toEnvelope(paging: Paging, page: Page & { total: number; items: unknown[] }) {
  const { items, number, offset, size, total } = page
  const pages = Math.ceil(Math.min(total, paging.most) / size)
  const parts: Record<PagePart, unknown> = {
    items,
    total,
    pages,
    isLast: offset + size >= Math.min(total, paging.most),
    count: items.length,
    size,
    number,
  }
  return Object.fromEntries(
    Object.entries(paging.envelope).map(([key, part]) => [key, parts[part]]),
  )
}
