/** Why a proxy made no connection. Its message names the proxy without name and password. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError'
  /** `PROXY_407`, or `PROXY_` and Node's code, such as `PROXY_ECONNREFUSED`. */
  readonly code: string

  constructor(code: string, message: string, cause?: unknown) {
    super(message, {cause})
    this.code = code
  }
}
