/**
 * No pattern takes more than linear time. The checker (recheck, in plain JavaScript) looks for attacks; where
 * it gives up in the time it has, or takes a bounded repetition for a power, its attack is run: on a long
 * text it may cost no more per character than on a short one.
 */

import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fuzzMilliseconds } from '@hushlog/base/fuzz'
import { describe, expect, it } from 'vitest'
import { pageDetectors } from '../page/detectors.js'
import { rules } from './index.js'

interface Diagnostics {
  readonly status: 'safe' | 'vulnerable' | 'unknown'
  readonly complexity?: { readonly type: string }
  readonly attack?: {
    readonly pumps: readonly { readonly prefix: string; readonly pump: string }[]
    readonly suffix: string
  }
}
type Check = (source: string, flags: string, options: object) => Diagnostics

/** The entry that `main` names starts a worker and looks for native builds. */
const { checkSync } = createRequire(import.meta.url)('recheck/lib/browser.js') as { checkSync: Check }

/** Milliseconds that the checker may take for each pattern. */
const TIME = fuzzMilliseconds(100)

const patterns = new Map(
  [...rules, ...pageDetectors.map((detector) => ({ id: detector.rule, detectors: [detector] }))].flatMap(
    ({ id, detectors }) =>
      detectors.map(({ pattern }, i) => [pattern.source, { name: `${id} ${i + 1}`, pattern }] as const),
  ),
)

/**
 * The patterns of the event schemas and of the collector's configuration run on what senders and operators
 * write.
 */
const SCHEMAS = new URL('../../../schema/schemas/', import.meta.url)
for (const file of readdirSync(SCHEMAS))
  JSON.parse(readFileSync(new URL(file, SCHEMAS), 'utf8'), (key, value: unknown) => {
    if (key === 'pattern' && typeof value === 'string')
      patterns.set(value, { name: `${file} ${value}`, pattern: new RegExp(value, 'u') })
    return value
  })
const CONFIG = new URL('../../../collector/src/config/schema.ts', import.meta.url)
for (const [, written = ''] of readFileSync(CONFIG, 'utf8').matchAll(/\bpattern: '([^']+)'/g)) {
  const source = written.replaceAll('\\\\', '\\')
  patterns.set(source, { name: `configuration ${source}`, pattern: new RegExp(source, 'u') })
}

/** As long as the longest bounded repetition twice over, and so many times that. */
const SHORT = 16_384
const TIMES = 32
const LONG = TIMES * SHORT

function attacked({ pumps, suffix }: NonNullable<Diagnostics['attack']>, length: number): string {
  const each = length / Math.max(1, pumps.length)
  return (
    pumps.map(({ prefix, pump }) => prefix + pump.repeat(Math.ceil(each / pump.length))).join('') + suffix
  )
}

/** Returns the processor's nanoseconds for each character, the best of a few runs. */
function cost(pattern: RegExp, text: string, runs: number): number {
  const all = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`)
  const times = Array.from({ length: runs }, () => {
    const start = process.cpuUsage().user
    text.replace(all, '')
    return process.cpuUsage().user - start
  })
  return (Math.min(...times) * 1000) / text.length
}

describe('time is linear', () => {
  it.each([...patterns.values()].map(({ name, pattern }) => [name, pattern] as const))('%s', (_, pattern) => {
    const { status, complexity, attack } = checkSync(pattern.source, pattern.flags, {
      timeout: TIME,
      attackTimeout: TIME,
    })
    if (status === 'safe') return
    expect(complexity?.type).not.toBe('exponential')
    // Noise, caches and the compiler's warming up are far below, a square far above: it costs as many times
    // as much per character.
    const text = attack ?? { pumps: [{ prefix: '', pump: 'a1 ' }], suffix: '\u0000' }
    const short = cost(pattern, attacked(text, SHORT), 5)
    expect(cost(pattern, attacked(text, LONG), 3)).toBeLessThan((TIMES / 3) * Math.max(short, 20))
  })
})
