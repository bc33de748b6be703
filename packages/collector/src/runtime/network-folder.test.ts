import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { networkFileSystem } from './network-folder.js'

const EXT4 = 0xef53

test.runIf(process.platform === 'linux')('names a network file system, and no local one', () => {
  expect(networkFileSystem('/data', () => 0x6969)).toEqual({ name: 'NFS', isSure: true })
  for (const type of [0xff534d42, 0xff534d42 | 0, 0xfe534d42, 0x517b])
    expect(networkFileSystem('/data', () => type)).toEqual({ name: 'SMB', isSure: true })
  expect(networkFileSystem('/data', () => 0x01021997)).toEqual({ name: '9P', isSure: true })
  expect(networkFileSystem('/data', () => 0x65735546)).toEqual({ name: 'FUSE', isSure: false })
  expect(networkFileSystem('/data', () => EXT4)).toBeUndefined()
  expect(networkFileSystem(tmpdir())).toBeUndefined()
})
