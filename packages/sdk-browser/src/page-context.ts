/**
 * Describes the page that an event was captured on, coarsely on purpose: no address and no fingerprint. The
 * collector reads browser and device from the header `User-Agent`.
 */

export function pageContext(): Record<string, unknown> {
  return {
    page_path: location.pathname,
    page_title: document.title,
    referrer_host: referrerHost(),
    locale,
    time_zone: timeZone,
  }
}

/** Both are always valid, while an extension may change `navigator.language`. */
const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()

/** Returns the host of another site; an odd one is left out. The pages of this site are in its page views. */
function referrerHost(): string | undefined {
  const [, host] = /\/\/([\w.:-]+)\//.exec(document.referrer) ?? []
  return host === location.host ? undefined : host
}
