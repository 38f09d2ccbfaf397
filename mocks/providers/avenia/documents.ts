/**
 * Documents: announced, uploaded, ready. The upload goes to the sandbox in place of a storage host.
 * Source: https://integration-guide.avenia.io/docs/KYC/kycLevel1, read 2026-11-20.
 */
import { type BaseContext, defineBehaviour, type StoredRecord } from '../../provider.ts'
import { withOwner, withRecord } from './scope.ts'

interface Document extends StoredRecord {
  userId: string
  documentType: string
  /** Sides that are wanted, and those that are there. */
  sides: string[]
  uploaded: string[]
}

/** Announces a document; answers where each side goes. */
export const createDocument = defineBehaviour<{ documentType: string; isDoubleSided?: boolean }>(
  'document.create',
  (context) =>
    withOwner(context, (userId) => {
      const { documentType, isDoubleSided = false } = context.request.body
      const isLive = documentType === 'SELFIE-FROM-LIVENESS'
      const sides = isLive ? ['liveness'] : ['front', ...(isDoubleSided ? ['back'] : [])]
      const id = context.ids.uuid('document')
      const documents = context.collection<Document>('document')
      documents.insert({ id, userId, documentType, sides, uploaded: [] })
      const urlOf = (side: string) => `${context.baseUrl}/uploads/${id}/${side}`
      if (isLive) {
        const validateLivenessToken = context.ids.text('liveness', 32)
        return { status: 200, body: { id, livenessUrl: urlOf('liveness'), validateLivenessToken } }
      }
      const back = isDoubleSided ? { uploadURLBack: urlOf('back') } : {}
      return { status: 200, body: { id, uploadURLFront: urlOf('front'), ...back } }
    }),
)

/** Takes one side; once, and only with the header that the pre-signed URL asks for. */
export const uploadDocument = defineBehaviour<unknown, Document>('document.upload', (context) => {
  const { side } = context.request.params as { side: string }
  const document = context.record!
  if (!document.sides.includes(side)) return context.refuse('notFound')
  const isAllowed = context.request.headers['if-none-match'] === '*'
  if (!isAllowed || document.uploaded.includes(side)) return { status: 412 }
  const uploaded = [...document.uploaded, side]
  context.collection<Document>('document').update(document.id, { uploaded })
  return { status: 200 }
})

/** Shows how far the uploads are. */
export const readDocument = defineBehaviour('document.read', (context) =>
  withRecord<Document>(context, 'document', (document) => ({
    status: 200,
    body: { document: toWire(document) },
  })),
)

/** Whether a document of the owner has all its sides. */
export function isReady(context: BaseContext, owner: string, id: string): boolean {
  const document = context.collection<Document>('document').get(id)
  return document?.userId === owner && document.sides.length === document.uploaded.length
}

function toWire({ id, documentType, sides, uploaded }: Document) {
  const statusOf = (side: string): string => {
    if (!sides.includes(side)) return ''
    return uploaded.includes(side) ? 'OK' : 'PENDING'
  }
  return {
    id,
    documentType,
    uploadStatusFront: statusOf(sides.includes('liveness') ? 'liveness' : 'front'),
    uploadErrorFront: '',
    uploadStatusBack: statusOf('back'),
    uploadErrorBack: '',
    ready: sides.length === uploaded.length,
  }
}
