import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { networkFileSystem } from './network-folder.js'

const EXT4 = 0xef53

test.runIf(process.platform === 'linux')('names a network file system, and no local one', () => {
  expect(networkFileSystem('/data', () => 0x6969)).toBe('NFS')
  expect(networkFileSystem('/data', () => 0xff534d42)).toBe('SMB')
  expect(networkFileSystem('/data', () => 0xff534d42 | 0)).toBe('SMB')
  expect(networkFileSystem('/data', () => EXT4)).toBeUndefined()
  expect(networkFileSystem(tmpdir())).toBeUndefined()
})
