/**
 * Says whether a folder is on a network file system. Its locks may not hold between machines, and a memory map
 * of one file on two machines is not kept equal, so that a data folder must not be on one.
 */
import { statfsSync } from 'node:fs'

/** The types that Linux gives to file systems (statfs(2)) that other machines may have mounted too. */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x564c, 'NCP'],
  [0x01021997, '9P'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x5346414f, 'AFS'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
  [0x19830326, 'BeeGFS'],
])

/** The type of all file systems that a program serves: SSH and object stores, but also disks of this machine. */
const FUSE = 0x65735546

export interface NetworkFileSystem {
  readonly name: string
  /** Is false for a file system that may as well be a disk of this machine. */
  readonly isSure: boolean
}

/** Reads the type of the file system of a folder, as statfs(2) gives it. */
export type ReadFileSystemType = (dir: string) => number

const readType: ReadFileSystemType = (dir) => statfsSync(dir).type

/**
 * @returns undefined for a disk of this machine, and on systems whose types are not known
 */
export function networkFileSystem(dir: string, typeOf = readType): NetworkFileSystem | undefined {
  if (process.platform !== 'linux') return undefined
  // Node gives the type as a signed number on some architectures.
  const type = typeOf(dir) >>> 0
  if (type === FUSE) return { name: 'FUSE', isSure: false }
  const name = NETWORK_FILE_SYSTEMS.get(type)
  return name === undefined ? undefined : { name, isSure: true }
}
