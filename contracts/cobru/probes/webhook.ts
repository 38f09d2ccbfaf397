/** What a target's notifications of a payment say; the approved test card brings them about. */
import type { Loose } from '../../kit/answer.ts'
import type { Probe } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import type { CallbackMessage } from '../../kit/targets/target.ts'
import { payAndCatch, toBody, waitFor } from '../notifications.ts'
import { makePayment } from '../payment.ts'
import { submit } from '../submission.ts'
import { probeFact, type Signs } from '../verdicts.ts'

const TOLD = { needs: ['callbacks'] } as const

export const webhookProbes: readonly Probe[] = [
  probeBody('cobru.webhook.payload', {
    seed: (body) => !('payed' in body) && 'state' in body,
    // Without `orderId` merged and older keys are the same.
    legacy: (body) => 'payed' in body && !('orderId' in body),
    merged: (body) => 'payed' in body && 'orderId' in body,
  }),
  probeFact(
    'cobru.webhook.orderid-origin',
    async (session) => {
      const callback = `${session.callbackUrl}?orderId=A17`
      return toBody(await payAndCatch(session, { callback }))
    },
    {
      'in-body': (body) => 'orderId' in body,
      'query-only': (body) => !('orderId' in body) && !('payed' in body) && 'state' in body,
    },
    // The older body has no `orderId` anyway.
    { ...TOLD, maskedBy: { 'cobru.webhook.payload': ['legacy'] } },
  ),
  probeBody('cobru.webhook.amount-type', {
    // In a form everything is text; there the decimals tell.
    string: ({ amount }) => typeof amount === 'string' && /^\d+\.\d\d$/.test(amount),
    number: ({ amount }) => typeof amount === 'number' || /^\d+$/.test(String(amount)),
  }),
  probeMessage('cobru.webhook.encoding', {
    json: ({ headers, rawBody }) => isOf(headers, 'application/json') && rawBody.startsWith('{'),
    form: ({ headers }) => isOf(headers, 'application/x-www-form-urlencoded'),
  }),
  probeMessage('cobru.webhook.source-ip', {
    'add-xff': ({ headers }) => (headers['x-forwarded-for'] ?? '').includes(COBRU_ADDRESS),
    none: ({ headers }) => !(headers['x-forwarded-for'] ?? '').includes(COBRU_ADDRESS),
  }),
  probeFact(
    'cobru.webhook.method-label',
    async (session) => toBody(await tellBreb(session)).payment_method ?? null,
    {
      'display-label': (method) => method === 'Bre-B',
      'backend-literal': (method) => ['breb', 'breb_qr', 'bre_b'].includes(method),
    },
    { ...TOLD, waits: 'PT1M30S' },
  ),
]

/** Cobru's development host, as public clients know it. */
const COBRU_ADDRESS = '52.60.68.103'

function probeMessage(quirk: string, signs: Signs<CallbackMessage>): Probe {
  return probeFact(quirk, (session) => payAndCatch(session), signs, TOLD)
}

function probeBody(quirk: string, signs: Signs<Loose>): Probe {
  return probeFact(quirk, async (session) => toBody(await payAndCatch(session)), signs, TOLD)
}

function isOf(headers: Record<string, string>, type: string): boolean {
  return (headers['content-type'] ?? '').startsWith(type)
}

/** A notification of a Bre-B payment: of its start or, where only paid ones are told, of its end by the magic payer. */
async function tellBreb(session: Session): Promise<CallbackMessage | undefined> {
  const { url } = await makePayment(session, {
    callback: session.callbackUrl,
    payment_method_enabled: '{"breb":true}',
    payer_id: '7777777',
  })
  await submit(session, url, 'breb')
  const started = await waitFor(session, url)
  return started ?? (await waitFor(session, url))
}
