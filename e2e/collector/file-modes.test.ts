/** Other users of the machine can read neither the data folder nor what the file sink writes, under any umask. */
import { execFileSync } from 'node:child_process'
import { chmod, lstat, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { acme, type CollectorProcess, startCollector } from '../processes/collector-process.js'
import { allDelivered } from '../stores/read-stores.js'
import { newBatch, postAccepted } from '../traffic/send-events.js'

let collector: CollectorProcess | undefined
afterEach(async () => {
  await collector?.dispose()
  collector = undefined
})

/** Lists the files that others than the owner may change, or others than its group may use, with their modes. */
async function openFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = [folder, ...entries.map(({ parentPath, name }) => join(parentPath, name))]
  const found: string[] = []
  for (const path of paths) {
    const stats = await lstat(path)
    const mode = stats.mode & 0o777
    const allowed = stats.isDirectory() ? 0o750 : 0o640
    if ((mode & ~allowed) !== 0) found.push(`${relative(folder, path)} ${mode.toString(8)}`)
  }
  return found
}

test('files of the data folder and of exports are closed to others, also when they were open before', async () => {
  const prefix = ['sh', '-c', 'umask 000; exec "$@"', 'sh']
  const running = await startCollector({ prefix })
  collector = running
  // The test made these folders under its own umask, as an operator may have.
  await chmod(running.dataDir, 0o777)
  const deliver = async () => {
    await postAccepted(running.url, acme.writeKey, newBatch(100))
    await allDelivered(running.url)
  }
  await running.kill()
  await running.start()
  await deliver()
  expect(await openFiles(running.dataDir)).toEqual([])
  expect(await openFiles(running.exportDir)).toEqual([])

  await running.kill()
  execFileSync('chmod', ['-R', 'a+rwX', running.dataDir, running.exportDir])
  await running.start()
  await deliver()
  expect(await openFiles(running.dataDir)).toEqual([])
  expect(running.stdout()).toContain('files of the data folder were closed to other users')
  // The folder of a sink is the operator's: it stays, with a warning.
  expect(running.stdout()).toContain('other users may use the folder of a sink')
  expect(await running.stop()).toBe(0)
})
