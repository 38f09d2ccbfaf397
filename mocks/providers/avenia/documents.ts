/**
 * Documents: announced, uploaded, processed, ready. The upload goes to the sandbox in place of a storage host.
 * Sources: https://integration-guide.avenia.io/docs/KYC/kycLevel1, and the captured answers of
 * https://github.com/kiran290/AveniaKYBPOC for what a document shows, read 2026-11-30.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  type StoredRecord,
} from '../../provider.ts'
import { toMicros } from './dates.ts'
import { answerPage } from './page.ts'
import { readQuery, withOwner, withRecord } from './scope.ts'

type Side = 'front' | 'back'

export interface Document extends StoredRecord {
  seq: number
  userId: string
  documentType: string
  /** Sides that are wanted. */
  sides: Side[]
  /** When each came. What comes to the page of liveness is as good as the front. */
  uploadedAt: Partial<Record<Side | 'liveness', number>>
  createdAt: number
}

/** In the captures a document was ready about ten seconds after its upload. */
const PROCESS_AFTER_MS = 10_000

/** Announces a document; answers where each side goes. */
export const createDocument = defineBehaviour<{ documentType: string; isDoubleSided?: boolean }>(
  'document.create',
  (context) =>
    withOwner(context, (userId) => {
      const { documentType, isDoubleSided = false } = context.request.body
      const isLive = documentType === 'SELFIE-FROM-LIVENESS'
      const document = context.collection<Document>('document').insert({
        id: context.ids.uuid('document'),
        seq: context.ids.sequence('document'),
        userId,
        documentType,
        sides: isDoubleSided && !isLive ? ['front', 'back'] : ['front'],
        uploadedAt: {},
        createdAt: context.now,
      })
      const { uploadURLFront, uploadURLBack } = toUrls(context, document)
      const back = uploadURLBack === '' ? {} : { uploadURLBack }
      const liveness = isLive ? toLiveness(context, document) : {}
      return { status: 200, body: { id: document.id, uploadURLFront, ...back, ...liveness } }
    }),
)

function toUrls({ baseUrl }: BehaviourContext, { id, sides }: Document) {
  return {
    uploadURLFront: `${baseUrl}/uploads/${id}/front`,
    uploadURLBack: sides.includes('back') ? `${baseUrl}/uploads/${id}/back` : '',
  }
}

function toLiveness({ baseUrl, ids }: BehaviourContext, { id }: Document) {
  return {
    livenessUrl: `${baseUrl}/uploads/${id}/liveness`,
    validateLivenessToken: ids.text('liveness', 32),
  }
}

/** Takes one side; once, and only with the header that the pre-signed URL asks for. */
export const uploadDocument = defineBehaviour<unknown, Document>('document.upload', (context) => {
  const document = context.record!
  const { side } = context.request.params as { side: Side | 'liveness' }
  if (!takes(document, side)) return context.refuse('notFound')
  const isAllowed = context.request.headers['if-none-match'] === '*'
  if (!isAllowed || document.uploadedAt[side] !== undefined) return { status: 412 }
  const uploadedAt = { ...document.uploadedAt, [side]: context.now }
  context.collection<Document>('document').update(document.id, { uploadedAt })
  return { status: 200 }
})

function takes({ documentType, sides }: Document, side: Side | 'liveness'): boolean {
  if (side === 'liveness') return documentType === 'SELFIE-FROM-LIVENESS'
  return sides.includes(side)
}

/** Lists the owner's documents. */
export const listDocuments = defineBehaviour('document.list', (context) =>
  withOwner(context, (userId) => {
    const type = readQuery(context, 'documentType')
    const all = context.collection<Document>('document').list({ where: { userId } })
    const found = all.filter(({ documentType }) => [undefined, documentType].includes(type))
    const toWire = (document: Document) => toDocumentWire(context, document)
    return answerPage(context, found, { wrap: 'documents', toWire })
  }),
)

/** Shows how far the uploads are. */
export const readDocument = defineBehaviour('document.read', (context) =>
  withRecord<Document>(context, 'document', (document) => ({
    status: 200,
    body: { document: toDocumentWire(context, document) },
  })),
)

/** A document of the owner whose sides are all processed. */
export function findReady(context: BaseContext, owner: string, id: unknown): Document | undefined {
  const document = context.collection<Document>('document').get(String(id))
  const isOwn = document?.userId === owner
  return isOwn && isReady(document, context.now) ? document : undefined
}

function isReady(document: Document, now: number): boolean {
  return document.sides.every((side) => isProcessed(document, side, now))
}

function isProcessed({ uploadedAt }: Document, side: Side, now: number): boolean {
  const at = uploadedAt[side] ?? (side === 'front' ? uploadedAt.liveness : undefined)
  return at !== undefined && now >= at + PROCESS_AFTER_MS
}

/** The document as reads and lists show it. */
export function toDocumentWire(context: BehaviourContext, document: Document) {
  const { uploadURLFront, uploadURLBack } = toUrls(context, document)
  const statusOf = (side: Side): string => {
    if (!document.sides.includes(side)) return ''
    return isProcessed(document, side, context.now) ? 'OK' : 'WAITING-UPLOAD'
  }
  return {
    id: document.id,
    documentType: document.documentType,
    uploadURLFront,
    uploadStatusFront: statusOf('front'),
    uploadErrorFront: '',
    uploadURLBack,
    uploadStatusBack: statusOf('back'),
    uploadErrorBack: '',
    ready: isReady(document, context.now),
    createdAt: toMicros(document.createdAt),
    updatedAt: toMicros(toUpdatedAt(document, context.now)),
  }
}

/** The newest side that was processed, or the creation. */
function toUpdatedAt({ uploadedAt, createdAt }: Document, now: number): number {
  const processed = Object.values(uploadedAt).map((at) => at + PROCESS_AFTER_MS)
  return Math.max(createdAt, ...processed.filter((at) => at <= now))
}
