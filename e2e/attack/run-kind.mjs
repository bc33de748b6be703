/**
 * Runs one kind of attack: a collector of its own, honest clients that were there before, and the attack for a
 * limited time.
 */
import { attacked, honest, startCollector } from './collector.mjs'
import { startHonest } from './honest.mjs'

/** Time for connections and compiled code of honest traffic, and for figures of it alone. */
const CALM_MS = 2_000

/**
 * @returns what honest clients saw of the attack, and the figures of the kind
 */
export async function runKind(kind, { checkout, seconds, calmMs = CALM_MS }) {
  const collector = await startCollector(checkout, kind.config)
  const details = []
  try {
    // The first batches compile the collector's code; they are no part of the figures.
    await Promise.all([startHonest(collector.url, honest.writeKey)(), sleep(calmMs / 2)])
    const warmUp = startHonest(collector.url, honest.writeKey)
    await sleep(calmMs / 2)
    await warmUp()
    const other = startHonest(collector.url, honest.writeKey)
    const same = startHonest(collector.url, attacked.honestKey)
    await sleep(calmMs / 2)
    const before = collector.cpuMs()
    await sleep(calmMs)
    const honestCpu = (collector.cpuMs() - before) / calmMs
    const figures = await kind.run({
      collector,
      seconds,
      attacked,
      honest,
      /** The processor time that honest clients alone take, for each millisecond. */
      honestCpu,
      print: (line) => details.push(line),
    })
    const [otherTenant, sameTenant] = await Promise.all([other(), same()])
    return { name: kind.name, figures, details, otherTenant, sameTenant, isAlive: collector.isRunning() }
  } finally {
    await collector.stop()
  }
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
