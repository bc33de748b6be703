/** Stands in place of all figures when the collector gives none, and above them when they are old. Each says what to do. */
import type { ProblemKind } from '../api/api-error.js'
import { signInAddress } from './sign-in-address.js'

interface Advice {
  readonly title: string
  readonly text: string
}

const unexpected: Advice = {
  title: 'The collector gave an unexpected answer',
  text: 'The dashboard and the collector may be of different versions: reload the page. If that does not help, the collector’s log has the reason.',
}

const advice: Readonly<Record<ProblemKind, Advice>> = {
  unauthorized: {
    title: 'Please sign in again',
    text: 'The session has ended, or the password or token is no longer valid. What is shown here stays in the address: signing in leads back to it.',
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
  forbidden: unexpected,
  invalid: unexpected,
  unexpected,
}

export function Failure({ failure }: { failure: ProblemKind }) {
  return (
    <section class="notice" aria-labelledby="failure-title">
      <h2 id="failure-title">{advice[failure].title}</h2>
      <p>{advice[failure].text}</p>
      {failure === 'unauthorized' && <SignInLink />}
      <p class="muted">It is tried again by itself every few seconds.</p>
    </section>
  )
}

export function StaleBanner({ failure }: { failure: ProblemKind }) {
  return (
    <section class="banner" aria-label="Figures are not up to date">
      <p>
        <strong>{advice[failure].title}.</strong> The figures below are from the last answer.
      </p>
      {failure === 'unauthorized' && <SignInLink />}
    </section>
  )
}

const SignInLink = () => (
  <p>
    <a href={signInAddress(location)}>Sign in</a>
  </p>
)
