/** Starts honest clients, and collects what they saw. */
import { Worker } from 'node:worker_threads'

/** @returns a function that ends the client, and returns what became of its batches */
export function startHonest(url, key) {
  const worker = new Worker(new URL('./honest-worker.mjs', import.meta.url), { workerData: { url, key } })
  const result = new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  // A failure before the end is thrown at the end.
  result.catch(() => undefined)
  return () => {
    worker.postMessage('end')
    return result
  }
}
