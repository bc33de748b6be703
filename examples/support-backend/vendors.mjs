/** Simulates two services of other companies, with the delays and failures of real ones. */
import { setTimeout as delay } from 'node:timers/promises'

const between = (low, high) => low + Math.random() * (high - low)

/** Resolves with the status, retries and time of a call. About 1 of 60 calls fails after its retries. */
async function call(name, operation, low, high, failureShare) {
  const started = performance.now()
  let retries = 0
  let status = 200
  for (;;) {
    await delay(between(low, high))
    status = Math.random() < failureShare ? 503 : 200
    if (status === 200 || retries === 1) break
    retries += 1
  }
  return {
    ok: status === 200,
    latency_ms: Math.round(performance.now() - started),
    vendor: { name, operation, http_status: status, retry_count: retries },
  }
}

export const search = () => call('shelf-search', 'query', 15, 70, 0.03)

/** The output and the time grow with the answer. */
export async function generate(answer) {
  const slow = Math.random() < 0.06 ? 900 : 0
  const result = await call('word-mill', 'complete', 120 + slow, 380 + slow, 0.05)
  const input_tokens = 240 + Math.round(answer.length / 2)
  const output_tokens = Math.round(answer.length / 4)
  return {
    ...result,
    model: 'mill-2-small',
    input_tokens,
    output_tokens,
    cost_usd: Number((input_tokens * 2e-7 + output_tokens * 8e-7).toFixed(7)),
  }
}
