/** Calls each address in each way that a program in Node may; prints one line for each. */

import http from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import { createRequire } from 'node:module'
import net from 'node:net'
import tls from 'node:tls'
import { Worker } from 'node:worker_threads'

const [, , secure, plain, way] = process.argv
const require = createRequire(import.meta.url)

const WAYS = {
  fetch: async (url) => (await fetch(url)).text(),
  get: (url) => get(url, {}),
  agent: (url) =>
    get(url, { agent: new (url.startsWith('https') ? https : http).Agent({ keepAlive: false }) }),
  axios: async (url) => {
    const axios = require('axios-0.27')
    return JSON.stringify((await axios.get(url, { validateStatus: () => true })).data)
  },
  alpn: (url) => getAgreed(url),
  socket: (url) => readSocket(url),
  worker: (url) => inWorker(url),
}

for (const [name, call] of Object.entries(WAYS)) {
  if (way !== undefined && way !== name) continue
  for (const url of [secure, plain]) {
    try {
      console.log(name, new URL(url).protocol, await call(url))
    } catch (error) {
      console.log(name, new URL(url).protocol, 'failed', (error.cause ?? error).message)
    }
  }
}
process.exit()

function get(url, options) {
  return new Promise((resolve, reject) => {
    const { get: ask } = url.startsWith('https') ? https : http
    ask(url, options, async (answer) => {
      let text = ''
      for await (const part of answer) text += part
      resolve(text)
    }).on('error', reject)
  })
}

/** As got does with `http2: true`: HTTP/2 is offered first, and what was agreed is spoken. */
async function getAgreed(url) {
  const { protocol, hostname } = new URL(url)
  if (protocol === 'http:') return get(url, {})
  const ALPNProtocols = ['h2', 'http/1.1']
  const socket = tls.connect({ host: hostname, port: 443, servername: hostname, ALPNProtocols })
  await new Promise((resolve, reject) => {
    socket.once('secureConnect', resolve).once('error', reject)
  })
  if (socket.alpnProtocol !== 'h2') return get(url, { createConnection: () => socket })
  const session = http2.connect(url, { createConnection: () => socket })
  const stream = session.request({ ':path': new URL(url).pathname })
  let text = ''
  for await (const part of stream) text += part
  session.close()
  return text
}

/** As database drivers and old libraries do: by port and host, as two arguments. */
function readSocket(url) {
  const { protocol, hostname } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket =
      protocol === 'https:'
        ? tls.connect({ port: 443, host: hostname, servername: hostname })
        : new net.Socket().connect(80, hostname)
    let text = ''
    socket.on('error', reject)
    socket.on('data', (part) => {
      text += part
    })
    socket.on('close', () => resolve(text.split('\r\n\r\n')[1]))
    socket.write(`GET /nothing HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`)
  })
}

function inWorker(url) {
  const code = `const { parentPort } = require('node:worker_threads')
    fetch(${JSON.stringify(url)}).then((a) => a.text()).catch((e) => 'failed ' + e.cause.message).then((t) => parentPort.postMessage(t))`
  return new Promise((resolve) => new Worker(code, { eval: true }).once('message', resolve))
}
