/** Replaces the figures while they load, when there are none, and when they cannot be fetched. Each says what to do. */
import { useState } from 'preact/hooks'
import { type Problem, scriptAddress } from './data.js'

export function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      <div class="headline">
        <div class="skeleton-row">
          {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
            <div key={key} class="figure">
              <span class="ghost ghost-label" />
              <span class="ghost ghost-value" />
            </div>
          ))}
        </div>
      </div>
      <div class="panels">
        {['wide', 'narrow', 'wide', 'narrow'].map((size, i) => (
          <div key={`${size}-${i < 2}`} class={`panel panel-${size}`}>
            <span class="ghost ghost-title" />
            <span class="ghost ghost-chart" />
          </div>
        ))}
      </div>
    </div>
  )
}

const advice: Readonly<Record<Problem, { readonly title: string; readonly text: string }>> = {
  unauthorized: {
    title: 'Please sign in again',
    text: 'The collector did not accept the credentials. Reload the page and sign in as admin with the password from the configuration, or check that the read token belongs to this tenant.',
  },
  not_found: {
    title: 'No such tenant',
    text: 'The collector knows no tenant of this name, or you may not see it. Choose another one, or open the dashboard without a tenant in the address.',
  },
  unavailable: {
    title: 'The collector cannot answer just now',
    text: 'It may be starting or busy, or its embedded store is switched off (reports need it). The collector’s log says which.',
  },
  unreachable: {
    title: 'The collector does not answer',
    text: 'Is it running? Start it with “npx hushlog serve”, or check the network between it and this browser.',
  },
  unexpected: {
    title: 'The collector gave an unexpected answer',
    text: 'The dashboard and the collector may be of different versions: reload the page. If that does not help, the collector’s log has the reason.',
  },
}

export function Failure({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  return (
    <section class="notice" aria-labelledby="failure-title">
      <h2 id="failure-title">{advice[problem].title}</h2>
      <p>{advice[problem].text}</p>
      <p>
        <button type="button" class="primary" onClick={onRetry}>
          Try again
        </button>
        <span class="muted"> It is tried again by itself every few seconds.</span>
      </p>
    </section>
  )
}

/** Says that the figures are missing and not zero. */
export function NoStoreBanner() {
  return (
    <section class="banner" aria-label="No figures">
      <p>
        <strong>No store for reports answers.</strong> The figures are missing; the delivery ledger is
        complete. The collector’s log says why.
      </p>
    </section>
  )
}

export function StaleBanner({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  return (
    <section class="banner" aria-label="Figures are not up to date">
      <p>
        <strong>{advice[problem].title}.</strong> The figures below are from the last answer.
      </p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </section>
  )
}

export function Empty() {
  const [copied, setCopied] = useState(false)
  const tag = `<script async src="${scriptAddress()}" data-write-key="hlw_…"></script>`
  const copy = () => {
    navigator.clipboard.writeText(tag).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <section class="notice" aria-labelledby="empty-title">
      <h2 id="empty-title">No events in this period yet</h2>
      <p>Put this on your page, with the write key that “npx hushlog keys” shows, and reload it:</p>
      <pre class="snippet">
        <code>{tag}</code>
      </pre>
      <p>
        <button type="button" class="primary" onClick={copy}>
          {copied ? 'Copied' : 'Copy the script tag'}
        </button>
        <span class="muted"> This page updates by itself when the first event arrives.</span>
      </p>
    </section>
  )
}
