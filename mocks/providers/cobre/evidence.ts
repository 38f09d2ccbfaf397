/**
 * Evidence requests: Cobre asks for papers about a movement.
 * Source: https://docs.cobre.com/evidence-api-1886574m0, read 2026-11-20.
 */
import { defineBehaviour, defineReaction, type StoredRecord } from '../../provider.ts'
import { makeId } from './wire.ts'

export interface EvidenceRequest extends StoredRecord {
  evidence_request_id: string
  evidence_request_context: Record<string, unknown>
  evidence_request_description: string
  evidence_requested: { documents: string[]; information: string[] }
  status: string
}

interface Upload extends StoredRecord {
  evidence_request_id: string
  type: string
  isReceived: boolean
}

interface Ask {
  mm_id?: string
  counterparty_id?: string
  document?: string
}

/** Cobre asks; the event carries what it wants. */
export const askEvidence = defineReaction<Ask>('evidence.ask', (context) => {
  const { counterparty_id = '', document = 'doc_funds', mm_id = '' } = context.payload
  const id = `evr_${context.ids.digits('evr', 11)}`
  const request = context.collection<EvidenceRequest>('evidenceRequest').insert({
    id,
    evidence_request_id: id,
    evidence_request_context: { counterparty_id, mm_id },
    evidence_request_description: 'Documents about a money movement',
    evidence_requested: { documents: [document], information: ['information_counterparty_id'] },
    status: 'pending',
  })
  context.notify('evidence-request.ask', request)
  return { evidence_request_id: id }
})

/** Makes one link per document that is to be uploaded. */
export const createUploads = defineBehaviour<{ documents: { type: string }[] }, EvidenceRequest>(
  'evidence.upload-intent',
  (context) => {
    const intents = []
    for (const { type } of context.request.body.documents) {
      const upload = context.collection<Upload>('upload').insert({
        id: makeId(context, 'upl'),
        evidence_request_id: context.record!.id,
        type,
        isReceived: false,
      })
      const url = `${context.baseUrl}/ensayo/uploads/${upload.id}`
      intents.push({ type, url, headers: { 'content-type': 'application/octet-stream' } })
    }
    return { status: 200, body: { intents } }
  },
)

/** Takes a file at such a link, and forgets its content. */
export const receiveUpload = defineBehaviour<unknown, Upload>('evidence.upload', (context) => {
  context.collection<Upload>('upload').update(context.record!.id, { isReceived: true })
  return { status: 200 }
})
