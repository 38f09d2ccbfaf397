/** Behaviours that every spec may name without a module of its own. */

import { answerExample, answerNotModelled } from './example.ts'
import { listRecords } from './list.ts'
import type { Definition } from './provider-api.ts'
import { createRecord, deleteRecord, readRecord, updateRecord } from './resource.ts'

export const defaultBehaviours: Definition[] = [
  { kind: 'behaviour', name: 'resource.create', run: createRecord },
  { kind: 'behaviour', name: 'resource.read', run: readRecord },
  { kind: 'behaviour', name: 'resource.list', run: listRecords },
  { kind: 'behaviour', name: 'resource.update', run: updateRecord },
  { kind: 'behaviour', name: 'resource.delete', run: deleteRecord },
  { kind: 'behaviour', name: 'example', run: answerExample },
  { kind: 'behaviour', name: 'not-modelled', run: answerNotModelled },
]
