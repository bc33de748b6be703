import { parentPort } from 'node:worker_threads'
import { processBatch } from './stages.mjs'

parentPort.on('message', ({ job, body }) => {
  const { headers, bytes } = processBatch(body)
  // The copy belongs to this message alone, so that it can be transferred instead of cloned.
  const own = new Uint8Array(bytes)
  parentPort.postMessage({ job, headers, bytes: own }, [own.buffer])
})
