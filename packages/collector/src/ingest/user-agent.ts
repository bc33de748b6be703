/**
 * Reduces a browser's `User-Agent` to words of the lists below and a major version, so that no piece of the header itself is
 * kept. Each pattern takes linear time, whatever the header holds.
 */

/**
 * Matches the names of browsers with their major version. Edge and Opera name Chrome first, and all of them name Safari, whose own
 * version stands behind `Version/`.
 */
const BROWSER = /(Edg(?:e|A|iOS)?|OPR|SamsungBrowser|Firefox|FxiOS|Chrome|CriOS|Version)\/(\d{1,4})(?!\d)/g

/** The order matters: an iPhone says after its name that it is like a Mac. */
const SYSTEM = /Windows|Android|iPhone|iPad|CrOS|Mac OS/

const browserOf = (header: string): string | undefined => {
  const names = Array.from(header.matchAll(BROWSER), ([, name, version]) => `${name} ${version}`)
  // Samsung's browser puts its own name before Chrome's; all others put theirs last.
  return (names.find((name) => name.startsWith('Samsung')) ?? names.at(-1))?.replace('Version', 'Safari')
}

/** Linux comes last, because Android and ChromeOS name it too. */
const systemOf = (header: string): string | undefined =>
  SYSTEM.exec(header)?.[0] ?? (header.includes('Linux') ? 'Linux' : undefined)

const deviceOf = (header: string): string => {
  const mobile = header.includes('Mobi')
  if (/iPad|Tablet/.test(header) || (!mobile && header.includes('Android'))) return 'tablet'
  return mobile ? 'mobile' : 'desktop'
}

export interface ReducedUserAgent {
  /** Names browser and system, such as `Chrome 131, Windows`. */
  readonly userAgent: string
  readonly deviceClass: string
}

/** @returns undefined when the header names neither a browser nor a system of the lists, as that of a program or a proxy */
export const reduceUserAgent = (header: string): ReducedUserAgent | undefined => {
  const browser = browserOf(header)
  const system = systemOf(header)
  if (browser === undefined && system === undefined) return undefined
  return { userAgent: `${browser ?? 'other'}, ${system ?? 'other'}`, deviceClass: deviceOf(header) }
}
