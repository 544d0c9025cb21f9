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

export const required = <T>(type: T): { readonly type: T; readonly required: true } => ({ type, required: true });

/** The shape of an entry in a document's list. */
export const part = (fields: Readonly<Record<string, unknown>>): Schema =>
  new Schema(fields as SchemaDefinition, { ...OPTIONS, _id: false });
