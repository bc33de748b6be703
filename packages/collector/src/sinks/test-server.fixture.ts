/** Describes the servers that tests of sinks run against. `e2e/backends` starts them. */
interface RunningServer {
  readonly version: string
  readonly port: number
  readonly pid: number
}

export interface AwsServer extends RunningServer {
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface UrlServer extends RunningServer {
  readonly url: string
}
