/** What an event says about the page and the device: coarse on purpose. No address, no fingerprint. */

export function pageContext(): Record<string, unknown> {
  return {
    page_path: location.pathname,
    page_title: document.title,
    referrer_host: referrerHost(),
    locale,
    time_zone: timeZone,
    device_class: deviceClass(navigator.userAgent),
  }
}

/** What the browser itself runs in: both are sure to be valid, while `navigator.language` is what an extension makes of it. */
const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()

/** Another site only: where a person was on this one is in the page views. An odd one is left out, it would cost the event. */
function referrerHost(): string | undefined {
  const [, host] = /\/\/([\w.:-]+)\//.exec(document.referrer) ?? []
  return host === location.host ? undefined : host
}

export function deviceClass(userAgent: string): string {
  if (/iPad|Tablet|Android(?!.*Mobi)/.test(userAgent)) return 'tablet'
  return /Mobi/.test(userAgent) ? 'mobile' : 'desktop'
}

/**
 * The last product that a browser calls itself: Edge and Opera are Chrome first, and each of them is Safari. Samsung's says
 * its own name before that of Chrome.
 */
const BROWSER = /(?:.*(?=SamsungB)|.*)((?:Edg|OPR|Samsung|Firefox|FxiOS|Chrome|CriOS|Version)\w*\/\d+)/

/** Android is a Linux too; an iPhone says behind its name that it is like a Mac. */
const SYSTEM = /(Windows|Android|iPhone|iPad|CrOS|Mac OS|Linux(?!.*Android))/

/** Name, as the browser says it, and major version of the browser, and name of the system. */
export const reduceUserAgent = (userAgent: string): string =>
  [BROWSER, SYSTEM]
    .map((pattern) => pattern.exec(userAgent)?.[1] ?? 'other')
    .join(', ')
    .replace('/', ' ')
    .replace('Version', 'Safari')
