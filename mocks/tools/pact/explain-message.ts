/** Why a notification is as it is: where it is written, and which quirks shape it or are about its fields. */
import type { Engine } from '../../sandbox/engine/engine.ts'
import type { ExplainedMessage } from './explained.ts'
import { findRelated } from './related.ts'
import type { Episode } from './session.ts'

export function explainMessage(
  engine: Engine,
  provider: string,
  { notification: name, body, quirks }: NonNullable<Episode['message']>,
  fields: readonly string[],
): ExplainedMessage {
  const { spec } = engine.providers.get(provider)!
  const notification = spec.notifications.get(name)
  const shaping = quirks.map((label) => {
    const [id = '', variant = ''] = label.split('=')
    return { id, variant, quirk: spec.quirks.get(id) }
  })
  const own = [...spec.quirks.values()].filter(
    ({ stage, notification: about }) =>
      about === name || (about === undefined && stage === 'delivery'),
  )
  return {
    notification: name,
    body: body.slice(0, 500),
    evidence: notification?.source.evidence,
    source: notification?.source.url,
    quirks: shaping.map(({ id, variant, quirk }) => {
      const source = quirk?.variants.get(variant)?.source
      const { title = '' } = quirk ?? {}
      return { id, variant, title, evidence: source?.evidence, source: source?.url }
    }),
    related: findRelated(engine, provider, own, {
      fields,
      shaping: new Set(shaping.map(({ id }) => id)),
    }),
  }
}
