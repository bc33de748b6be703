/**
 * Says what a message means and what to do. The script tag prints the short messages alone, because every
 * visitor of a page would download these texts; packages from npm and the debug module have both.
 */

const TEXTS: readonly (readonly [message: RegExp, text: string])[] = [
  [
    /^no writeKey/,
    'Pass `writeKey`, in a script tag `data-write-key`: it begins with hlw_, and `hushlog keys list` shows it.',
  ],
  [
    /^wrong endpoint/,
    'Pass `endpoint`, in a script tag `data-endpoint`, as the http(s) address of the collector, such as https://collector.example.',
  ],
  [/^wrong option/, 'The value has another type than the option, or is out of range; the default is used.'],
  [
    /^created twice/,
    'This page has a client for this endpoint and key already; it is used again, with its own options.',
  ],
  [
    /^unauthorized 401/,
    'The collector does not know the write key. Compare `writeKey` with `write_keys` in its configuration. Nothing more is sent.',
  ],
  [
    /^unauthorized 403/,
    'The collector does not take events from this origin. Add it to `origins` of the write key. Nothing more is sent.',
  ],
  [
    /^answered (?:404|405|200|3\d\d)/,
    'This is no answer of a collector to events. `endpoint` is the address of the collector without /v1/events; a proxy before it has to pass POST on.',
  ],
  [/^answered 429/, 'The key, session or address is over its limit. The events are sent again later.'],
  [/^answered 5/, 'The collector, or a proxy before it, is overloaded or faulty. The events are sent again.'],
  [
    /^answered nothing \(ECONNREFUSED/,
    'Nothing listens at the address and port of `endpoint`. The events are sent again.',
  ],
  [
    /^answered nothing \((?:ENOTFOUND|EAI_AGAIN)/,
    'The host name of `endpoint` is unknown (DNS). The events are sent again.',
  ],
  [
    /^answered nothing \((?:.*CERT|.*TLS|.*SSL|EPROTO|.*SIGNED|.*SIGNATURE)/,
    'TLS failed: the certificate is not trusted or is of another host, or the port speaks http. The events are sent again.',
  ],
  [
    /^answered nothing \(ETIMEDOUT/,
    'The collector did not answer within `requestTimeout`: it is overloaded, or a firewall drops what is sent to it. The events are sent again.',
  ],
  [
    /^answered nothing \(ERR_INVALID_/,
    'Pass `endpoint` as the whole http(s) address of the collector, such as https://collector.example.',
  ],
  [
    /^answered nothing$/,
    'The network, a wrong address, a Content-Security-Policy without the collector in connect-src, or a blocker prevents it. The events are sent again.',
  ],
  [/^answered nothing/, 'There was no response. The events are sent again.'],
  [
    /^blocked/,
    'No request of this page ever got a response: a blocker, a policy or a wrong `endpoint`. Nothing more is sent.',
  ],
  [
    /^dropped unknown_event/,
    'The catalogue has no such event, or only back ends send it: see docs/events.md. For an event of your own use `trackEvent`, or `custom`.',
  ],
  [/^dropped too_large/, 'An event has at most 64 KiB.'],
  [
    /^dropped sanitize_failed/,
    'A rule of the application, or a getter of what was passed, threw. Nothing was sent.',
  ],
  [/^dropped/, 'A field that the event must have does not fit the catalogue: see docs/events.md.'],
  [/^rejected too_large/, 'A proxy before the collector refuses bodies of this size.'],
  [/^rejected/, 'The collector refused an event for this field: see docs/events.md.'],
  [/^beforeSend failed/, 'Your hook threw or did not return an event. The event was not sent.'],
]

/** @returns the message of `Warn`, with what to do behind it where that is known */
export function explain(message: string): string {
  const [, short = ''] = /^hushlog: (.*)/s.exec(message) ?? []
  const text = TEXTS.find(([pattern]) => pattern.test(short))?.[1]
  return text === undefined ? message : `${message}. ${text}`
}
