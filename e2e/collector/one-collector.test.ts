/**
 * One collector per data folder, also when another one runs where its process cannot be seen: in a container
 * on the same volume. The process ids there say nothing here.
 */
import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { acme, type CollectorProcess, prepareCollector } from '../processes/collector-process.js'
import { allDelivered, embeddedIds } from '../stores/read-stores.js'
import { newBatch, post, postUntilAccepted } from '../traffic/send-events.js'

/** Runs a command in a process namespace of its own, which ends with it, as a container's does. */
const NAMESPACE = ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--kill-child', '--mount-proc']

const started: CollectorProcess[] = []
afterEach(async () => {
  for (const collector of started.splice(0).reverse()) await collector.dispose()
})

/** @returns why this machine cannot make process namespaces; undefined when it can */
function lacksNamespaces(): string | undefined {
  const [command = '', ...args] = [...NAMESPACE, process.execPath, '-e', '0']
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? undefined : (error?.message ?? stderr.trim())
}

async function prepare(
  config: Readonly<Record<string, unknown>>,
  prefix: readonly string[],
): Promise<CollectorProcess> {
  const collector = await prepareCollector({ config: { ...config, sinks: [] }, prefix })
  started.push(collector)
  return collector
}

test('of two collectors in two process namespaces the second refuses, and takes over once the first is killed', async ({
  skip,
}) => {
  const lack = lacksNamespaces()
  if (lack !== undefined) {
    const notes = process.env.HUSHLOG_TEST_NOTES
    if (notes !== undefined)
      appendFileSync(notes, `${JSON.stringify({ missing: `two collectors in two namespaces: ${lack}` })}\n`)
    skip(lack)
  }
  const first = await prepare({}, NAMESPACE)
  const second = await prepare({ data_dir: first.dataDir }, NAMESPACE)
  // A signal reaches the command that makes a namespace and not the collector in it: this one can be stopped.
  const third = await prepare({ data_dir: first.dataDir }, [])
  await first.start()

  const acknowledged: string[] = []
  const send = async () => {
    while (first.running()) {
      const batch = newBatch(100)
      try {
        const answer = await post(first.url, acme.writeKey, batch)
        await answer.arrayBuffer()
        if (answer.status === 202) acknowledged.push(...batch.map(({ id }) => id))
      } catch {
        // The collector was killed; the batch was not acknowledged.
      }
    }
  }
  const sending = Promise.all([send(), send()])
  await expect.poll(() => acknowledged.length).toBeGreaterThan(1_000)

  await expect(second.start()).rejects.toThrow('the collector ended with 1')
  expect(second.stderr()).toMatch(
    /^hushlog: the data folder .*\/data is open in a process of another container; one collector per data folder\. Stop /m,
  )
  const before = acknowledged.length
  await expect.poll(() => acknowledged.length).toBeGreaterThan(before)

  await first.kill()
  await sending
  await second.start()
  const late = newBatch(100)
  await postUntilAccepted(second.url, acme.writeKey, late)
  acknowledged.push(...late.map(({ id }) => id))
  await expect(third.start()).rejects.toThrow('the collector ended with 1')

  await second.kill()
  await third.start()
  await allDelivered(third.url)
  expect(await third.stop()).toBe(0)
  const stored = new Set(await embeddedIds(first.dataDir))
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
})

test('the number of a process that is left behind and lives does not prevent a start', async () => {
  const collector = await prepare({}, [])
  await collector.start()
  expect(await collector.stop()).toBe(0)
  await writeFile(join(collector.dataDir, 'log', 'owner.pid'), String(process.pid))
  await collector.start()
  expect(await collector.stop()).toBe(0)
})
