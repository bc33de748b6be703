/** Tells a person after the start what to open and, when the collector made them itself, the keys. */
import { firstKeysPath, hasFirstKeysFile, listFirstKeys } from '../config/first-keys-file.js'
import { openKeyFile } from '../config/key-file.js'
import type { LoadedConfig } from '../config/load.js'
import type { FirstKeys } from '../config/stored-keys.js'

export interface Addresses {
  readonly url: string
  readonly dashboard: string
  readonly endpoint: string
  readonly script: string
}

const ANY_HOST = new Set(['0.0.0.0', '::'])

/** A collector that listens on every address is reachable on this machine by `localhost`. */
export const addresses = (host: string, port: number): Addresses => {
  const name = ANY_HOST.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
  const url = `http://${name}:${port}`
  return {
    url,
    dashboard: `${url}/analytics`,
    endpoint: `${url}/v1/events`,
    script: `${url}/v1/hushlog.js`,
  }
}

/** Says how to open the dashboard when no keys are shown. */
const signIn = ({ config, generated }: LoadedConfig): readonly string[] => {
  if (hasFirstKeysFile(config.dataDir))
    return ['', `  Keys        ${firstKeysPath(config.dataDir)}   (hushlog keys forget removes it)`]
  if (config.adminPassword !== undefined) return []
  if (openKeyFile(config.dataDir).admin() === undefined)
    return [
      '',
      '  There is no admin password: the dashboard opens with a read token. hushlog keys reset-admin makes one.',
    ]
  return generated
    ? ['', '  Sign in as admin with the password of the first start; hushlog keys reset-admin makes another.']
    : []
}

/** @param first the keys to show, once */
export const banner = (loaded: LoadedConfig, urls: Addresses, first?: FirstKeys): string => {
  const { config, file } = loaded
  const lines = [
    '',
    '  Hushlog is ready',
    '',
    `  Dashboard   ${urls.dashboard}`,
    `  Endpoint    ${urls.endpoint}`,
    `  Script tag  <script async src="${urls.script}" data-write-key="${first?.writeKey ?? 'hlw_…'}"></script>`,
  ]
  if (first === undefined) lines.push(...signIn(loaded))
  else
    lines.push(
      '',
      ...listFirstKeys(first).map((line) => `  ${line}`),
      '',
      '  Copy them now: nothing shows them again.',
    )
  lines.push('', `  Data        ${config.dataDir}`)
  if (file !== undefined) lines.push(`  Configured  ${file}`)
  return `${lines.join('\n')}\n\n`
}
