// The stub queues calls that are made before the SDK has loaded. The SDK runs them in order.
;((w, h) => {
  if (!w.hushlog) {
    h = w.hushlog = { q: [] }
    for (const name of ['track', 'trackEvent', 'identify', 'reset', 'optIn', 'optOut']) {
      h[name] = (...args) => {
        h.q.push([name, args])
      }
    }
  }
})(window)
