import { expect } from 'vitest'
import type { Project } from './project.js'

/** Checks that the program printed its ledger and nothing else, and that its one event arrived. */
export function expectDelivered(
  { collector }: Project,
  { code, output }: { code: number | null; output: string },
) {
  expect(output.trim()).toBe('{"captured":1,"delivered":1,"queued":0,"dropped":{}}')
  expect(code).toBe(0)
  expect([...collector.stored.values()]).toMatchObject([
    { event: 'request', session_id: 's-1', path: '/orders', asset_types: ['csv'], context: { sdk: 'node' } },
  ])
}
