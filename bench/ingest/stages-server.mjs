/**
 * The bare server of `baseline-server.mjs` with the collector's stages between the body and the append. They
 * run on the main thread (0 workers), or in worker threads that get the compressed body.
 */
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import { Worker } from 'node:worker_threads'
import { processBatch } from './stages.mjs'

const [port, path, count] = process.argv.slice(2)
const file = await open(path, 'a')
const stages = Number(count) === 0 ? async (body) => processBatch(body) : createPool(Number(count))

let waiting = []
let flushing = false

async function flush() {
  flushing = true
  while (waiting.length > 0) {
    const group = waiting
    waiting = []
    await file.writev(group.map(({ bytes }) => bytes))
    await file.datasync()
    for (const { answer } of group) answer()
  }
  flushing = false
}

function createPool(size) {
  const jobs = new Map()
  let next = 0
  const workers = Array.from({ length: size }, () => {
    const worker = new Worker(new URL('./stages-worker.mjs', import.meta.url))
    const entry = { worker, pending: 0 }
    worker.on('message', ({ job, headers, bytes }) => {
      entry.pending -= 1
      jobs.get(job)({ headers, bytes })
      jobs.delete(job)
    })
    return entry
  })
  return (body) =>
    new Promise((resolve) => {
      const entry = workers.reduce((least, other) => (other.pending < least.pending ? other : least))
      entry.pending += 1
      next += 1
      jobs.set(next, resolve)
      const own = new Uint8Array(body)
      entry.worker.postMessage({ job: next, body: own }, [own.buffer])
    })
}

const server = createServer((request, response) => {
  if (request.method !== 'POST') return response.end('ok')
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', async () => {
    const { headers, bytes } = await stages(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))
    const answer = () => {
      const body = JSON.stringify({ accepted: headers.length, duplicates: 0, rejected: [] })
      response.writeHead(202, { 'content-type': 'application/json', 'content-length': body.length })
      response.end(body)
    }
    waiting.push({ bytes, answer })
    if (!flushing) flush()
  })
})
server.keepAliveTimeout = 60_000
server.listen(Number(port), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))
