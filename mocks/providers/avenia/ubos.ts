/**
 * Owners of a company (UBOs), registered before its level 1.
 * Sources: https://api-reference.avenia.io/api-reference/ubos/get-ubo, and the captured answers of
 * https://github.com/kiran290/AveniaKYBPOC, read 2026-11-30.
 */
import {
  type BehaviourContext,
  defineBehaviour,
  type Outcome,
  type StoredRecord,
} from '../../provider.ts'
import { toMicros } from './dates.ts'
import { type Document, findReady, toDocumentWire } from './documents.ts'
import { isApproved } from './kyc-state.ts'
import { refuseField } from './refuse.ts'
import { withOwner, withRecord } from './scope.ts'
import { isRightTaxId } from './tax-id.ts'

/** What was sent; the percentage as text. */
type Fields = Record<string, string>

export interface Ubo extends StoredRecord {
  userId: string
  fields: Fields
  createdAt: number
  updatedAt: number
}

type Body = Record<string, string | number>
type Context = BehaviourContext<Body>

/** Registers an owner. */
export const createUbo = defineBehaviour<Body>('ubo.create', (context) =>
  withOwner(context, (userId) => {
    const refusal = refuse(context, userId)
    if (refusal) return refusal
    const id = context.ids.uuid('ubo')
    const { now } = context
    const fields = toFields(context.request.body)
    context.collection<Ubo>('ubo').insert({ id, userId, fields, createdAt: now, updatedAt: now })
    return { status: 201, body: { id } }
  }),
)

/** Changes an owner; the answer is as the reference prints it. */
export const updateUbo = defineBehaviour<Body>('ubo.update', (context) =>
  withRecord<Ubo>(context, 'ubo', (ubo, owner) => {
    const refusal = refuse(context as Context, owner)
    if (refusal) return refusal
    const fields = { ...ubo.fields, ...toFields(context.request.body as Body) }
    context.collection<Ubo>('ubo').update(ubo.id, { fields, updatedAt: context.now })
    return { status: 200, body: context.quirk.value('avenia.updates.answer') }
  }),
)

function refuse(context: Context, owner: string): Outcome | undefined {
  if (isApproved(context, owner, 'kyb-level-1')) return context.refuse('kybImmutable')
  const { countryOfTaxId, taxIdNumber, uploadedIdentificationId: id } = context.request.body
  if (!isRightTaxId(String(countryOfTaxId), String(taxIdNumber)))
    return refuseField(context, 'taxIdNumber', 'The check digits of this CPF are wrong.')
  if (id === undefined || findReady(context, owner, id)) return undefined
  const hint = 'No such document of this owner is uploaded and ready.'
  return refuseField(context, 'uploadedIdentificationId', hint)
}

const NAMES =
  'fullName dateOfBirth countryOfTaxId taxIdNumber email phone percentageOfOwnership hasControl uploadedIdentificationId uploadedSelfieId documentCountry streetLine1 streetLine2 streetLine3 city state zipCode country'.split(
    ' ',
  )

/** Fields that no source names are dropped. */
function toFields(body: Body): Fields {
  const given = NAMES.filter((name) => body[name] !== undefined)
  return Object.fromEntries(given.map((name) => [name, String(body[name])]))
}

/** Shows an owner, without a wrapper. */
export const readUbo = defineBehaviour('ubo.read', (context) =>
  withRecord<Ubo>(context, 'ubo', (ubo) => ({
    status: 200,
    body: toWire(ubo, toDocuments(context, ubo)),
  })),
)

function toDocuments(context: BehaviourContext, { fields }: Ubo) {
  const documents = context.collection<Document>('document')
  const shown = []
  for (const id of [fields.uploadedIdentificationId, fields.uploadedSelfieId]) {
    const document = id ? documents.get(id) : undefined
    if (document) shown.push(toShortDocument(toDocumentWire(context, document)))
  }
  return shown
}

function toShortDocument(document: ReturnType<typeof toDocumentWire>) {
  const { id, documentType, uploadURLFront, uploadURLBack, ready, createdAt, updatedAt } = document
  return { id, documentType, uploadURLFront, uploadURLBack, ready, createdAt, updatedAt }
}

/** Types differ from those of the request: the role is a boolean here, the percentage a number. */
function toWire({ id, userId, fields, createdAt, updatedAt }: Ubo, documents: object[]) {
  const read = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, fields[name] ?? '']))
  return {
    id,
    userId,
    createdAt: toMicros(createdAt),
    updatedAt: toMicros(updatedAt),
    info: {
      ...read('fullName', 'dateOfBirth', 'countryOfTaxId', 'taxIdNumber', 'email', 'phone'),
      hasControl: fields.hasControl !== undefined,
      percentageOfOwnership: Number(fields.percentageOfOwnership ?? 0),
    },
    address: read('streetLine1', 'streetLine2', 'city', 'state', 'country', 'zipCode'),
    documents,
  }
}
