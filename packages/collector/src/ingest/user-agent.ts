/**
 * What is kept of a browser's `User-Agent`: words of the lists below and a major version, never a piece of the header
 * itself. Each pattern reads the header once, however it is written.
 */

/**
 * What browsers call themselves, with the major version. Edge and Opera are Chrome first, and each of them is Safari,
 * which says its version elsewhere.
 */
const BROWSER = /(Edg(?:e|A|iOS)?|OPR|SamsungBrowser|Firefox|FxiOS|Chrome|CriOS|Version)\/(\d{1,4})(?!\d)/g

/** An iPhone says behind its name that it is like a Mac. */
const SYSTEM = /Windows|Android|iPhone|iPad|CrOS|Mac OS/

const browserOf = (header: string): string | undefined => {
  const named = Array.from(header.matchAll(BROWSER), ([, name, version]) => `${name} ${version}`)
  // Samsung's says its own name before that of Chrome, all others last.
  return (named.find((name) => name.startsWith('Samsung')) ?? named.at(-1))?.replace('Version', 'Safari')
}

/** Android and ChromeOS are a Linux too. */
const systemOf = (header: string): string | undefined =>
  SYSTEM.exec(header)?.[0] ?? (header.includes('Linux') ? 'Linux' : undefined)

const deviceOf = (header: string): string => {
  const mobile = header.includes('Mobi')
  if (/iPad|Tablet/.test(header) || (!mobile && header.includes('Android'))) return 'tablet'
  return mobile ? 'mobile' : 'desktop'
}

export interface Reduced {
  /** Such as `Chrome 131, Windows`. */
  readonly userAgent: string
  readonly deviceClass: string
}

/** Undefined where the header names neither a browser nor a system of the lists, like that of a program or a proxy. */
export const reduceUserAgent = (header: string): Reduced | undefined => {
  const browser = browserOf(header)
  const system = systemOf(header)
  if (browser === undefined && system === undefined) return undefined
  return { userAgent: `${browser ?? 'other'}, ${system ?? 'other'}`, deviceClass: deviceOf(header) }
}
