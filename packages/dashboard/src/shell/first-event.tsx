import { Fragment } from 'preact'
import { useState } from 'preact/hooks'
import type { Tenant } from '../api/me.js'
import { address as addressOf } from '../api/request.js'
import { copyText } from '../panels/copy-text.js'
import { useViewing } from '../view/use-view.js'

/** Shows how to send a first event, to a tenant that has none. */
export function FirstEvent({ tenant }: { tenant: Tenant | undefined }) {
  const { address } = useViewing()
  const [copied, setCopied] = useState(false)
  const tag = `<script async src="${addressOf('/v1/hushlog.js')}" data-write-key="hlw_…"></script>`
  return (
    <section class="notice" aria-labelledby="empty-title">
      <h2 id="empty-title">No events yet</h2>
      <p>
        Put this on your page, with a write key {tenant && <KeyNames keys={tenant.write_keys} />}, and reload
        it:
      </p>
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
      <p>
        Events are sent and do not arrive?{' '}
        <a href={address({ place: 'data', own: {} })}>Data lists what was refused, and why.</a>
      </p>
    </section>
  )
}

/** Names the keys of the tenant; the keys themselves were shown once, when they were made. */
function KeyNames({ keys }: { keys: Tenant['write_keys'] }) {
  if (keys.length === 0) return <>(there is none yet: “npx hushlog keys create” makes one)</>
  return (
    <>
      (there {keys.length === 1 ? 'is' : 'are'}{' '}
      {keys.map(({ name }, i) => (
        <Fragment key={name}>
          {i > 0 && ', '}
          <bdi>{name}</bdi>
        </Fragment>
      ))}
      )
    </>
  )
}
