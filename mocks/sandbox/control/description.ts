/** The description of the control API, which also says what its routes take. */
import { readFile } from 'node:fs/promises'

export interface ControlDescription {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, unknown>>
  components: Record<string, Record<string, unknown>>
}

let loading: Promise<ControlDescription> | undefined

/**
 * Reads the JSON that a build carries beside its chunks, or else `openapi.yaml` beside this module.
 * Read once, on first use, so that it costs nothing at start.
 */
export function loadControlDescription(): Promise<ControlDescription> {
  loading ??= readDescription()
  return loading
}

async function readDescription(): Promise<ControlDescription> {
  for (const place of ['control-openapi.json', '../control-openapi.json']) {
    const built = await readBeside(place)
    if (built !== undefined) return JSON.parse(built)
  }
  const { parse } = await import('yaml')
  return parse((await readBeside('openapi.yaml')) ?? '')
}

async function readBeside(name: string): Promise<string | undefined> {
  try {
    return await readFile(new URL(name, import.meta.url), 'utf8')
  } catch {
    return undefined
  }
}
