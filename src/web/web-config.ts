/** What the web part is told by whoever composes the program. */
export interface WebConfig {
  /** Signs the tokens; as a bearer it is for our own servers only. */
  readonly directLineSecret: string;
  /** Bearer of `/api/*` for other systems; null: nobody is let in. */
  readonly apiToken: string | null;
  /** Serves the demo provider's page and lets clients see `channelData.ventanilla`. */
  readonly demo: boolean;
  readonly production: boolean;
  /** Origins, beside our own, whose pages may embed the chat: `https://www.example.com`, or `*` for any. */
  readonly allowedOrigins: readonly string[];
  /** Address under which the public reaches us, without a slash at the end; null: as the request says. */
  readonly publicUrl: string | null;
  /** Addresses or CIDR blocks of reverse proxies whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** BCP 47; the first is the default. */
  readonly languages: readonly [string, ...string[]];
  readonly tokenTtlSeconds: number;
  readonly resumeDays: number;
  /** How often a node looks for what others wrote in the conversations that its sockets show; null: there is no other. */
  readonly followMs: number | null;
  readonly limits: WebLimits;
}

export interface WebLimits {
  /** Bytes of a JSON body. */
  readonly jsonBytes: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
  readonly filesPerMessage: number;
  /** Pixels of one picture. */
  readonly pixels: number;
  /** Bytes of bodies being received or worked on at one time; more is refused before it is read. */
  readonly inFlightBytes: number;
  /** Time for a JSON body, and for everything else, to arrive. */
  readonly bodyMs: number;
  readonly requestMs: number;
  /** Visitors' tokens a minute for one network address. */
  readonly tokensPerMinute: number;
  readonly sockets: number;
  readonly socketsPerAddress: number;
  /** Between two pings of a socket; one that missed the last is cut. */
  readonly pingMs: number;
}

/** Generous to the many customers behind one mobile carrier's address, on the day when everybody's service fails. */
export const DEFAULT_LIMITS: WebLimits = {
  jsonBytes: 1024 * 1024,
  fileBytes: 10 * 1024 * 1024,
  filesPerMessage: 5,
  pixels: 50_000_000,
  inFlightBytes: 64 * 1024 * 1024,
  bodyMs: 10_000,
  requestMs: 120_000,
  tokensPerMinute: 300,
  sockets: 20_000,
  socketsPerAddress: 500,
  pingMs: 30_000,
};

/** All that has a sensible value of its own. */
export const DEFAULT_WEB_CONFIG: Omit<WebConfig, 'directLineSecret'> = {
  apiToken: null,
  demo: false,
  production: true,
  allowedOrigins: [],
  publicUrl: null,
  trustedProxies: [],
  languages: ['es-MX', 'en'],
  tokenTtlSeconds: 1800,
  resumeDays: 90,
  followMs: null,
  limits: DEFAULT_LIMITS,
};
