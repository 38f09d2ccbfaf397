/** A checked document in, the engine's `Spec` out. What the dialect's schema cannot check is checked here. */
import { EnsayoError } from '../base/errors.ts'
import { checkNames } from './check-names.ts'
import { normaliseChecklist } from './normalise-checklist.ts'
import { normaliseEffects } from './normalise-effects.ts'
import { normaliseIncidents } from './normalise-incidents.ts'
import { normalisePaging, normaliseRateLimit } from './normalise-limits.ts'
import { normaliseNotifications } from './normalise-notifications.ts'
import { normaliseOperations } from './normalise-operations.ts'
import { checkProfiles, normaliseQuirks } from './normalise-quirks.ts'
import { normaliseErrors, normaliseResources, normaliseSecurity } from './normalise-tables.ts'
import { normaliseTriggers } from './normalise-triggers.ts'
import { entriesOf, type Normalising, sourceOf } from './normalising.ts'
import type { JsonObject } from './pointer.ts'
import type {
  CredentialSpec,
  GenerateSetting,
  Json,
  Note,
  ProductionHost,
  Quirk,
  Source,
  Spec,
  ViolationMessages,
} from './types.ts'

/** Throws `SPEC_INVALID` on a name that leads nowhere: an error, a quirk, a collection, a notification. */
export function normalise(document: JsonObject, file: string): Spec {
  const head = document['x-ensayo'] as {
    name: string
    port?: number
    baseUrlEnv?: string
    trailingSlash?: 'exact' | 'optional'
    repeatedSlash?: 'exact' | 'one'
    forms?: 'flat' | 'typed'
  }
  const context: Normalising = {
    name: head.name,
    file,
    document,
    source: document['x-source'] as Source,
    fail: (pointer, message) => {
      throw new EnsayoError('SPEC_INVALID', `${file}#${pointer}: ${message}`)
    },
  }
  const errors = normaliseErrors(context)
  const resources = normaliseResources(context)
  const notifications = normaliseNotifications(context)
  const securitySchemes = normaliseSecurity(context, errors)
  const quirks = new Map<string, Quirk>()
  const documentQuirks = normaliseQuirks(context, quirks, {
    value: document['x-quirks'],
    pointer: '/x-quirks',
    source: context.source,
  })
  for (const notification of notifications.values()) {
    documentQuirks.push(
      ...normaliseQuirks(context, quirks, {
        ...notification.quirks,
        notification: notification.name,
      }),
    )
  }
  const parts = { errors, resources, quirks, documentQuirks, securitySchemes }
  const operations = normaliseOperations(context, parts)
  checkNames(context, { ...parts, operations, notifications })
  return {
    name: head.name,
    title: (document.info as { title: string }).title,
    file,
    source: context.source,
    baseUrlEnv: head.baseUrlEnv,
    servers: toServers(document),
    productionHosts: withSources<ProductionHost>(document['x-production-hosts'], context),
    testValues: new Set((document['x-test-values'] as string[] | undefined) ?? []),
    port: head.port,
    isSlashOptional: head.trailingSlash === 'optional',
    isSlashRepeatable: head.repeatedSlash === 'one',
    hasTypedForms: head.forms === 'typed',
    operations,
    securitySchemes,
    quirks,
    profiles: checkProfiles(context, quirks),
    errors,
    messages: (document['x-messages'] ?? {}) as ViolationMessages,
    rateLimit: normaliseRateLimit(context, errors, quirks),
    effects: normaliseEffects(context, operations),
    paging: normalisePaging(context, errors, quirks),
    resources,
    notifications,
    ...normaliseTriggers(context, resources),
    ...normaliseAccount(document),
    incidents: normaliseIncidents(context, { operations, notifications, errors }),
    checklist: normaliseChecklist(context, { operations, notifications, quirks }),
    notes: withSources<Note>(document['x-notes'], context),
    document,
  }
}

function toServers(document: JsonObject): string[] {
  const servers = (document.servers ?? []) as { url: string }[]
  return servers.map(({ url }) => url).filter((url) => URL.canParse(url))
}

function normaliseAccount(document: JsonObject): Pick<Spec, 'accountFields' | 'credentials'> {
  const account = (document['x-account'] ?? {}) as JsonObject
  const accountFields: Spec['accountFields'] = new Map()
  for (const [name, field] of entriesOf(account.fields)) {
    accountFields.set(name, {
      default: field.default as Json,
      generate: field.generate as GenerateSetting | undefined,
    })
  }
  const credentials = new Map<string, CredentialSpec>()
  for (const [name, field] of entriesOf(account.credentials)) {
    credentials.set(name, {
      name,
      env: field.env as string | undefined,
      default: field.default as string,
      generate: field.generate as GenerateSetting,
    })
  }
  return { accountFields, credentials }
}

function withSources<T extends { source: Source }>(list: unknown, context: Normalising): T[] {
  const items = Array.isArray(list) ? (list as JsonObject[]) : []
  return items.map((item) => {
    const { 'x-source': _, ...rest } = item
    // The dialect's schema has checked the other fields.
    return { ...rest, source: sourceOf(item, context.source) } as unknown as T
  })
}
