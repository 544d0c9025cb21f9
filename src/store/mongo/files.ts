import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Connection, mongo, type Types } from 'mongoose';
import type { FileRef } from '../store.js';
import type { Form } from './form.js';

export type StoredFile = FileRef & { readonly conversation: string; readonly bytes: Uint8Array };

interface Description {
  readonly conversation: string;
  readonly contentType: string;
  readonly at: number;
  readonly format?: number;
}

/** Files in GridFS, under our own ids. One is there when its description is, which is written last. */
export class Files {
  constructor(
    private readonly connection: Connection,
    private readonly form: Form,
  ) {}

  async save({ id, conversation, name, contentType, bytes }: StoredFile, now: number): Promise<void> {
    const metadata: Description = { conversation, contentType, at: now, format: this.form.version };
    try {
      await pipeline(
        Readable.from(bytes.length > 0 ? [Buffer.from(bytes)] : []),
        this.bucket().openUploadStreamWithId(asId(id), name, { metadata }),
      );
    } catch (error) {
      // A lost answer to the last write: it is there, or it is not.
      const found = await this.describe(id);
      if (found?.length !== bytes.length || found.metadata?.at !== now) throw error;
    }
  }

  async read(id: string): Promise<StoredFile | null> {
    const found = await this.describe(id);
    if (!found) return null;
    const chunks: Buffer[] = [];
    for await (const chunk of this.bucket().openDownloadStream(asId(id))) chunks.push(chunk as Buffer);
    const { conversation = '', contentType = '' } = this.form.readOnce((found.metadata ?? {}) as Partial<Description>);
    return { id, conversation, name: found.filename, contentType, size: found.length, bytes: new Uint8Array(Buffer.concat(chunks)) };
  }

  private async describe(id: string): Promise<mongo.GridFSFile | undefined> {
    const [found] = await this.bucket()
      .find({ _id: asId(id) })
      .limit(1)
      .toArray();
    return found;
  }

  private bucket(): mongo.GridFSBucket {
    const { db } = this.connection;
    if (!db) throw new mongo.MongoNotConnectedError('there is no connection yet');
    return new mongo.GridFSBucket(db, { bucketName: 'files' });
  }
}

/** GridFS takes ids of any type; the driver's types know one only. */
const asId = (id: string): Types.ObjectId => id as unknown as Types.ObjectId;
