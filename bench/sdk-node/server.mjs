/** Takes what comes, answers 202 and counts, in a process of its own so that its work is not measured. */
import { createServer } from 'node:http'
import { gunzipSync } from 'node:zlib'

let events = 0
let bytes = 0

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const wire = Buffer.concat(chunks)
  const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(wire) : wire
  bytes += wire.length
  events += JSON.parse(body).events.length
  response
    .writeHead(202, { 'content-type': 'application/json' })
    .end('{"accepted":1,"duplicates":0,"rejected":[]}')
})
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }))
process.on('message', () => process.send({ events, bytes }))
process.on('disconnect', () => process.exit(0))
