import { Schema, type SchemaDefinition, type SchemaOptions } from 'mongoose';

// An empty text is a text: what a customer or an agent leaves empty is kept as it is.
Schema.Types.String.checkRequired((value: unknown) => typeof value === 'string');

/** What is not declared is refused, not dropped; nothing is added behind our back; empty objects stay. */
export const OPTIONS = {
  strict: 'throw',
  strictQuery: 'throw',
  minimize: false,
  versionKey: false,
  id: false,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
} as const satisfies SchemaOptions;

/** Of a document that is changed: see `format.ts`. Of one that is written once the version alone is kept, as a number. */
export const STAMP = { writer: Number, newest: Number, needs: Number } as const;

export const required = <T>(type: T): { readonly type: T; readonly required: true } => ({ type, required: true });

/** The shape of an entry in a document's list. A list is written whole: what a newer program has put into its entries stays in them. */
export const part = (fields: Readonly<Record<string, unknown>>): Schema =>
  new Schema(fields as SchemaDefinition, { ...OPTIONS, _id: false, strict: false });
