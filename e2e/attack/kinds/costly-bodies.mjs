/**
 * Bodies whose processing costs more than they weigh. The processor time of each is compared with that of ordinary
 * traffic with the same bytes and events: as many ordinary events, or as many ordinary bytes, whichever takes longer.
 */
import { gzipSync } from 'node:zlib'
import { batchOf, ordinaryEvents } from '../events.mjs'
import { noSinks } from '../no-sinks.mjs'
import { createSender } from '../sender.mjs'
import { shapes } from '../shapes.mjs'

/** No request may take more than so many times the processor time of ordinary traffic. */
const MOST = 3
/** Costs below are those of a connection and of the clock, not of a body. */
const LEAST_MS = 5
const ORDINARY_EVENTS = 5_000
const LEAST_REQUESTS = 3

export const costlyBodies = {
  name: 'costly-bodies',
  what: `bodies of ${Object.keys(shapes).length} shapes, each at most ${MOST} times as costly as ordinary traffic`,
  config: noSinks,
  async run({ collector, seconds, attacked, honestCpu, print }) {
    const send = createSender(collector.url, attacked.writeKey, { maxSockets: 1 })

    /** @returns the milliseconds of the processor that a request takes, and what the last one was answered */
    const measure = async (make, limitMs) => {
      const costs = []
      let sizes
      let answer
      const end = performance.now() + limitMs
      do {
        const { body, events, type } = make()
        const packed = gzipSync(body, { level: 1 })
        sizes = { bytes: Buffer.byteLength(body), events, sent: packed.length }
        const begun = performance.now()
        const before = collector.cpuMs()
        answer = await send({ body: packed, encoding: 'gzip', type })
        // What follows the answer, such as the collection of garbage, belongs to the request.
        await new Promise((resolve) => setTimeout(resolve, 10))
        costs.push(collector.cpuMs() - before - honestCpu * (performance.now() - begun))
      } while (performance.now() < end || costs.length < LEAST_REQUESTS)
      costs.sort((a, b) => a - b)
      return { ...sizes, cost: costs[costs.length >> 1], most: costs.at(-1), answer }
    }

    const ordinary = () => ({ body: batchOf(ordinaryEvents(ORDINARY_EVENTS)), events: ORDINARY_EVENTS })
    await measure(ordinary, 1_500)
    const before = await measure(ordinary, 1_000)
    const limitMs = (seconds * 1000) / Object.keys(shapes).length
    const measured = []
    for (const [name, make] of Object.entries(shapes)) measured.push([name, await measure(make, limitMs)])
    // Code that is not compiled yet, and a busy machine, make ordinary traffic look costly and the shapes cheap.
    const after = await measure(ordinary, 1_000)
    const base = after.cost < before.cost ? after : before
    const perEvent = base.cost / base.events
    const perByte = base.cost / base.bytes
    print(
      `ordinary: ${(perEvent * 1000).toFixed(1)} µs an event, ${(perByte * 1e6).toFixed(1)} ms a megabyte`,
    )

    const over = []
    let worst = { ratio: 0, name: '' }
    for (const [name, { bytes, events, sent, cost, most, answer }] of measured) {
      const ratio = cost / Math.max(LEAST_MS, events * perEvent, bytes * perByte)
      if (ratio > worst.ratio) worst = { ratio, name }
      if (ratio > MOST) over.push(`${name}: ${ratio.toFixed(1)} times ordinary traffic`)
      const code = answer.json?.code ?? answer.json?.rejected?.[0]?.code ?? ''
      print(
        `${ratio.toFixed(1).padStart(7)} ×  ${cost.toFixed(0).padStart(6)} ms, at most ${most.toFixed(0).padStart(6)}  ${name}` +
          ` (${(sent / 1000).toFixed(0)} KB sent, ${(bytes / 1e6).toFixed(1)} MB, ${events} events: ${answer.status} ${code})`,
      )
    }
    return {
      text: `worst ${worst.ratio.toFixed(1)} × ordinary (${worst.name})`,
      faults: over,
    }
  },
}
