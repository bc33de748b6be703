/**
 * A collector is killed again and again while it upgrades the data folder of an older version, and goes on with
 * the folder at the next start: everything is there, and nothing twice.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CollectorProcess, KILLS_TIMEOUT } from '../processes/collector-process.js'
import { allDelivered } from '../stores/read-stores.js'
import { expected, type OldFolder, prepareOldFolder, readStores } from './old-folder.fixture.js'

let old: OldFolder
let collector: CollectorProcess
beforeEach(async () => {
  old = await prepareOldFolder()
  collector = old.collector
})
afterEach(() => old.dispose())

const has = (file: string) => existsSync(join(collector.dataDir, file))
const version = () => {
  const format = has('format.json') ? readFileSync(join(collector.dataDir, 'format.json'), 'utf8') : '{}'
  return (JSON.parse(format) as { version?: number }).version
}

/** Lists what is there at moments of the upgrade, in their order. */
const moments: readonly (readonly [name: string, hasCome: () => boolean])[] = [
  ['as its log is about to be copied', () => has('log/upgrade')],
  ['as the copy of its log has its keys', () => has('log/upgrade/keys') || has('log/keys')],
  ['as the copy of its log is complete', () => has('log/keys')],
  ['as it has its new version', () => version() === 2],
]

/** Starts the collector, and kills it as soon as the moment has come. */
async function killAt(hasCome: () => boolean): Promise<void> {
  const ready = collector.start().catch(() => undefined)
  while (!hasCome() && collector.running()) await sleep(1)
  expect(collector.running()).toBe(true)
  await collector.kill()
  await ready
}

async function findsAll(): Promise<void> {
  await collector.start()
  expect(version()).toBe(2)
  await allDelivered(collector.url)
  expect(await collector.stop()).toBe(0)
  expect(await readStores(collector)).toEqual({ tenants: expected.tenants, objects: expected.objects })
  expect(readFileSync(join(collector.dataDir, 'log/data.mdb')).includes('"session_id"')).toBe(false)
}

test.each(moments)(
  'an old folder is whole after kills %s',
  { timeout: KILLS_TIMEOUT },
  async (_, hasCome) => {
    await killAt(hasCome)
    // The second one comes while the collector finds out what the first one has left.
    const before = collector.output().length
    await killAt(() => collector.output().length > before)
    await findsAll()
  },
)

test('an old folder is whole after a kill while its stores go on with it', {
  timeout: KILLS_TIMEOUT,
}, async () => {
  await collector.start()
  await collector.kill()
  await findsAll()
})
