/** Ids of one second in their time: half a million events whose ids share their first characters. */
import { ulid } from 'ulid'
import { batchOf, eventWith } from '../events.mjs'
import { noSinks } from '../no-sinks.mjs'
import { createSender } from '../sender.mjs'

const EVENTS = 10_000
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export const idFlood = {
  name: 'id-flood',
  what: `batches of ${EVENTS} events whose ids all name one second`,
  config: noSinks,
  async run({ collector, seconds, attacked, honestCpu }) {
    const send = createSender(collector.url, attacked.writeKey)
    const prefix = ulid(Date.now() - 60_000).slice(0, 10)
    const end = Date.now() + seconds * 1000
    let next = 0
    let accepted = 0
    const costs = []
    while (Date.now() < end) {
      const events = Array.from({ length: EVENTS }, () => eventWith({ id: prefix + randomPart(next++) }))
      const body = batchOf(events)
      const begun = performance.now()
      const cpu = collector.cpuMs()
      const { json } = await send({ body })
      costs.push(collector.cpuMs() - cpu - honestCpu * (performance.now() - begun))
      accepted += json?.accepted ?? 0
    }
    const middle = (list) => list.toSorted((a, b) => a - b)[list.length >> 1] ?? Number.NaN
    const [first, last] = [middle(costs.slice(1, 6)), middle(costs.slice(-5))]
    return {
      text: `${accepted} events; processor ms a batch: ${first.toFixed(0)} at first, ${last.toFixed(0)} at last`,
    }
  },
}

/** Returns the sixteen random characters of an id, which differ by number. */
function randomPart(number) {
  let text = ''
  for (let i = 0, rest = number * 2654435761; i < 16; i++) {
    text += ALPHABET[rest % 32]
    rest = Math.floor(rest / 32)
  }
  return text
}
