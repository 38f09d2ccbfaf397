/** Where sandboxes that are killed keep. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createDatabase } from '../../postgres/database.ts'

/** `makePlace`: words of the command line, for a place that goes with the test. */
export const KEEPERS: { keeper: string; makePlace(): Promise<string[]> }[] = [
  {
    keeper: 'file',
    makePlace: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'ensayo-kill-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      return ['--data', folder]
    },
  },
  {
    keeper: 'postgres',
    makePlace: async () => ['--store', (await createDatabase()).url],
  },
]
