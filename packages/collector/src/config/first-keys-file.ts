/**
 * Keeps the keys of the first start in a file, where no terminal can show them, until somebody has read them.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FirstKeys } from './stored-keys.js'

export const firstKeysPath = (dataDir: string): string => join(dataDir, 'first-keys.txt')

export const hasFirstKeysFile = (dataDir: string): boolean => existsSync(firstKeysPath(dataDir))

/** Lists what was made, a line for each. */
export const listFirstKeys = ({ writeKey, readToken, adminPassword }: FirstKeys): readonly string[] => [
  ...(writeKey === undefined ? [] : [`Write key   ${writeKey}`]),
  ...(readToken === undefined ? [] : [`Read token  ${readToken}`]),
  ...(adminPassword === undefined ? [] : [`Password    ${adminPassword}   (user admin)`]),
]

export const writeFirstKeysFile = (dataDir: string, keys: FirstKeys): void => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lines = [
    'Made at the first start. Nothing shows them again: copy them, then run `hushlog keys forget`.',
    ...listFirstKeys(keys),
  ]
  writeFileSync(firstKeysPath(dataDir), `${lines.join('\n')}\n`, { mode: 0o600, flush: true })
}

/** @returns whether there was a file */
export const removeFirstKeysFile = (dataDir: string): boolean => {
  const wasThere = hasFirstKeysFile(dataDir)
  rmSync(firstKeysPath(dataDir), { force: true })
  return wasThere
}
