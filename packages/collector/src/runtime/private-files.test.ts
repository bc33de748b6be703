import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isOpenToOthers, tightenFolder } from './private-files.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-private-'))
afterAll(() => rmSync(folder, { recursive: true }))

const modeOf = (path: string) => statSync(path).mode & 0o777

test('a folder that others could read is closed to them with everything in it', () => {
  const dir = join(folder, 'open')
  const outside = join(folder, 'outside')
  const files = { 'a/b': 0o644, 'a/c': 0o666, d: 0o600, e: 0o755 }
  mkdirSync(join(dir, 'a'), { recursive: true })
  for (const [name, mode] of Object.entries(files)) {
    writeFileSync(join(dir, name), '')
    chmodSync(join(dir, name), mode)
  }
  for (const name of ['', 'a']) chmodSync(join(dir, name), 0o777)
  writeFileSync(outside, '')
  chmodSync(outside, 0o644)
  symlinkSync(outside, join(dir, 'link'))

  expect(isOpenToOthers(dir)).toBe(true)
  expect(tightenFolder(dir)).toEqual({ tightened: 5, failed: 0 })
  expect(isOpenToOthers(dir)).toBe(false)
  expect(['', 'a', 'a/b', 'a/c', 'd', 'e'].map((name) => modeOf(join(dir, name)))).toEqual([
    0o750, 0o750, 0o640, 0o640, 0o600, 0o640,
  ])
  expect(modeOf(outside)).toBe(0o644)
  expect(tightenFolder(dir)).toEqual({ tightened: 0, failed: 0 })
})

test('what cannot be changed is counted', () => {
  expect(tightenFolder(join(folder, 'missing'))).toEqual({ tightened: 0, failed: 1 })
  expect(isOpenToOthers(join(folder, 'missing'))).toBe(false)
})
