/**
 * On a full disk the collector answers 503 and loses nothing that it acknowledged; it goes on when there is
 * space again.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { acme, type CollectorProcess, prepareCollector } from '../processes/collector-process.js'
import { allDelivered, embeddedIds, readObjects } from '../stores/read-stores.js'
import { newBatch, post, postUntilAccepted } from '../traffic/send-events.js'

const SIZE_MB = 96
const reader = { authorization: `Bearer ${acme.readToken}` }

let collector: CollectorProcess | undefined
let mounted: string | undefined
afterEach(async () => {
  await collector?.kill()
  if (mounted !== undefined) spawnSync('umount', [mounted])
  mounted = undefined
  await collector?.dispose()
  collector = undefined
})

/** Mounts a small file system; undefined where this user may not. */
function mountSmall(folder: string): boolean {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder])
  return status === 0
}

test('a full disk answers 503 with Retry-After, loses nothing acknowledged, and recovers by itself', async ({
  skip,
}) => {
  const running = await prepareCollector()
  collector = running
  await mkdir(running.dataDir, { recursive: true })
  if (!mountSmall(running.dataDir)) skip('this user may not mount a tmpfs')
  mounted = running.dataDir
  await running.start()

  const acknowledged: string[] = []
  const first = newBatch(100)
  await postUntilAccepted(running.url, acme.writeKey, first)
  acknowledged.push(...first.map(({ id }) => id))

  // Another file takes all space but a megabyte.
  const ballast = join(running.dataDir, 'ballast')
  const { bavail, bsize } = await statfs(running.dataDir)
  await writeFile(ballast, Buffer.alloc(bavail * bsize - 1024 * 1024))

  let refused: Response | undefined
  for (let i = 0; i < 400 && refused === undefined; i++) {
    const batch = newBatch(500)
    const response = await post(running.url, acme.writeKey, batch)
    if (response.status === 202) {
      await response.arrayBuffer()
      acknowledged.push(...batch.map(({ id }) => id))
    } else refused = response
  }
  expect(refused?.status).toBe(503)
  expect(refused?.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused?.json()).toMatchObject({ code: 'disk_full' })
  expect(running.running()).toBe(true)
  // An erasure that cannot be stored is refused; one that was accepted outlives the crash.
  const erasing = await fetch(`${running.url}/v1/sessions/nobody`, { method: 'DELETE', headers: reader })
  expect([202, 503]).toContain(erasing.status)
  const { id } = (await erasing.json()) as { id?: string }

  // A kill in this state loses nothing either.
  await running.kill()
  await rm(ballast)
  await running.start()
  const late = newBatch(100)
  await postUntilAccepted(running.url, acme.writeKey, late)
  acknowledged.push(...late.map(({ id }) => id))
  await allDelivered(running.url)
  if (erasing.status === 202) {
    const receipt = await fetch(`${running.url}/v1/erasures/${id}`, { headers: reader })
    expect(receipt.status).toBe(200)
    await receipt.arrayBuffer()
  }
  expect(await running.stop()).toBe(0)
  const sorted = acknowledged.sort()
  expect((await embeddedIds(running.dataDir)).sort()).toEqual(sorted)
  expect((await readObjects(running.exportDir)).map((event) => event.id).sort()).toEqual(sorted)
})

test('space that becomes free is used again without a restart', async ({ skip }) => {
  const running = await prepareCollector()
  collector = running
  await mkdir(running.dataDir, { recursive: true })
  if (!mountSmall(running.dataDir)) skip('this user may not mount a tmpfs')
  mounted = running.dataDir
  await running.start()
  const ballast = join(running.dataDir, 'ballast')
  const { bavail, bsize } = await statfs(running.dataDir)
  await writeFile(ballast, Buffer.alloc(bavail * bsize - 512 * 1024))
  const readiness = async () => {
    const answer = await fetch(`${running.url}/readyz`)
    return [answer.status, await answer.json()]
  }
  // It is known before an append has failed.
  const full = [503, { ready: false, reasons: ['disk_full'] }]
  await expect.poll(readiness).toEqual(full)
  expect((await fetch(`${running.url}/healthz`)).status).toBe(200)

  const acknowledged: string[] = []
  let refusals = 0
  for (let i = 0; i < 300 && refusals < 3; i++) {
    const batch = newBatch(500)
    const response = await post(running.url, acme.writeKey, batch)
    await response.arrayBuffer()
    if (response.status === 202) acknowledged.push(...batch.map(({ id }) => id))
    else refusals++
  }
  expect(refusals).toBe(3)
  await rm(ballast)
  await expect.poll(readiness).toEqual([200, { ready: true, reasons: [] }])
  const late = newBatch(100)
  await postUntilAccepted(running.url, acme.writeKey, late)
  acknowledged.push(...late.map(({ id }) => id))
  await allDelivered(running.url)
  expect(await running.stop()).toBe(0)
  const sorted = acknowledged.sort()
  expect((await embeddedIds(running.dataDir)).sort()).toEqual(sorted)
  expect((await readObjects(running.exportDir)).map(({ id }) => id).sort()).toEqual(sorted)
})
