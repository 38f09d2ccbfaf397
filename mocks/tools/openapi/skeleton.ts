/** A provider to begin with: one payment, made, read, listed, paid, and told of. */
import { toEnv, toPascal } from './words.ts'

/** The spec; everything in it is made up. */
export function toSkeletonSpec(name: string, today: string): string {
  return `openapi: 3.1.0
info: { title: ${toPascal(name)}, version: '1' }
x-ensayo: { name: ${name}, baseUrlEnv: ${toEnv(name, 'base url')} }
# Where the facts below are written, and how well they are known.
x-source: { read: ${today}, evidence: assumed, note: Nothing of it is known yet }
servers:
  - { url: https://api.${name}.example }
security:
  - { ApiKey: [] }

x-account:
  credentials:
    apiKey: { env: ${toEnv(name, 'api key')}, default: sandbox-${name}-api-key, generate: 'text:32' }

x-errors:
  validation: { status: 400, body: { error: invalid, fields: { x-by-field: '{message}' } } }
  malformedBody: { status: 400, body: { error: unreadable, reason: '{reason}' } }
  unsupportedMediaType: { status: 415, body: { error: unsupported } }
  notFound: { status: 404, body: { error: not_found } }
  methodNotAllowed: { status: 405, body: { error: method_not_allowed } }
  bodyTooLarge: { status: 413, body: { error: too_large } }
  internal: { status: 500, body: { error: internal } }
  noKey: { status: 401, body: { error: no_key } }
  paymentMissing: { status: 404, body: { error: no_such_payment } }
  notPending: { status: 409, body: { error: not_pending, state: '{state}' } }

# "ensayo trigger ${name}.payment.pay --id …" plays it.
x-triggers:
  payment.pay:
    title: The payer pays
    record: { collection: payment, by: id }
    transition: pay
    parameters: { type: object, required: [id], properties: { id: { type: string } } }

paths:
  /payments:
    post:
      operationId: createPayment
      summary: Makes a payment
      x-behaviour: { name: resource.create, resource: Payment }
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/NewPayment' } } }
      responses:
        '201':
          description: The payment
          content: { application/json: { schema: { $ref: '#/components/schemas/Payment' } } }
      callbacks:
        paymentChanged:
          '{$request.body#/callback}':
            post:
              summary: A payment changed its state
              requestBody:
                content:
                  application/json:
                    schema: { type: object, properties: { id: { type: string }, state: { type: string } } }
              responses: { '200': { description: Taken } }
              x-delivery: { retry: [PT1M, PT5M] }
    get:
      operationId: listPayments
      summary: Lists payments
      x-behaviour: { name: resource.list, resource: Payment, wrap: data }
      responses:
        '200':
          description: The payments
          content:
            application/json:
              schema: { type: object, required: [data], properties: { data: { type: array, items: { $ref: '#/components/schemas/Payment' } } } }
  /payments/{id}:
    get:
      operationId: getPayment
      summary: Shows a payment
      x-behaviour: resource.read
      x-record: { collection: payment, id: $request.path.id, missing: paymentMissing }
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '200':
          description: The payment
          content: { application/json: { schema: { $ref: '#/components/schemas/Payment' } } }
  /payments/{id}/cancel:
    post:
      operationId: cancelPayment
      summary: Cancels a payment that nobody has paid yet
      # A function in ${name}.mts: what to refuse is procedure.
      x-behaviour: payment.cancel
      x-record: { collection: payment, id: $request.path.id, missing: paymentMissing }
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '200':
          description: Which payment, and its state
          content:
            application/json:
              schema: { type: object, required: [id, state], properties: { id: { type: string }, state: { type: string } } }

components:
  securitySchemes:
    ApiKey:
      type: apiKey
      in: header
      name: X-Api-Key
      x-credential: apiKey
      x-errors: { missing: noKey, invalid: noKey, expired: noKey }
  schemas:
    NewPayment:
      type: object
      required: [amount]
      properties:
        amount: { type: integer, minimum: 1, description: In cents }
        currency: { type: string, default: COP }
        callback: { type: string, format: uri, description: Told of every change }
    Payment:
      type: object
      x-resource: { collection: payment, id: id }
      x-lifecycle:
        field: state
        initial: pending
        transitions:
          - { name: pay, from: [pending], to: paid, notify: paymentChanged }
          - { name: cancel, from: [pending], to: canceled, notify: paymentChanged }
          - { name: expire, from: [pending], to: expired, after: P1D, notify: paymentChanged }
      required: [id, amount, currency, state, createdAt]
      properties:
        id: { type: string, readOnly: true, x-generate: { prefix: pay_, value: 'text:12' } }
        amount: { type: integer }
        currency: { type: string, default: COP }
        callback: { type: string }
        state: { type: string, enum: [pending, paid, canceled, expired] }
        createdAt: { type: string, format: date-time, readOnly: true, x-generate: now-iso }
`
}

/** The module beside it. */
export function toSkeletonModule(name: string): string {
  return `/** What ${name}.yaml cannot say: what depends on more than the request. */
import { defineBehaviour, type StoredRecord } from 'ensayo/provider'

interface Payment extends StoredRecord {
  readonly state: string
}

/** Cancels a payment that nobody has paid yet. */
export const cancel = defineBehaviour<unknown, Payment>(
  'payment.cancel',
  ({ collection, record, refuse }) => {
    const payments = collection<Payment>('payment')
    if (!payments.allows(record, 'cancel')) return refuse('notPending', { state: record.state })
    const { id, state } = payments.transition(record.id, 'cancel')
    return { status: 200, body: { id, state } }
  },
)
`
}
