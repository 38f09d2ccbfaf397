/** `x-incidents`: named troubles. What they are made of is checked for names; `faults/` knows the rest. */
import { didYouMean } from '../base/errors.ts'
import { type Normalising, sourceOf } from './normalising.ts'
import type { JsonObject } from './pointer.ts'
import type { Incident, Json, Spec } from './types.ts'

type Known = Pick<Spec, 'operations' | 'errors'> & {
  notifications: ReadonlyMap<string, unknown>
}

/** Stops the load at a name that leads nowhere and at an incident that is there twice. */
export function normaliseIncidents(context: Normalising, known: Known): Map<string, Incident> {
  const incidents = new Map<string, Incident>()
  const nodes = (context.document['x-incidents'] ?? []) as JsonObject[]
  nodes.forEach((node, index) => {
    const pointer = `/x-incidents/${index}`
    const incident: Incident = {
      id: node.id as string,
      title: node.title as string,
      faults: (node.faults ?? []) as Record<string, Json>[],
      chaos: (node.chaos ?? []) as Record<string, Json>[],
      source: sourceOf(node, context.source),
      pointer,
    }
    if (incidents.has(incident.id)) {
      context.fail(pointer, `incident "${incident.id}" is declared twice. Keep one.`)
    }
    checkNames(context, known, incident)
    incidents.set(incident.id, incident)
  })
  return incidents
}

function checkNames(context: Normalising, known: Known, incident: Incident): void {
  const operations = known.operations.map(({ id }) => id)
  incident.faults.forEach(({ operationId, error }, index) => {
    const at = `${incident.pointer}/faults/${index}`
    expectName(context, `${at}/operationId`, 'operation', operationId, operations)
    expectName(context, `${at}/error`, 'error', error, [...known.errors.keys()])
  })
  incident.chaos.forEach(({ notification }, index) => {
    const at = `${incident.pointer}/chaos/${index}/notification`
    expectName(context, at, 'notification', notification, [...known.notifications.keys()])
  })
}

function expectName(
  context: Normalising,
  pointer: string,
  what: string,
  name: Json | undefined,
  known: readonly string[],
): void {
  if (name === undefined || known.includes(String(name))) return
  context.fail(pointer, `no ${what} "${String(name)}".${didYouMean(String(name), known)}`)
}
