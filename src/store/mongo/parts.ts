import type { Connection, Model } from 'mongoose';
import { Cells } from './cells.js';
import { type EventDoc, eventModel } from './event-model.js';
import { Files } from './files.js';
import { type FolioDoc, folioModel } from './folio-model.js';
import { counterModel, FolioNumbers } from './folio-numbers.js';
import { type MessageDoc, messageModel } from './message-model.js';
import { Relay } from './relay.js';
import { type ResumeDoc, resumeModel } from './resumes.js';
import { derived, type Session } from './session.js';
import { sessionModel } from './session-model.js';
import { type Slot, slotModel } from './visits.js';

/** The collections of one store and what works on them. */
export class Parts {
  readonly sessionModel: Model<Session>;
  readonly sessions: Cells<Session>;
  readonly messages: Model<MessageDoc>;
  readonly events: Model<EventDoc>;
  readonly relay: Relay;
  readonly folioModel: Model<FolioDoc>;
  readonly folios: Cells<FolioDoc>;
  readonly numbers: FolioNumbers;
  readonly slotModel: Model<Slot>;
  readonly slots: Cells<Slot>;
  readonly resumes: Model<ResumeDoc>;
  readonly files: Files;

  constructor(connection: Connection) {
    this.sessionModel = sessionModel(connection);
    this.sessions = new Cells(this.sessionModel, derived);
    this.messages = messageModel(connection);
    this.events = eventModel(connection);
    this.relay = new Relay({
      sessions: this.sessions,
      sessionModel: this.sessionModel,
      messages: this.messages,
      events: this.events,
    });
    this.folioModel = folioModel(connection);
    this.folios = new Cells(this.folioModel);
    this.numbers = new FolioNumbers(counterModel(connection), this.folioModel);
    this.slotModel = slotModel(connection);
    this.slots = new Cells(this.slotModel);
    this.resumes = resumeModel(connection);
    this.files = new Files(connection);
  }
}
