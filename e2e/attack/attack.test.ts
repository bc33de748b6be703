/**
 * The short form of `npm run attack`: whatever the holder of a key does, an honest client of another tenant has every
 * batch accepted. Times on a machine that is busy with others say little, so only a stall fails here.
 */
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { costlyBodies } from './kinds/costly-bodies.mjs'
import { kinds } from './kinds/index.mjs'
import { runKind } from './run-kind.mjs'

/** `npm run test:long` sets it, and then bodies of all shapes are sent too, which takes long. */
const seconds = Number(process.env.HUSHLOG_ATTACK_SECONDS ?? 1)
const isLong = process.env.HUSHLOG_ATTACK_SECONDS !== undefined
const checkout = fileURLToPath(new URL('../..', import.meta.url))

/** In milliseconds; an honest client gives up after ten seconds. */
const STALL = 5_000

test.each(kinds.filter((kind) => isLong || kind !== costlyBodies))(
  'an honest client keeps all its batches beside $name',
  async (kind) => {
    const { otherTenant, isAlive } = await runKind(kind, { checkout, seconds, calmMs: 200 })
    expect(isAlive).toBe(true)
    expect(otherTenant.refusals).toEqual({})
    expect(otherTenant.accepted).toBe(otherTenant.sent)
    expect(otherTenant.accepted).toBeGreaterThan(0)
    expect(otherTenant.p99).toBeLessThan(STALL)
  },
  180_000 + 2_000 * seconds,
)
