/** What an event says about the page and the device: coarse on purpose. No address, no fingerprint. */

export function pageContext(): Record<string, unknown> {
  return {
    page_path: location.pathname,
    page_title: document.title,
    referrer_host: referrerHost(),
    locale: navigator.language,
    time_zone: timeZone,
    device_class: deviceClass(navigator.userAgent),
  }
}

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Another site only: where a person was on this one is in the page views. */
function referrerHost(): string | undefined {
  const [, , host] = document.referrer.split('/')
  return host === location.host ? undefined : host
}

export function deviceClass(userAgent: string): string {
  if (/iPad|Tablet|Android(?!.*Mobi)/.test(userAgent)) return 'tablet'
  return /Mobi/.test(userAgent) ? 'mobile' : 'desktop'
}

/** The first that matches counts: Edge and Opera call themselves Chrome too, Chrome calls itself Safari. */
const BROWSERS = [
  ['Edge', /Edg\w*\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Samsung Internet', /SamsungBrowser\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari/],
] as const

/** Android is a Linux too; an iPhone says behind its name that it is like a Mac. */
const SYSTEM = /Windows|Android|iPhone|iPad|CrOS|Mac OS|Linux(?!.*Android)/

/** Name and major version of the browser, name of the system. */
export function reduceUserAgent(userAgent: string): string {
  const [system = 'other'] = SYSTEM.exec(userAgent) ?? []
  for (const [name, pattern] of BROWSERS) {
    const version = pattern.exec(userAgent)?.[1]
    if (version) return `${name} ${version}, ${system}`
  }
  return `other, ${system}`
}
