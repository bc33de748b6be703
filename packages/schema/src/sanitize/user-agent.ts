/**
 * Reduces a browser's `User-Agent` to words of the lists below and a major version, so that no piece of the header itself is
 * kept. Each pattern takes linear time, whatever the header holds.
 */

/**
 * Matches the names of browsers with their major version. Edge and Opera name Chrome first, and all of them name Safari, whose own
 * version stands behind `Version/`. A space in place of the slash is how applications write what they reduced themselves.
 */
const BROWSER = /(Edg(?:e|A|iOS)?|OPR|SamsungBrowser|Firefox|FxiOS|Chrome|CriOS|Version)[/ ](\d{1,4})(?!\d)/g

/** The order matters: an iPhone says after its name that it is like a Mac. */
const SYSTEM = /Windows|Android|iPhone|iPad|CrOS|Mac OS/

/** Headers of browsers are under 300 characters long, those of browsers inside apps under 500. */
const HEADER_CHARACTERS = 512

/** Matches what `reduceUserAgent` returns; `x-reduced` of the field in `schemas/session.json` has the same pattern. */
export const REDUCED_USER_AGENT =
  /^(?:(?:Edg(?:e|A|iOS)?|OPR|SamsungBrowser|Firefox|FxiOS|Chrome|CriOS|Safari) \d{1,4}|other), (?:Windows|Android|iPhone|iPad|CrOS|Mac OS|Linux|other)$/

const browserOf = (header: string): string | undefined => {
  const names = Array.from(header.matchAll(BROWSER), ([, name, version]) => `${name} ${version}`)
  // Samsung's browser puts its own name before Chrome's; all others put theirs last.
  return (names.find((name) => name.startsWith('Samsung')) ?? names.at(-1))?.replace('Version', 'Safari')
}

/** Linux comes last, because Android and ChromeOS name it too. */
const systemOf = (header: string): string | undefined =>
  SYSTEM.exec(header)?.[0] ?? (header.includes('Linux') ? 'Linux' : undefined)

/**
 * Returns browser and system, such as `Chrome 131, Windows`, with `other` for one that is not in the lists. What was reduced
 * before stays as it is.
 */
export function reduceUserAgent(value: string): string {
  if (REDUCED_USER_AGENT.test(value)) return value
  const header = value.slice(0, HEADER_CHARACTERS)
  return `${browserOf(header) ?? 'other'}, ${systemOf(header) ?? 'other'}`
}

/** Returns the event itself when it has no `user_agent`, or one that is reduced. */
export function withReducedUserAgent(event: unknown): unknown {
  const value = (event as { readonly user_agent?: unknown } | null | undefined)?.user_agent
  // A figure would become a text later, and be reduced the second time.
  const text = typeof value === 'number' || typeof value === 'boolean' ? `${value}` : value
  if (typeof text !== 'string' || REDUCED_USER_AGENT.test(text)) return event
  return { ...(event as object), user_agent: reduceUserAgent(text) }
}
