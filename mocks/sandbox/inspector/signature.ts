/** How a receiver can tell that a notification is genuine: what is signed, by which key, and where the signature stands. */
import { html } from 'hono/html'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { SignatureRule } from '../../dialect/types.ts'
import type { Engine } from '../engine/engine.ts'
import type { Markup } from './page.ts'
import type { View } from './view.ts'

const SCHEMES: Record<SignatureRule['scheme'], string> = {
  'hmac-sha256': 'HMAC-SHA256',
  'hmac-sha1': 'HMAC-SHA1',
  'rsa-pss-sha256': 'RSA-PSS, SHA-256',
  'rsa-sha256': 'RSA, SHA-256',
}

/** A quirk may sign otherwise; the headers above are what was sent. */
export function renderSignature(engine: Engine, { say }: View, row: DeliveryRow): Markup {
  const spec = engine.providers.get(row.provider)?.spec
  const rule = spec?.notifications.get(row.notification)?.delivery.signature
  return html`<section class="card stack" id="signature"><h2>${say.signature}</h2>
${rule === undefined ? html`<p>${say.unsigned}</p>` : renderRule(say, rule, row)}</section>`
}

function renderRule(say: View['say'], rule: SignatureRule, { headers }: DeliveryRow): Markup {
  const given = headers[rule.header.toLowerCase()]
  const { timestamp } = rule
  const facts: [string, string][] = [
    [say.signedOver, `${rule.over}`],
    [
      say.signedBy,
      `${SCHEMES[rule.scheme]}, ${rule.encoding}${rule.prefix && `, ${rule.prefix}…`}`,
    ],
    [say.signedWith, rule.key],
    [rule.header, given ?? say.signatureMissing],
    ...(timestamp
      ? [[timestamp.header, headers[timestamp.header.toLowerCase()] ?? ''] as [string, string]]
      : []),
  ]
  return html`<dl class="facts">${facts.map(
    ([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`,
  )}</dl>`
}
