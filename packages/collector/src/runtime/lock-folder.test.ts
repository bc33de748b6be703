import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { FolderLockedError, lockFolder } from './lock-folder.js'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hushlog-lock-'))
  folders.push(folder)
  return folder
}

const DUCKDB = pathToFileURL(createRequire(import.meta.url).resolve('@duckdb/node-api')).href

/** Holds the lock of a folder in another process, as `lockFolder` would there. */
async function lockElsewhere(folder: string) {
  const program =
    `const { DuckDBInstance } = (await import(${JSON.stringify(DUCKDB)})).default;` +
    `globalThis.held = await DuckDBInstance.create(${JSON.stringify(join(folder, 'collector.lock'))});` +
    `console.log('locked'); setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program])
  await once(child.stdout, 'data')
  return { pid: child.pid, kill: () => Promise.all([once(child, 'close'), child.kill('SIGKILL')]) }
}

test('a folder is locked once in a process, by whatever path', async () => {
  const folder = newFolder()
  const link = join(newFolder(), 'link')
  symlinkSync(folder, link)
  const release = await lockFolder(folder, 'the data folder')
  await expect(lockFolder(link, 'the data folder')).rejects.toThrow(FolderLockedError)
  release()
  release()
  ;(await lockFolder(link, 'the data folder'))()
})

test('another process holds the lock until it dies, and what it leaves behind does not matter', async () => {
  const folder = newFolder()
  ;(await lockFolder(folder, 'the data folder'))()
  const other = await lockElsewhere(folder)
  await expect(lockFolder(folder, 'the data folder')).rejects.toThrow(
    `the data folder ${folder} is open in process ${other.pid}; one collector per data folder. Stop that one, or `,
  )
  await other.kill()
  ;(await lockFolder(folder, 'the data folder'))()
})

test('of several first starts at the same moment one gets the lock', async () => {
  const folder = newFolder()
  const tries = await Promise.allSettled([1, 2, 3].map(() => lockFolder(folder, 'the data folder')))
  expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(readdirSync(folder)).toEqual(['collector.lock'])
  expect(statSync(join(folder, 'collector.lock')).mode & 0o777).toBe(0o600)
  for (const each of tries) if (each.status === 'fulfilled') each.value()
})

test.each([0, 5_000])(
  'a file of the lock that was cut to %s bytes is named with the way out',
  async (bytes) => {
    const folder = newFolder()
    ;(await lockFolder(folder, 'the data folder'))()
    truncateSync(join(folder, 'collector.lock'), bytes)
    await expect(lockFolder(folder, 'the data folder')).rejects.toThrow(
      /collector\.lock is damaged\. It holds no data: .* remove the file and start again$/,
    )
    writeFileSync(join(folder, 'collector.lock'), 'junk')
    await expect(lockFolder(folder, 'the data folder')).rejects.toThrow('is damaged')
    rmSync(join(folder, 'collector.lock'))
    ;(await lockFolder(folder, 'the data folder'))()
  },
)

test('a folder that cannot be locked is named', async () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'collector.lock'))
  await expect(lockFolder(folder, 'the data folder')).rejects.toThrow(
    / cannot be locked: .*collector\.lock\)$/,
  )
})
