/** Imports what a person has written beside a spec, anew where it has changed. */
import * as module from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { moduleExtension, providersFolder } from '../../dialect/paths.ts'

/** The name under which modules ask for the provider API. */
const API = 'ensayo/provider'

/** Raised when modules may have changed; Node keeps each that it has read under its address. */
let version = 0

/** Lets what is imported next be read again. */
export function forgetModules(): void {
  version++
}

export async function importModule(path: string): Promise<object> {
  answerApi()
  return import(toAddress(path))
}

function toAddress(path: string): string {
  const { href } = pathToFileURL(path)
  return version === 0 ? href : `${href}?${MARK}=${version}`
}

const MARK = 'ensayo'
let isAnswered = false

/**
 * A spec may lie where no package is installed, as when Ensayo is called by `npx`: the provider API is
 * this very one. What a module imports of its own folder is as new as itself.
 */
function answerApi(): void {
  if (isAnswered) return
  isAnswered = true
  module.registerHooks?.({
    resolve(specifier, context, next) {
      if (specifier === API) return { url: toApiUrl(), shortCircuit: true }
      const found = next(specifier, context)
      const [folder, mark] =
        /^(file:.*\/)[^/]*\?ensayo=(\d+)$/.exec(context.parentURL ?? '')?.slice(1) ?? []
      const isOwn = folder !== undefined && found.url.startsWith(folder) && !found.url.includes('?')
      return isOwn && !found.url.includes('/node_modules/')
        ? { ...found, url: `${found.url}?${MARK}=${mark}` }
        : found
    },
  })
}

function toApiUrl(): string {
  return pathToFileURL(join(providersFolder, `../provider${moduleExtension}`)).href
}
