import { Error as MongooseError, mongo } from 'mongoose';
import { StoreUnavailable } from '../store.js';

/** Codes with which the server says that it has not done, and will not do, what was asked. Of anything else the outcome is unknown. */
const REFUSALS: ReadonlySet<unknown> = new Set([
  2, // BadValue
  9, // FailedToParse
  14, // TypeMismatch
  52, // DollarPrefixedFieldName
  66, // ImmutableField
  121, // DocumentValidationFailure
  10_334, // BSONObjectTooLarge
  11_000, // DuplicateKey
]);

/** What a person can do, by the server's code. */
const ADVICE: ReadonlyMap<unknown, string> = new Map([
  [13, 'The database user may not do this: give it the role readWrite on the database that STORE_URL names.'],
  [18, 'The database refuses user and password: check them in STORE_URL.'],
  [50, 'The database takes too long to answer: check its load; the service goes on by itself.'],
  [8000, 'The database refuses user and password: check them in STORE_URL.'],
  [14_031, "The database's disk is full: free some space; the service goes on by itself."],
]);

/** Of a socket's own errors, which the driver hands on as they are when it writes to a connection that has just ended. */
const BROKEN: ReadonlySet<unknown> = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
  'ERR_SOCKET_CLOSED',
]);

const UNREACHABLE =
  'The database cannot be reached, or does not answer: check that it runs and that STORE_URL is right; the service goes on by itself.';

/** True: nothing was written, and trying again would not help. */
export const isRefusal = (error: unknown): boolean => isMistake(error) || (isServerError(error) && REFUSALS.has(error.code));

/** An error of the driver or the server as {@link StoreUnavailable} with what to do; a refusal or a mistake of the program as it is. */
export function storeError(error: unknown): unknown {
  if (error instanceof StoreUnavailable || isRefusal(error)) return error;
  if (isServerError(error)) return unavailable(ADVICE.get(error.code) ?? UNREACHABLE, error);
  return error instanceof mongo.MongoError || error instanceof MongooseError || isBroken(error) ? unavailable(UNREACHABLE, error) : error;
}

/** The text without user and password of any address in it. */
export const withoutCredentials = (text: string): string => text.replace(/(mongodb(?:\+srv)?:\/\/)[^@\s/]*@/g, '$1…@');

/** No `cause`: what the driver knows of a connection must not get into a log. */
const unavailable = (advice: string, error: Error): StoreUnavailable =>
  new StoreUnavailable(`${advice} (${error.name}: ${withoutCredentials(error.message)})`);

const isBroken = (error: unknown): error is Error => BROKEN.has(Reflect.get(Object(error), 'code'));

const isServerError = (error: unknown): error is mongo.MongoServerError => error instanceof mongo.MongoServerError;

/** Found by mongoose before anything was sent. */
const isMistake = (error: unknown): boolean =>
  error instanceof MongooseError.ValidationError ||
  error instanceof MongooseError.CastError ||
  error instanceof MongooseError.StrictModeError;
