/** Tells a person after the start what to open and, when the collector made them itself, the keys. */
import type { LoadedConfig } from '../config/load.js'

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

export const banner = ({ config, file, generated }: LoadedConfig, urls: Addresses): string => {
  const [tenant] = config.tenants
  const key = generated ? (tenant?.writeKeys[0]?.key ?? '') : 'hlw_…'
  const lines = [
    '',
    '  Hushlog is ready',
    '',
    `  Dashboard   ${urls.dashboard}`,
    `  Endpoint    ${urls.endpoint}`,
    `  Script tag  <script async src="${urls.script}" data-write-key="${key}"></script>`,
  ]
  if (generated) {
    lines.push(
      '',
      `  Write key   ${key}`,
      `  Read token  ${tenant?.readTokens[0] ?? ''}`,
      `  Password    ${config.adminPassword ?? ''}   (user admin)`,
    )
  } else if (config.adminPassword === undefined) {
    lines.push('', '  No admin password is set: the dashboard opens only with a read token.')
  }
  lines.push('', `  Data        ${config.dataDir}`)
  if (file !== undefined) lines.push(`  Configured  ${file}`)
  return `${lines.join('\n')}\n\n`
}
