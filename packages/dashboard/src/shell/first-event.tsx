import { useState } from 'preact/hooks'
import { address } from '../api/request.js'
import { copyText } from '../panels/copy-text.js'

/** Shows how to send a first event, to a tenant that has none. */
export function FirstEvent() {
  const [copied, setCopied] = useState(false)
  const tag = `<script async src="${address('/v1/hushlog.js')}" data-write-key="hlw_…"></script>`
  return (
    <section class="notice" aria-labelledby="empty-title">
      <h2 id="empty-title">No events yet</h2>
      <p>Put this on your page, with the write key that “npx hushlog keys” shows, and reload it:</p>
      <pre class="snippet">
        <code>{tag}</code>
      </pre>
      <p>
        <button
          type="button"
          class="primary"
          onClick={() => {
            copyText(tag)
            setCopied(true)
          }}
        >
          {copied ? 'Copied' : 'Copy the script tag'}
        </button>
        <span class="muted"> This page updates by itself when the first event arrives.</span>
      </p>
    </section>
  )
}
