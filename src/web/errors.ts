/**
 * Every error the web answers, with its status and what the caller is to do. The code is stable:
 * clients may rely on it; the message is for people and may change.
 */
export const WEB_ERRORS = {
  BadArgument: { status: 400, advice: 'A field, a parameter or the body has a form that is not accepted.' },
  BadJson: { status: 400, advice: 'Send a body that is valid JSON.' },
  Unauthorized: { status: 401, advice: 'Send a valid token as "Authorization: Bearer …".' },
  ResumeUnknown: { status: 401, advice: 'This resume ticket was used, is too old or is unknown: ask for a new conversation.' },
  TokenExpired: { status: 403, advice: 'The token is too old: ask for a new one.' },
  OriginNotAllowed: { status: 403, advice: 'This website may not embed the chat: add its origin to the allowed origins.' },
  NotFound: { status: 404, advice: 'There is nothing here.' },
  RequestTimeout: { status: 408, advice: 'The body arrived too slowly: send it again.' },
  TooLarge: { status: 413, advice: 'Send less at once.' },
  UnsupportedMediaType: { status: 415, advice: 'Send JSON (files: multipart/form-data), not compressed.' },
  FileNotAccepted: { status: 415, advice: 'Send another file.' },
  UpgradeRequired: { status: 426, advice: 'Open this address as a WebSocket.' },
  TooManyRequests: { status: 429, advice: 'Wait a moment and try again.' },
  Internal: { status: 500, advice: 'A fault of ours; it has been logged. Try again later.' },
  StoreUnavailable: { status: 503, advice: 'Nothing was stored: send it again in a moment.' },
  Overloaded: { status: 503, advice: 'Too much at once, nothing was stored: send it again in a moment.' },
} as const;

export type WebErrorCode = keyof typeof WEB_ERRORS;

/** An answer that is an error. `message` says what happened; without one, the code's advice. */
export class WebError extends Error {
  readonly statusCode: number;
  constructor(
    readonly code: WebErrorCode,
    message?: string,
  ) {
    super(message ?? WEB_ERRORS[code].advice);
    this.statusCode = WEB_ERRORS[code].status;
  }
}

/** Codes of the packages below us that a caller can meet, in our terms. */
const FOREIGN: Readonly<Record<string, WebErrorCode>> = {
  STORE_UNAVAILABLE: 'StoreUnavailable',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UnsupportedMediaType',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'UnsupportedMediaType',
  FST_ERR_CTP_BODY_TOO_LARGE: 'TooLarge',
  FST_REQ_FILE_TOO_LARGE: 'TooLarge',
  FST_FILES_LIMIT: 'TooLarge',
  FST_PARTS_LIMIT: 'TooLarge',
  FST_FIELDS_LIMIT: 'TooLarge',
};

/** Whatever was thrown, as an answer; what is not a known fault of the caller is `Internal` and tells nothing of its cause. */
export function toWebError(thrown: unknown): WebError {
  if (thrown instanceof WebError) return thrown;
  const { code, statusCode } = Object(thrown) as { code?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' ? FOREIGN[code] : undefined;
  if (known) return new WebError(known);
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return new WebError('BadArgument');
  return new WebError('Internal');
}
