/**
 * Runs as a script tag: it takes its options from its own `data-` attributes and becomes `window.hushlog`. A
 * stub that the page defined before stays the same object. It gets the real calls, and calls that it queued
 * are replayed in order.
 *
 *   <script>
 *   (function(w,h){if(!w.hushlog){h=w.hushlog={q:[]};'track trackEvent identify reset optIn optOut'.split(' ').forEach(
 *   function(n){h[n]=function(){h.q.push([n,arguments])}})}})(window)
 *   </script>
 *   <script async src="https://collector.example/v1/hushlog.js" data-write-key="hlw_…"></script>
 */
import { optionsOf } from './options.js'
import { createPageClient, type Hushlog } from './page-client.js'

interface Page {
  readonly hushlog_clients?: Readonly<Record<string, Hushlog>>
  hushlog?: Stub
}

interface Stub {
  q?: readonly (readonly [name: string, args: Iterable<unknown>])[]
  stats?: unknown
}

const host = window as unknown as Page
// A script in SVG has no `src`; it counts as a script without an address.
const script = document.currentScript as HTMLScriptElement | null

// When the script is loaded twice, the first one stays, because two would send every event twice.
if (!host.hushlog?.stats) {
  host.hushlog ??= {}
  const stub: Stub = Object.assign(host.hushlog, { createHushlog: createPageClient })
  const options = script && optionsOf(script)
  // Without a key the stub goes on queueing calls, for a script with one.
  if (options?.writeKey && options.endpoint) {
    const { q: queued = [] } = stub
    delete stub.q
    // A package may have created a client for the same key and endpoint before.
    const hush =
      host.hushlog_clients?.[`${options.endpoint} ${options.writeKey}`] ?? createPageClient(options)
    Object.assign(stub, hush)
    const calls = hush as unknown as Record<string, (...args: unknown[]) => unknown>
    for (const [name, args] of queued) calls[name]?.(...args)
  } else console.warn('hushlog: no data-write-key')
}
