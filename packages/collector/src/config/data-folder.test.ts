import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { lockFolder } from '../runtime/lock-folder.js'
import { checkDataFolder, type DataUpgrade, openDataFolder } from './data-folder.js'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function setUp(content?: string) {
  const parent = mkdtempSync(join(tmpdir(), 'hushlog-data-'))
  folders.push(parent)
  const dir = join(parent, 'data')
  const file = join(dir, 'format.json')
  if (content !== undefined) {
    mkdirSync(dir, { mode: 0o700 })
    writeFileSync(file, content, { mode: 0o600 })
  }
  const logger = { info: vi.fn(), warn: vi.fn() }
  return { dir, logger, written: () => readFileSync(file, 'utf8') }
}

/** An upgrade that leaves a file behind. */
const upgradeFrom = (from: number): DataUpgrade => ({
  from,
  what: `from ${from}`,
  async run(dir, progress) {
    progress(1, 1)
    writeFileSync(join(dir, `upgraded-from-${from}`), '')
  },
})

it('makes a folder and names its version', async () => {
  const { dir, logger, written } = setUp()
  expect(checkDataFolder(dir)).toBe(1)
  await openDataFolder(dir, { logger })
  expect(written()).toBe('{"version":2}\n')
  expect(readdirSync(dir)).toEqual(['collector.lock', 'format.json'])
})

it('takes a folder without the file for version 1', async () => {
  const { dir, logger, written } = setUp()
  mkdirSync(join(dir, 'log'), { recursive: true })
  await openDataFolder(dir, { logger, version: 2, upgrades: [upgradeFrom(1)] })
  expect(written()).toBe('{"version":2}\n')
  expect(readdirSync(dir)).toContain('upgraded-from-1')
})

it('refuses a folder of a newer version and leaves it alone', async () => {
  const { dir, logger, written } = setUp('{"version":3,"more":true}')
  await expect(openDataFolder(dir, { logger })).rejects.toThrow(
    /data has format version 3, and this collector supports versions up to 2\. Start /,
  )
  expect(() => checkDataFolder(dir)).toThrow('format version 3')
  expect(written()).toBe('{"version":3,"more":true}')
})

it.each(['', '{"version":"1"}', '{"version":0}', '[1]', '{"ver'])(
  'refuses a damaged file: %s',
  async (text) => {
    const { dir, logger, written } = setUp(text)
    await expect(openDataFolder(dir, { logger })).rejects.toThrow('is damaged')
    expect(written()).toBe(text)
  },
)

it('upgrades step by step and reports its progress', async () => {
  const { dir, logger, written } = setUp('{"version":1}')
  await openDataFolder(dir, { logger, version: 3, upgrades: [upgradeFrom(2), upgradeFrom(1)] })
  expect(written()).toBe('{"version":3}\n')
  const begun = { from: 1, to: 2, what: 'from 1' }
  expect(logger.info.mock.calls.slice(0, 3)).toEqual([
    [begun, 'upgrading the data folder'],
    [{ ...begun, done: 1, total: 1 }, 'upgrading the data folder'],
    [begun, 'upgraded the data folder'],
  ])
})

it('goes on with the step that failed', async () => {
  const { dir, logger, written } = setUp('{"version":1}')
  const failing: DataUpgrade = { ...upgradeFrom(2), run: () => Promise.reject(new Error('no')) }
  const options = { logger, version: 3 }
  await expect(openDataFolder(dir, { ...options, upgrades: [upgradeFrom(1), failing] })).rejects.toThrow('no')
  expect(written()).toBe('{"version":2}\n')
  await openDataFolder(dir, { ...options, upgrades: [upgradeFrom(2)] })
  expect(written()).toBe('{"version":3}\n')
})

it('says when it knows no upgrade', async () => {
  const { dir, logger } = setUp('{"version":1}')
  await expect(openDataFolder(dir, { logger, version: 2, upgrades: [] })).rejects.toThrow(
    'format version 1, which this collector cannot upgrade',
  )
})

it('does not upgrade a folder that a collector uses', async () => {
  const { dir, logger } = setUp('{"version":1}')
  const unlock = await lockFolder(dir, 'the data folder')
  const options = { logger, version: 2, upgrades: [upgradeFrom(1)] }
  await expect(openDataFolder(dir, options)).rejects.toThrow('already open')
  unlock()
  await openDataFolder(dir, options)
})

it('does not start when the version cannot be written, since an earlier collector would misread the folder', async () => {
  const { dir, logger } = setUp()
  mkdirSync(join(dir, 'format.json.new'), { recursive: true })
  await expect(openDataFolder(dir, { logger })).rejects.toThrow('EISDIR')
})

it('upgrades nothing in a folder in which nothing was stored yet', async () => {
  const { dir, logger, written } = setUp()
  mkdirSync(dir)
  writeFileSync(join(dir, 'keys.json'), '{}')
  await openDataFolder(dir, { logger, version: 2, upgrades: [upgradeFrom(1)] })
  expect(written()).toBe('{"version":2}\n')
  expect(readdirSync(dir)).not.toContain('upgraded-from-1')
})

it.runIf(process.platform === 'linux').each([
  [0x6969, 'NFS', 'the data folder is on a network file system, which is not supported'],
  [0x65735546, 'FUSE', 'the data folder may be on a network file system, which is not supported'],
])('warns of a folder on a file system of type %i', async (type, name, message) => {
  const { dir, logger } = setUp()
  await openDataFolder(dir, { logger, fileSystemType: () => type })
  expect(logger.warn).toHaveBeenCalledExactlyOnceWith({ data_dir: dir, file_system: name }, message)
})

it('warns of no folder on a disk', async () => {
  const { dir, logger } = setUp()
  await openDataFolder(dir, { logger, fileSystemType: () => 0xef53 })
  expect(logger.warn).not.toHaveBeenCalled()
})
