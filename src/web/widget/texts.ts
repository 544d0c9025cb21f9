import type { FileProblem } from './file-rules.js';
import type { Language } from './options.js';
import type { SendProblem } from './outbox.js';

/** The widget's own words; what the bot says comes from the server. */
export interface Texts {
  readonly title: string;
  readonly label: string;
  readonly region: string;
  readonly open: string;
  readonly close: string;
  readonly log: string;
  readonly write: string;
  readonly send: string;
  readonly attach: string;
  readonly location: string;
  readonly choices: string;
  readonly you: string;
  readonly bot: string;
  readonly agent: string;
  readonly attendedByBot: string;
  readonly attendedBy: (name: string) => string;
  readonly typing: string;
  readonly latest: string;
  readonly today: string;
  readonly yesterday: string;
  readonly sending: string;
  readonly waiting: string;
  readonly sent: string;
  readonly failed: string;
  readonly retry: string;
  readonly discard: string;
  readonly image: string;
  readonly file: string;
  readonly place: string;
  readonly drop: string;
  readonly removeFile: (name: string) => string;
  readonly dismiss: string;
  readonly offline: string;
  readonly reconnecting: string;
  readonly refused: string;
  readonly renewed: string;
  readonly locating: string;
  readonly noLocation: string;
  readonly privacy: string;
  readonly newMessages: (count: number) => string;
  readonly problems: Readonly<Record<SendProblem, string>>;
  readonly fileProblems: Readonly<Record<FileProblem, (name: string) => string>>;
}

const spanish: Texts = {
  title: 'Atención a clientes',
  label: '¿Le ayudamos?',
  region: 'Chat de atención a clientes',
  open: 'Abrir el chat',
  close: 'Cerrar el chat',
  log: 'Conversación',
  write: 'Escriba su mensaje',
  send: 'Enviar',
  attach: 'Adjuntar una foto o un archivo',
  location: 'Compartir mi ubicación',
  choices: 'Opciones para responder',
  you: 'Usted',
  bot: 'Asistente',
  agent: 'Agente',
  attendedByBot: 'Asistente automático',
  attendedBy: (name) => `Le atiende ${name}`,
  typing: 'Está escribiendo…',
  latest: 'Ir a lo más reciente',
  today: 'Hoy',
  yesterday: 'Ayer',
  sending: 'Enviando…',
  waiting: 'Se enviará al volver la conexión',
  sent: 'Enviado',
  failed: 'No se envió.',
  retry: 'Reintentar',
  discard: 'Descartar',
  image: 'Imagen',
  file: 'Archivo',
  place: 'Mi ubicación',
  drop: 'Suelte aquí su archivo',
  removeFile: (name) => `Quitar ${name}`,
  dismiss: 'Cerrar este aviso',
  offline: 'Sin conexión. Lo que escriba se enviará al volver.',
  reconnecting: 'Estamos conectando. Lo que escriba se enviará enseguida.',
  refused: 'El chat no está disponible en esta página. Por favor, comuníquese por otro medio.',
  renewed: 'Su conversación anterior ya no está disponible aquí. Empezamos una nueva.',
  locating: 'Buscando su ubicación…',
  noLocation: 'No pudimos obtener su ubicación. Dé permiso en su navegador o escríbanos su dirección.',
  privacy: 'Aviso de privacidad',
  newMessages: (count) => (count === 1 ? '1 mensaje nuevo' : `${count} mensajes nuevos`),
  problems: {
    tooBig: 'No se envió: el archivo es demasiado grande.',
    badType: 'No se envió: no podemos recibir ese tipo de archivo.',
    lostFile: 'No se alcanzó a enviar. Adjunte el archivo otra vez, por favor.',
    server: 'No se envió.',
  },
  fileProblems: {
    type: (name) => `No podemos recibir «${name}». Envíe una foto, una grabación, un PDF o un archivo de texto.`,
    size: (name) => `«${name}» es demasiado grande. El máximo es de 10 MB.`,
    empty: (name) => `«${name}» está vacío.`,
    count: () => 'Puede enviar hasta 5 archivos a la vez.',
  },
};

const english: Texts = {
  title: 'Customer care',
  label: 'Can we help?',
  region: 'Customer care chat',
  open: 'Open the chat',
  close: 'Close the chat',
  log: 'Conversation',
  write: 'Write your message',
  send: 'Send',
  attach: 'Attach a photo or a file',
  location: 'Share my location',
  choices: 'Options to answer with',
  you: 'You',
  bot: 'Assistant',
  agent: 'Agent',
  attendedByBot: 'Automated assistant',
  attendedBy: (name) => `You are talking to ${name}`,
  typing: 'Writing…',
  latest: 'Go to the latest message',
  today: 'Today',
  yesterday: 'Yesterday',
  sending: 'Sending…',
  waiting: 'Will be sent when you are back online',
  sent: 'Sent',
  failed: 'Not sent.',
  retry: 'Try again',
  discard: 'Discard',
  image: 'Image',
  file: 'File',
  place: 'My location',
  drop: 'Drop your file here',
  removeFile: (name) => `Remove ${name}`,
  dismiss: 'Close this notice',
  offline: 'You are offline. What you write will be sent when you are back.',
  reconnecting: 'We are connecting. What you write will be sent as soon as possible.',
  refused: 'The chat is not available on this page. Please contact us in another way.',
  renewed: 'Your earlier conversation is no longer available here. We have started a new one.',
  locating: 'Finding your location…',
  noLocation: 'We could not get your location. Allow it in your browser, or write your address to us.',
  privacy: 'Privacy notice',
  newMessages: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
  problems: {
    tooBig: 'Not sent: the file is too big.',
    badType: 'Not sent: we cannot receive that kind of file.',
    lostFile: 'It could not be sent. Please attach the file again.',
    server: 'Not sent.',
  },
  fileProblems: {
    type: (name) => `We cannot receive “${name}”. Send a photo, a recording, a PDF or a text file.`,
    size: (name) => `“${name}” is too big. The limit is 10 MB.`,
    empty: (name) => `“${name}” is empty.`,
    count: () => 'You can send up to 5 files at a time.',
  },
};

export const TEXTS: Readonly<Record<Language, Texts>> = { 'es-MX': spanish, en: english };
