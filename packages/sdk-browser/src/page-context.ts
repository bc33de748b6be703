/**
 * Describes the page that an event was captured on, coarsely on purpose: no address and no fingerprint. The
 * collector reads browser and device from the header `User-Agent`.
 */

/** @returns describes the page at the moment of the call; what cannot change is read once */
export function createPageContext(): () => Record<string, unknown> {
  // Both are always valid, while an extension may change `navigator.language`.
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const [, host] = /\/\/([\w.:-]+)\//.exec(document.referrer) ?? []
  // It is another site's; an odd one is left out. The pages of this site are in its page views.
  const referrer_host = host === location.host ? undefined : host
  return () => ({
    page_path: location.pathname,
    page_title: document.title,
    referrer_host,
    locale,
    time_zone: timeZone,
  })
}
