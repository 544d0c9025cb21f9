import type { Connection, Model } from 'mongoose';
import { Ahead } from './ahead.js';
import { Cells } from './cells.js';
import { type EventDoc, eventModel } from './event-model.js';
import { Files } from './files.js';
import { type FolioDoc, folioModel } from './folio-model.js';
import { counterModel, FolioNumbers } from './folio-numbers.js';
import { Form } from './form.js';
import type { NewerData, StoreFormat } from './format.js';
import { type Letterbox, letterModel } from './letters.js';
import { messageModel } from './message-model.js';
import { Messages } from './messages.js';
import { recordModel, SmallRecords } from './records.js';
import { Relay } from './relay.js';
import { type Resumes, resumeModel } from './resumes.js';
import { derived, type Session } from './session.js';
import { sessionModel } from './session-model.js';
import { type Slot, slotModel } from './visits.js';

/** The collections of one store and what works on them. */
export class Parts {
  readonly sessionModel: Model<Session>;
  readonly sessions: Cells<Session>;
  readonly messages: Messages;
  readonly events: Model<EventDoc>;
  readonly relay: Relay;
  readonly folioModel: Model<FolioDoc>;
  readonly folios: Cells<FolioDoc>;
  readonly numbers: FolioNumbers;
  readonly slotModel: Model<Slot>;
  readonly slots: Cells<Slot>;
  readonly resumes: Resumes;
  readonly records: SmallRecords;
  readonly letterbox: Letterbox;
  readonly files: Files;
  readonly ahead: Ahead;
  /** The last document that was left alone because only a newer program may work on it, or null. */
  refused: NewerData | null = null;

  /** @param flows version by procedure of this program; null: whatever is stored. */
  constructor(connection: Connection, format: StoreFormat, flows: ReadonlyMap<string, number> | null) {
    const form = (collection: string): Form => new Form(collection, format, this.refuse);
    this.ahead = new Ahead(flows);
    this.sessionModel = sessionModel(connection, format.collections.conversations?.fields);
    this.sessions = new Cells(this.sessionModel, form('conversations'), derived);
    this.messages = new Messages(messageModel(connection), form('messages'));
    this.events = eventModel(connection);
    this.relay = new Relay({
      sessions: this.sessions,
      sessionModel: this.sessionModel,
      messages: this.messages,
      events: this.events,
    });
    this.folioModel = folioModel(connection);
    this.folios = new Cells(this.folioModel, form('folios'));
    this.numbers = new FolioNumbers(counterModel(connection), form('counters'), this.folioModel, form('folios'));
    this.slotModel = slotModel(connection);
    this.slots = new Cells(this.slotModel, form('slots'));
    this.resumes = { model: resumeModel(connection), form: form('resumes') };
    this.records = new SmallRecords(recordModel(connection), form('records'));
    this.letterbox = { model: letterModel(connection), form: form('letters') };
    this.files = new Files(connection, form('files'));
  }

  private readonly refuse = (error: NewerData): void => {
    this.refused = error;
  };
}
