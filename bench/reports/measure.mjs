/** Measures questions: wall time and processor time of the process that answers. */
import { median } from '../ingest/figures.mjs'

/**
 * @param {{ cpuSeconds: () => number }} server
 * @param {(left: number) => Promise<unknown>} ask gets how many rounds are left, so that no question need come twice
 * @param {{ rounds: number, idle: number }} options `idle` is the processor time, in seconds a second, that the server
 *   takes for other things meanwhile
 * @returns milliseconds, and the last answer
 */
export async function measure(server, ask, { rounds, idle }) {
  const walls = []
  const cpuBefore = server.cpuSeconds()
  let answer
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    answer = await ask(rounds - 1 - round)
    walls.push(performance.now() - began)
  }
  const wall = walls.reduce((sum, each) => sum + each) / 1000
  const cpu = (1000 * Math.max(0, server.cpuSeconds() - cpuBefore - idle * wall)) / rounds
  return { median: median(walls), worst: Math.max(...walls), cpu, answer }
}

/** @returns the processor time of a server, in seconds a second, while nobody asks anything */
export async function measureIdle(server, seconds) {
  const before = server.cpuSeconds()
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds))
  return (server.cpuSeconds() - before) / seconds
}
