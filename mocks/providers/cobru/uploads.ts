/**
 * Documents of white-label users.
 * Source: https://github.com/trixel/signup-web, src/app/api/upload/route.ts, read 2026-11-20.
 */
import { defineBehaviour, type StoredRecord } from '../../provider.ts'

interface Upload extends StoredRecord {
  name: string
  type: string
  createdAt: number
}

interface UploadForm {
  /** A file, or text where a client sends it so. */
  file: { filename: string } | string
  file_type: string
  file_name: string
}

/** Takes a file and answers where it would be; `sign` is not checked, as its key is not known. */
export const uploadFile = defineBehaviour<UploadForm>(
  'user.upload',
  ({ request, ids, now, baseUrl, collection }) => {
    const { file_name: name, file_type: type } = request.body
    const id = ids.hex('upload', 16)
    collection<Upload>('upload').insert({ id, name, type, createdAt: now })
    const url = `${baseUrl}/media/${encodeURIComponent(type)}/${id}-${encodeURIComponent(name)}`
    const body = { url, result: 'OK', message: 'Archivo recibido', code_transaction: id }
    return { status: 200, body }
  },
)
