import { randomBytes } from 'node:crypto';
import multipart, { type Multipart } from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { ClientActivity } from '../channels/webchat-inbound.js';
import { crashPoint } from '../crash.js';
import type { FileRef } from '../store/store.js';
import { partyFor } from './direct-line-auth.js';
import { WebError } from './errors.js';
import { ACCEPTED, fileKind, isPicture } from './file-kind.js';
import { fileName } from './file-name.js';
import { imageSize } from './image-size.js';
import { acknowledged, receiveActivity } from './receive-activity.js';
import type { WebLimits } from './web-config.js';
import { parseAs, type WebOptions } from './web-context.js';

interface NewFile extends FileRef {
  readonly bytes: Buffer;
}

/** A message and its files as the client sent them. */
interface Parcel {
  readonly raw: string;
  readonly files: readonly NewFile[];
}

/** The largest parcel: all files, and the activity with the envelope around them. */
const parcelBytes = ({ fileBytes, filesPerMessage, jsonBytes }: WebLimits): number => fileBytes * filesPerMessage + jsonBytes;

/** `POST …/conversations/:id/upload`: multipart with one part `activity` and parts `file`. Register in a scope of its own. */
export const uploadRoute: FastifyPluginAsync<WebOptions> = async (app, { ctx }) => {
  const { limits } = ctx.config;
  await app.register(multipart, {
    limits: {
      fileSize: limits.fileBytes,
      files: limits.filesPerMessage + 1,
      parts: limits.filesPerMessage + 2,
      fieldSize: limits.jsonBytes,
    },
  });
  const options = { bodyLimit: parcelBytes(limits), onResponse: acknowledged };
  app.post<{ Params: { id: string } }>('/conversations/:id/upload', options, async (request) => {
    const party = await partyFor(request, request.params.id, ctx);
    crashPoint('AFTER_VERIFY');
    const { raw, files } = await readParcel(request, limits);
    crashPoint('AFTER_HTTP_READ');
    const activity = parseAs(ClientActivity, parseJson(raw));
    const saved = files.map((file) => ctx.store.saveFile({ ...file, conversation: party.conversation }, ctx.clock.now()));
    await Promise.all(saved);
    const refs = files.map(({ bytes: _, ...ref }) => ref);
    return { id: await receiveActivity(ctx, party, activity, raw, refs) };
  });
};

async function readParcel(request: FastifyRequest, limits: WebLimits): Promise<Parcel> {
  if (Number(request.headers['content-length']) > parcelBytes(limits)) throw new WebError('TooLarge');
  try {
    return await readParts(request, limits);
  } catch (error) {
    // What is still on its way is taken and dropped, or the client would never come to read why.
    request.raw.unpipe();
    request.raw.resume();
    throw error;
  }
}

async function readParts(request: FastifyRequest, limits: WebLimits): Promise<Parcel> {
  const files: NewFile[] = [];
  let raw = JSON.stringify({ type: 'message' });
  for await (const part of request.parts()) {
    if (part.fieldname === 'activity') raw = await activityText(part);
    else if (part.type === 'file') files.push(newFile(await part.toBuffer(), part.filename, part.mimetype, limits));
  }
  if (files.length > limits.filesPerMessage) throw new WebError('TooLarge', `At most ${limits.filesPerMessage} files at once.`);
  return { raw, files };
}

/** A blob arrives as a file, plain text as a field, and a field that calls itself JSON has been parsed already. */
async function activityText(part: Multipart): Promise<string> {
  if (part.type === 'file') return (await part.toBuffer()).toString('utf8');
  return typeof part.value === 'string' ? part.value : JSON.stringify(part.value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WebError('BadJson');
  }
}

function newFile(bytes: Buffer, name: string, declared: string, limits: WebLimits): NewFile {
  const kind = fileKind(bytes, declared);
  if (!kind) throw new WebError('FileNotAccepted', `This kind of file is not accepted. Accepted are ${ACCEPTED}.`);
  if (isPicture(kind.contentType)) checkPicture(bytes, kind.contentType, limits);
  // Whoever knows the id may read the file, so it is longer than anybody can guess.
  const id = randomBytes(24).toString('base64url');
  return { id, name: fileName(name, kind.extension), contentType: kind.contentType, size: bytes.length, bytes };
}

function checkPicture(bytes: Buffer, contentType: string, { pixels }: WebLimits): void {
  const size = imageSize(bytes, contentType);
  if (size && size.width * size.height <= pixels) return;
  throw new WebError('FileNotAccepted', `This picture is damaged or has more than ${pixels / 1e6} million points.`);
}
