/** A Chromium for one file of browser tests, and pages that remember what they did. */
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import type {} from './find-chromium.ts'

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const screenshots = new URL('../screenshots/', import.meta.url)

/** A page together with what it asked for and complained about. */
export interface WatchedPage {
  page: Page
  /** Hosts with port of all requests, each once. */
  hosts: Set<string>
  /** Console errors and uncaught exceptions. */
  errors: string[]
}

/**
 * Starts the browser; close it after the file's tests.
 *
 * @example
 * const browser = await launch()
 * afterAll(() => browser.close())
 * const { page, hosts, errors } = await browser.open(url, { viewport: phone })
 */
export async function launch() {
  const browser = await chromium.launch({ executablePath: inject('chromium'), args })

  /** Opens `url` in a context of its own, so with no cookies of other tests. */
  async function open(url: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const watched: WatchedPage = { page, hosts: new Set(), errors: [] }
    page.on('request', (request) => {
      if (/^(https?|wss?):/.test(request.url())) watched.hosts.add(new URL(request.url()).host)
    })
    page.on('console', (message) => {
      if (message.type() === 'error') watched.errors.push(message.text())
    })
    page.on('pageerror', (error) => watched.errors.push(String(error)))
    await page.goto(url)
    return watched
  }

  return { open, close: () => browser.close() }
}

export const phone = { width: 360, height: 740 }
export const desktop = { width: 1280, height: 800 }

/** Writes `test/screenshots/<name>.png` when ENSAYO_SCREENSHOTS is set. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (!process.env.ENSAYO_SCREENSHOTS) return
  await mkdir(screenshots, { recursive: true })
  await page.screenshot({
    path: fileURLToPath(new URL(`${name}.png`, screenshots)),
    fullPage: true,
  })
}
