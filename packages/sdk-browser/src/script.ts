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
import { createHushlog } from './create-hushlog.js'
import { optionsOf } from './options.js'

interface Stub {
  q?: readonly (readonly [name: string, args: Iterable<unknown>])[]
  stats?: unknown
}

const host = window as unknown as { hushlog?: Stub }
// A script in SVG has no `src`; it counts as a script without an address.
const script = document.currentScript as HTMLScriptElement | null

// When the script is loaded twice, the first one stays, because two would send every event twice.
if (!host.hushlog?.stats) {
  host.hushlog ??= {}
  const stub: Stub = Object.assign(host.hushlog, { createHushlog })
  const { q: queued = [] } = stub
  delete stub.q
  if (script?.dataset.writeKey) {
    const hush = createHushlog(optionsOf(script))
    Object.assign(stub, hush)
    const calls = hush as unknown as Record<string, (...args: unknown[]) => unknown>
    for (const [name, args] of queued) calls[name]?.(...args)
  }
}
