import { describe, expect, it } from '@jest/globals';
import { Error as MongooseError, mongo } from 'mongoose';
import { isRefusal, storeError } from '../../src/store/mongo/store-error.js';
import { StoreUnavailable } from '../../src/store/store.js';

const socketError = (code: string): Error => Object.assign(new Error('the other party is gone'), { code });
const serverError = (code: number): Error => new mongo.MongoServerError({ code, errmsg: 'said the server' });

describe('an error of the database', () => {
  it.each([
    ['of a socket that has just ended', socketError('EPIPE')],
    ['of a socket that is gone', socketError('ERR_STREAM_DESTROYED')],
    ['of the driver', new mongo.MongoNetworkError('connection closed')],
    ['of mongoose', new MongooseError('not connected')],
    ['of a server that is going down', serverError(91)],
  ])('%s tells that the store is not available', (_, error) => {
    expect(storeError(error)).toBeInstanceOf(StoreUnavailable);
    expect(isRefusal(error)).toBe(false);
  });

  it.each([
    ['a refusal', serverError(11_000)],
    ['what a conversation may not do', new Error('a turn of a conversation that does not exist')],
    ['a file that is not there', socketError('ENOENT')],
    ['nothing that has a code', null],
  ])('stays what it is: %s', (_, error) => {
    expect(storeError(error)).toBe(error);
  });
});
