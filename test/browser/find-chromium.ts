/** Finds a Chromium for the browser tests before they start; installs one on Debian and Ubuntu. */
import type { TestProject } from 'vitest/node'
import { find, findOrInstall, isExecutable, type Wanted } from '../install.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the browser's executable. */
    chromium: string
  }
}

const CHROMIUM: Wanted = {
  name: 'Chromium',
  packages: ['chromium', 'fonts-liberation'],
  places: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/** Hands the browser's path to the tests as `inject('chromium')`; throws when there is none. */
export function setup(project: TestProject): void {
  project.provide('chromium', findChosen() ?? find(CHROMIUM) ?? installChromium())
}

function findChosen(): string | undefined {
  const path = process.env.ENSAYO_CHROMIUM
  if (!path) return undefined
  if (isExecutable(path)) return path
  throw new Error(
    `ENSAYO_CHROMIUM is ${path}, which is not an executable file. Correct or unset it.`,
  )
}

function installChromium(): string {
  try {
    return findOrInstall(CHROMIUM)
  } catch (cause) {
    throw new Error(
      `The browser tests found no Chromium: ${(cause as Error).message} Or set ENSAYO_CHROMIUM to the path of its executable. The other tests run without: npx vitest run --project unit.`,
      { cause },
    )
  }
}
