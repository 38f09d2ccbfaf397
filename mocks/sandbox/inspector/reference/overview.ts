/** The first page of a provider's reference: what concerns more than one operation. */
import { readPointer } from '../../../dialect/pointer.ts'
import type { Spec, Trigger } from '../../../dialect/types.ts'
import type { Engine } from '../../engine/engine.ts'
import { toHref } from '../view.ts'
import {
  describeLifecycle,
  describeNotification,
  describeQuirks,
  describeTriggers,
} from './facts.ts'
import { toCode, toSource, toTable, toText, toWords } from './markdown.ts'

/** The description of `info`, with everything that the spec says about all of it. */
export function describeProvider(engine: Engine, spec: Spec, account: string): string {
  const { info } = spec.document as { info?: { description?: string } }
  const everywhere = engine
    .quirks(account, spec.name)
    .filter(({ quirk }) => quirk.operationId === undefined)
  return toText(
    info?.description,
    section('How sure is this', describeEvidence(spec)),
    section('Try it', describeTrying(spec, account)),
    section('Surprises everywhere', describeQuirks(everywhere, account)),
    section('Profiles', describeProfiles(engine, spec, account)),
    section('Triggers', describeAllTriggers(spec, account)),
    section('Notifications', describeNotifications(spec)),
    section('Lives of records', describeLives(spec)),
    section('Before going live', describeChecklist(spec, account)),
    section('Incidents', describeIncidents(spec)),
    section('Contradictions of the documents', describeNotes(spec)),
  )
}

/** The triggers of a spec, with what each takes. */
export function triggersOf(spec: Spec, wanted: (trigger: Trigger) => boolean): string {
  const found = [...spec.triggers.values()].filter(wanted)
  return describeTriggers(
    spec.name,
    found,
    // The loader has seen that it is a schema of an object.
    ({ parameters }) => (readPointer(spec.document, parameters) ?? {}) as Record<string, unknown>,
  )
}

function section(title: string, text: string): string | undefined {
  return text === '' ? undefined : `# ${title}\n\n${text}`
}

const MEANINGS: Record<string, string> = {
  observed: 'a captured exchange with the real API',
  documented: 'the provider’s current documents',
  legacy: 'the provider’s older documents',
  client: 'public client code depends on it',
  named: 'known by name only; answered with 501',
  assumed: 'our decision',
}

function describeEvidence({ operations, source }: Spec): string {
  const rows = Object.entries(MEANINGS).flatMap(([evidence, meaning]) => {
    const count = operations.filter((each) => each.source.evidence === evidence).length
    return count === 0 ? [] : [[toCode(evidence), meaning, String(count)]]
  })
  return toText(
    toTable(['evidence', 'meaning', 'operations'], rows),
    `The whole: ${toSource(source)}`,
  )
}

function describeTrying({ credentials }: Spec, account: string): string {
  const names = [...credentials.values()].flatMap(({ env }) =>
    env === undefined ? [] : [toCode(env)],
  )
  return toText(
    `“Try” sends a request to the sandbox, as account ${toCode(account)}; its credentials are filled in, and a token of an hour on the account’s clock. Load the page anew for a fresh one. What was answered and why is in [the traffic](/).`,
    names.length === 0 ? '' : `Variables of its credentials: ${names.join(' ')}.`,
  )
}

function describeProfiles(engine: Engine, { name }: Spec, account: string): string {
  const rows = engine.profiles(account, name).map(({ profile, isActive, variants }) => [
    isActive ? `**${toCode(profile)}** ● active` : toCode(profile),
    Object.entries(variants)
      .map(([quirk, variant]) => toCode(`${quirk}=${variant}`))
      .join(' ') || 'every quirk as by default',
  ])
  return toTable(['profile', 'variants'], rows)
}

function describeAllTriggers(spec: Spec, account: string): string {
  const table = triggersOf(spec, () => true)
  const page = toHref('/_inspector/state', { account })
  return table === ''
    ? ''
    : toText(`What the outside world does. [Play them](${page}) with a form each.`, table)
}

function describeNotifications({ notifications }: Spec): string {
  return toText(
    ...[...notifications.values()].map((each) =>
      toText(`**${toCode(each.name)}**`, describeNotification(each)),
    ),
  )
}

function describeLives({ resources }: Spec): string {
  return toText(
    ...[...resources.values()].flatMap(({ collection, lifecycle }) =>
      lifecycle === undefined
        ? []
        : [toText(`**${toCode(collection)}**`, describeLifecycle(lifecycle))],
    ),
  )
}

function describeChecklist({ checklist }: Spec, account: string): string {
  const rows = checklist.map(({ title, hint, source }) => [
    toWords(title),
    hint === undefined ? '' : toWords(hint),
    toSource(source),
  ])
  const page = toHref('/_inspector/readiness', { account })
  return rows.length === 0
    ? ''
    : toText(
        `[How it stands now](${page}).`,
        toTable(['item', 'how to show it', 'how we know'], rows),
      )
}

function describeIncidents({ incidents }: Spec): string {
  const rows = [...incidents.values()].map(({ id, title, source }) => [
    toCode(id),
    toWords(title),
    toSource(source),
  ])
  return toTable(['incident', 'what goes wrong', 'how we know'], rows)
}

function describeNotes({ notes }: Spec): string {
  return notes.map(({ text, source }) => `- ${toWords(text)} (${toSource(source)})`).join('\n')
}
