/**
 * Answers requests as each SDK expects and counts events. It is a process of its own, so that its work is not
 * measured.
 */
import { createServer } from 'node:http'
import { gunzipSync } from 'node:zlib'

let seen = new Map()
let bytes = 0
let events = 0

const MARKER = /n-(\d+)-/g

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const wire = Buffer.concat(chunks)
  const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(wire) : wire).toString('latin1')
  bytes += wire.length
  for (const [, marker] of body.matchAll(MARKER)) {
    seen.set(marker, (seen.get(marker) ?? 0) + 1)
    events += 1
  }
  const json = { 'content-type': 'application/json' }
  if (request.url.startsWith('/v1/events'))
    response.writeHead(202, json).end('{"accepted":1,"duplicates":0,"rejected":[]}')
  else response.writeHead(200, json).end('{"status":"Ok","success":true}')
})
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }))
process.on('message', () => {
  process.send({ bytes, events, unique: seen.size })
  seen = new Map()
  bytes = 0
  events = 0
})
process.on('disconnect', () => process.exit(0))
