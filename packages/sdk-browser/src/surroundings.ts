/**
 * What an event says about the page: coarse on purpose. No address, no fingerprint. Of the browser and the device the
 * collector takes a few words from the request's own header.
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

/** What the browser itself runs in: both are sure to be valid, while `navigator.language` is what an extension makes of it. */
const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()

/** Another site only: where a person was on this one is in the page views. An odd one is left out, it would cost the event. */
function referrerHost(): string | undefined {
  const [, host] = /\/\/([\w.:-]+)\//.exec(document.referrer) ?? []
  return host === location.host ? undefined : host
}
