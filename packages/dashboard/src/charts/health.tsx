import type { ServiceHealth } from '../api/health.js'
import { formatFigure } from '../format/figure.js'
import { formatMinute } from '../format/time.js'
import { Scroll } from '../panels/scroll.js'
import { useViewing } from '../view/use-view.js'

/** The state of each service as a word, and what it was judged by. */
export function Health({ services }: { services: readonly ServiceHealth[] }) {
  const { view } = useViewing()
  return (
    <Scroll label="Health of services, table">
      <table class="figures">
        <caption class="visually-hidden">Health of services</caption>
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">State</th>
            <th scope="col" class="number">
              Errors
            </th>
            <th scope="col" class="number">
              p95
            </th>
            <th scope="col" class="number">
              Last sample
            </th>
          </tr>
        </thead>
        <tbody>
          {services.map((service) => (
            <tr key={service.service}>
              <th scope="row" class="name">
                <bdi>{service.service}</bdi>
              </th>
              <td>
                <span class={`chip health-${service.state}`}>{service.state}</span>
              </td>
              <td class="number">{formatFigure(service.error_rate, 'ratio')}</td>
              <td class="number">{formatFigure(service.p95_latency_ms, 'milliseconds')}</td>
              <td class="number">{formatMinute(service.last_sample_at, view.timeZone)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
