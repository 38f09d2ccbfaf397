/** The part of the engine's face that makes trouble: faults, stubs, incidents, and what goes wrong with deliveries. */

import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { AccountRules } from '../../core/accounts/account-rules.ts'
import { expectProvider } from '../../core/accounts/choose.ts'
import { compilePredicate } from '../../core/accounts/compile-predicate.ts'
import {
  DELIVERY_MODES,
  type NewFault,
  type StartedIncident,
} from '../../core/accounts/rule-types.ts'
import { toChaosSetting } from '../../core/departures/chaos.ts'
import { toFaultSetting } from '../../core/departures/check-fault.ts'
import { toStubSetting } from '../../core/departures/stubs.ts'
import { expectDeliveries } from '../../core/webhooks/expect.ts'
import type { Incident, Spec } from '../../dialect/types.ts'
import type { Engine } from './engine.ts'
import { findOwner } from './find-owner.ts'
import { forgeDelivery } from './forge-delivery.ts'
import type { Parts } from './parts.ts'

/** What is arranged for requests. */
export function createArrangements(
  parts: Parts,
): Pick<
  Engine,
  | 'faults'
  | 'addFault'
  | 'removeFault'
  | 'clearFaults'
  | 'incidents'
  | 'stubs'
  | 'addStub'
  | 'removeStub'
  | 'clearStubs'
> {
  const of = (account: string): AccountRules => parts.accounts.get(account).rules
  return {
    faults: (account) => structuredClone([...of(account).faults.list()]),
    addFault: (account, fault) =>
      fault.incident === undefined
        ? { ...of(account).faults.add(toFaultSetting(specsOf(parts), structuredClone(fault))) }
        : startIncident(parts, of(account), fault),
    removeFault: (account, id) => {
      if (isActive(of(account), id)) stopIncidents(of(account), (incident) => incident === id)
      else of(account).faults.remove(id)
    },
    clearFaults: (account) => {
      stopIncidents(of(account), (incident) => incident !== undefined)
      of(account).faults.clear()
    },
    incidents: (account, provider) => {
      const rules = of(account)
      return incidentsOf(parts, provider).map(({ spec, incident }) => ({
        incident,
        provider: spec.name,
        isActive: isActive(rules, incident.id),
      }))
    },
    stubs: (account) => structuredClone([...of(account).stubs.list()]),
    addStub: (account, stub) => {
      const setting = toStubSetting(specsOf(parts), structuredClone(stub))
      return { ...of(account).stubs.add(setting) }
    },
    removeStub: (account, id) => of(account).stubs.remove(id),
    clearStubs: (account) => of(account).stubs.clear(),
  }
}

/** What is arranged for deliveries, and what is done to them by hand. */
export function createChaos(
  parts: Parts,
): Pick<
  Engine,
  | 'chaos'
  | 'addChaos'
  | 'removeChaos'
  | 'clearChaos'
  | 'deliveryMode'
  | 'setDeliveryMode'
  | 'release'
  | 'forge'
  | 'expectDeliveries'
> {
  const of = (account: string): AccountRules => parts.accounts.get(account).rules
  return {
    chaos: (account) => structuredClone([...of(account).chaos.list()]),
    addChaos: (account, rule) => ({
      ...of(account).chaos.add(toChaosSetting(specsOf(parts), rule)),
    }),
    removeChaos: (account, id) => of(account).chaos.remove(id),
    clearChaos: (account) => of(account).chaos.clear(),
    deliveryMode: (account) => of(account).mode,
    setDeliveryMode: (account, mode) => {
      if (!DELIVERY_MODES.includes(mode)) {
        throw new EnsayoError(
          'OPTION_INVALID',
          `Deliveries have no mode "${mode}".${didYouMean(mode, DELIVERY_MODES)} There are: ${DELIVERY_MODES.join(', ')}.`,
        )
      }
      of(account).mode = mode
    },
    release: async (id) => parts.dispatcher.release(findOwner(parts, id), id),
    forge: (account, forgery) => forgeDelivery(parts, account, forgery),
    expectDeliveries: async (account, wanted) => {
      const { id } = parts.accounts.get(account)
      const { body } = wanted
      const fits = body === undefined ? () => true : compilePredicate('body', body)
      const rows = parts.dispatcher.list(id)
      return expectDeliveries(rows.toReversed(), wanted, (found) => Boolean(fits(found)))
    },
  }
}

function specsOf(parts: Parts): Spec[] {
  return [...parts.runtimes.values()].map((runtime) => runtime.spec)
}

function incidentsOf(parts: Parts, provider?: string): { spec: Spec; incident: Incident }[] {
  const specs = specsOf(parts)
  const among = provider === undefined ? specs : [expectProvider(specs, provider)]
  return among.flatMap((spec) =>
    [...spec.incidents.values()].map((incident) => ({ spec, incident })),
  )
}

/** Checks everything before anything is added: an incident is on as a whole, or not at all. */
function startIncident(
  parts: Parts,
  rules: AccountRules,
  { incident: id, ...rest }: NewFault,
): StartedIncident {
  const known = incidentsOf(parts)
  const found = known.find(({ incident }) => incident.id === id)
  if (!found) throw unknownIncident(String(id), known)
  const [other] = Object.keys(rest)
  if (other !== undefined) {
    throw new EnsayoError(
      'RULE_INVALID',
      `fault: an incident says everything itself. Leave out "${other}", or leave out "incident".`,
    )
  }
  const { spec, incident } = found
  if (isActive(rules, incident.id)) {
    throw new EnsayoError(
      'RULE_INVALID',
      `fault: the incident "${incident.id}" is on already. Remove it first to start it anew.`,
    )
  }
  const own = { provider: spec.name }
  const faults = incident.faults.map((each) => toFaultSetting([spec], { ...each, ...own }))
  const chaos = incident.chaos.map((each) => toChaosSetting([spec], { ...each, ...own }))
  return {
    incident: incident.id,
    title: incident.title,
    faults: faults.map((each) => ({ ...rules.faults.add({ ...each, incident: incident.id }) })),
    chaos: chaos.map((each) => ({ ...rules.chaos.add({ ...each, incident: incident.id }) })),
  }
}

function unknownIncident(id: string, known: { incident: Incident }[]): EnsayoError {
  const ids = known.map(({ incident }) => incident.id)
  return new EnsayoError(
    'INCIDENT_UNKNOWN',
    `No incident "${id}".${didYouMean(id, ids)} There are: ${ids.join(', ') || 'none'}.`,
  )
}

function isActive({ faults, chaos }: AccountRules, id: string): boolean {
  return [...faults.list(), ...chaos.list()].some(({ incident }) => incident === id)
}

function stopIncidents(
  { faults, chaos }: AccountRules,
  isMeant: (incident: string | undefined) => boolean,
): void {
  faults.clear(({ incident }) => isMeant(incident))
  chaos.clear(({ incident }) => isMeant(incident))
}
