import { parentPort } from 'node:worker_threads'
import { processBatch } from './stages.mjs'

parentPort.on('message', ({ job, body }) => {
  const { headers, bytes } = processBatch(body)
  // A copy that is this message's own, so that it can be handed over instead of cloned.
  const own = new Uint8Array(bytes)
  parentPort.postMessage({ job, headers, bytes: own }, [own.buffer])
})
