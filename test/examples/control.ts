/** What the shops' tests ask of the sandbox around them; `ensayo exec` and `ensayo matrix` say where it is. */

const { ENSAYO_URL, ENSAYO_CONTROL_TOKEN: token } = process.env

/** How far the sandbox's time is ahead of ours. */
let aheadMs = 0

/** The sandbox's time; a shop under test lives by it. */
export const now = (): number => Date.now() + aheadMs

/** Lets time pass. What is due until then, callbacks too, has happened when it returns. */
export async function advance(seconds: number): Promise<void> {
  aheadMs += seconds * 1_000
  await control('POST', 'clock/advance', { by: `PT${seconds}S` })
}

/** Plays the outside world: `payment.approve`, `payment.decline`, `bank.reject`. */
export const play = (event: string, parameters: object) =>
  control('POST', `triggers/cobru/${event}`, parameters)

/** Requests that reached Cobru, oldest first. */
export const requests = (operationId: string): Promise<{ request: { body: string } }[]> =>
  control('GET', `requests?operationId=${operationId}`)

/** Somebody else sends a callback, as if it were Cobru's, about a payment that there is not. */
export const forgeCallback = (slug: string) =>
  control('POST', 'webhooks/forge', {
    kind: 'unknown-record',
    notification: 'paymentUpdated',
    record: slug,
  })

/** Sends the newest callback once more, as Cobru may. */
export async function repeatLastCallback(): Promise<void> {
  const [newest] = await control('GET', 'webhooks?limit=1')
  if (newest) await control('POST', `webhooks/${newest.id}/resend`)
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers freely
async function control(method: string, path: string, body?: object): Promise<any> {
  const answer = await fetch(`${ENSAYO_URL}/_ensayo/${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}
