/** The words that a spec itself fixes: constants, choices, defaults, states, and the texts of its errors. */
import { isObject } from '../../dialect/pointer.ts'
import type { Spec } from '../../dialect/types.ts'

export interface Words {
  /** Texts that the spec fixes as a whole, and the same in lower case. */
  fixed: ReadonlySet<string>
  /** Texts of errors with places to fill in, longest first. */
  templates: readonly Template[]
  /** Names of its fields and parameters. */
  names: ReadonlySet<string>
}

export interface Template {
  pattern: RegExp
  /** What stands before, between and behind the places. */
  parts: readonly string[]
}

const known = new WeakMap<Spec, Words>()

/** The words of a spec, collected once. */
export function wordsOf(spec: Spec): Words {
  const words = known.get(spec) ?? collect(spec)
  known.set(spec, words)
  return words
}

/** Parts of the document in which schemas stand; what accounts hold stays out. */
const PARTS = ['paths', 'components', 'webhooks', 'x-quirks']

function collect(spec: Spec): Words {
  const texts = new Set<string>()
  const names = new Set<string>()
  for (const part of PARTS) visit(spec.document[part], texts, names)
  const errors = new Set<string>()
  for (const { body } of spec.errors.values()) addTexts(body, errors)
  addTexts(spec.messages, errors)
  for (const quirk of spec.quirks.values()) {
    const operation = spec.operations.find(({ id }) => id === quirk.operationId)
    for (const { kind, setting } of quirk.variants.values()) {
      if (kind === 'value') addTexts(setting, texts)
      if (!isObject(setting)) continue
      addTexts(setting.body, errors)
      for (const { content } of operation?.responses.values() ?? []) {
        for (const { examples } of content.values()) {
          if (typeof setting.example === 'string') addTexts(examples.get(setting.example), errors)
        }
      }
    }
  }
  const isTemplate = (text: string) => PLACE.test(text)
  const templates = [...errors].filter(isTemplate).flatMap(toTemplate)
  const fixed = [...texts, ...[...errors].filter((text) => !isTemplate(text))]
  return {
    fixed: new Set(fixed.flatMap((text) => [text, text.toLowerCase()])),
    templates: templates.sort((a, b) => b.parts.join('').length - a.parts.join('').length),
    names,
  }
}

/** Under these the text of a schema is fixed. */
const FIXING = new Set(['const', 'enum', 'default', 'initial', 'from', 'to'])

/** Samples are no rule, and what people wrote about it is not a value. */
const SKIPPED = new Set(['example', 'examples', 'x-source', 'description', 'title', 'hint'])

function visit(node: unknown, texts: Set<string>, names: Set<string>): void {
  if (typeof node !== 'object' || node === null) return
  for (const [key, child] of Object.entries(node)) {
    if (key === 'properties' && isObject(child)) {
      for (const name of Object.keys(child)) {
        names.add(name)
        visit(child[name], texts, names)
      }
    } else if (SKIPPED.has(key)) continue
    else if (FIXING.has(key)) addTexts(child, texts)
    else {
      if (key === 'name' && typeof child === 'string') names.add(child)
      visit(child, texts, names)
    }
  }
}

function addTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') texts.add(value)
  else if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) addTexts(child, texts)
  }
}

const PLACE = /\{\w+\}/

/** None for a text that is little more than its places. */
function toTemplate(text: string): Template[] {
  const parts = text.split(/\{\w+\}/)
  if (parts.join('').replace(/[^\p{L}]/gu, '').length < 6) return []
  const escaped = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  return [{ parts, pattern: new RegExp(`^${escaped.join('([^]{0,300}?)')}$`) }]
}
