CREATE TABLE applied_keys (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE calls (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (n),
    call TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    -- A lease moves it on.
    due_at INTEGER NOT NULL,
    lease_node TEXT
  ) STRICT;
CREATE TABLE conversations (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 0,
    epoch INTEGER NOT NULL DEFAULT 0,
    -- Epoch of the last change of owner to an agent: the bot's words of an earlier epoch never leave.
    bot_since INTEGER NOT NULL DEFAULT 0,
    owner TEXT NOT NULL DEFAULT 'bot',
    state TEXT NOT NULL,
    folio TEXT,
    created_at INTEGER NOT NULL,
    last_seq INTEGER NOT NULL DEFAULT 0,
    -- Messages and signals that no turn has consumed.
    pending INTEGER NOT NULL DEFAULT 0,
    lease_node TEXT,
    lease_until INTEGER NOT NULL DEFAULT 0,
    -- When the oldest unsent message may be tried (a lease moves it on), null: nothing to send.
    outbox_at INTEGER,
    UNIQUE (address, channel)
  ) STRICT;
CREATE TABLE events (
    n INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    what TEXT NOT NULL,
    data TEXT NOT NULL,
    -- SHA-256 of this row and of the hash before it.
    hash TEXT NOT NULL
  ) STRICT;
CREATE TABLE files (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    at INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
CREATE TABLE folio_counters (area TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
CREATE TABLE folio_history (
    folio INTEGER NOT NULL REFERENCES folios (n),
    step INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (folio, step)
  ) STRICT, WITHOUT ROWID;
CREATE TABLE folios (
    n INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    area TEXT NOT NULL,
    status TEXT NOT NULL,
    account TEXT,
    email TEXT,
    phone TEXT,
    channel TEXT NOT NULL,
    conversation TEXT NOT NULL,
    description TEXT NOT NULL,
    details TEXT NOT NULL,
    created_at TEXT NOT NULL,
    due_at TEXT,
    due_rule TEXT,
    notice_at TEXT,
    visit_date TEXT,
    visit_shift TEXT,
    visit_zone TEXT,
    closed_at TEXT
  , clock_at INTEGER DEFAULT 0, minded_at INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE letters (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    sealed TEXT,
    until INTEGER,
    status TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- When it may be tried next; a lease moves it on.
    due_at INTEGER NOT NULL,
    sent_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT
  ) STRICT;
CREATE TABLE messages (
    n INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations (n),
    seq INTEGER NOT NULL,
    author TEXT NOT NULL,
    status TEXT NOT NULL,
    pending INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL,
    sent_at TEXT,
    epoch INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    inbound_key TEXT,
    native_id TEXT,
    client_id TEXT,
    key TEXT,
    content TEXT NOT NULL,
    choices TEXT,
    trace TEXT,
    error TEXT,
    raw TEXT,
    UNIQUE (conversation, seq)
  ) STRICT;
CREATE TABLE records (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
CREATE TABLE resumes (
    hash TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    user TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
CREATE TABLE signals (
    n INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (n),
    type TEXT NOT NULL,
    payload TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
CREATE TABLE timers (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (n),
    due_at INTEGER NOT NULL
  ) STRICT;
CREATE INDEX calls_by_conversation ON calls (conversation);
CREATE INDEX calls_due ON calls (due_at);
CREATE INDEX conversations_by_channel ON conversations (channel);
CREATE INDEX conversations_to_send ON conversations (outbox_at) WHERE outbox_at IS NOT NULL;
CREATE INDEX conversations_with_work ON conversations (lease_until) WHERE pending > 0;
CREATE INDEX events_by_conversation ON events (conversation);
CREATE INDEX folios_by_account ON folios (account) WHERE account IS NOT NULL;
CREATE INDEX folios_by_account_and_type ON folios (account, type) WHERE account IS NOT NULL;
CREATE INDEX folios_by_clock ON folios (clock_at) WHERE clock_at IS NOT NULL;
CREATE INDEX folios_by_conversation ON folios (conversation);
CREATE INDEX folios_by_conversation_and_type ON folios (conversation, type);
CREATE INDEX folios_by_type ON folios (type);
CREATE INDEX folios_by_visit ON folios (visit_zone, visit_date, visit_shift) WHERE visit_date IS NOT NULL;
CREATE INDEX letters_shown ON letters (at) WHERE status <> 'void';
CREATE INDEX letters_to_send ON letters (due_at) WHERE status = 'queued';
CREATE UNIQUE INDEX messages_inbound ON messages (inbound_key) WHERE inbound_key IS NOT NULL;
CREATE INDEX messages_inbox ON messages (conversation, seq) WHERE pending = 1;
CREATE INDEX messages_outbox ON messages (conversation, seq) WHERE status IN ('queued', 'sending');
CREATE INDEX records_by_end ON records (until);
CREATE INDEX resumes_by_expiry ON resumes (expires_at);
CREATE INDEX signals_by_conversation ON signals (conversation);
CREATE INDEX timers_by_conversation ON timers (conversation);
CREATE INDEX timers_due ON timers (due_at);
INSERT INTO applied_keys VALUES ('update:golden-11.3:hand-off');
INSERT INTO applied_keys VALUES ('update:golden-27.2:hand-off');
INSERT INTO applied_keys VALUES ('update:golden-35.1');
INSERT INTO applied_keys VALUES ('update:golden-36.1');
INSERT INTO applied_keys VALUES ('update:golden-37.1');
INSERT INTO applied_keys VALUES ('update:golden-50.2');
INSERT INTO applied_keys VALUES ('visit:golden-60.1');
INSERT INTO calls VALUES (1, 'golden-66.3', 6, '{"id":"golden-66.3","frame":"golden-66.2","invoke":"findFailure","effect":"findFailure","input":{"account":"100008","except":null}}', 0, 1795543200000, 1795543200000, NULL);
INSERT INTO conversations VALUES (1, 'visit', 'test', 'address-of-visit', 'es-MX', 15, 0, 0, 'bot', '{"frames":[{"id":"golden-7.1","flow":"reception","version":1,"snapshot":{"value":"askingMore","context":{"first":true,"intent":null,"text":"","nested":false,"facts":{"account":"100005","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100005"},"chats":0}},"parent":null}],"calls":[],"timers":[],"parked":[],"facts":{"account":"100005","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100005","folio":"T100017","email":"elena.mora@example.com","phone":"+522220000005","zone":"sur","matched":"yes"},"misread":0,"met":true,"past":[]}', 'T100017', 1795543200000, 21, 0, 'golden-node', 0, NULL);
INSERT INTO conversations VALUES (2, 'blackout', 'test', 'address-of-blackout', 'es-MX', 10, 0, 0, 'bot', '{"frames":[{"id":"golden-8.1","flow":"reception","version":1,"snapshot":{"value":"attendingFailure","context":{"first":true,"intent":"technical_failure","text":"no tengo internet desde ayer, cuenta 100004","nested":false,"facts":{"account":"100004","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100004"},"chats":0}},"parent":null},{"id":"golden-8.2","flow":"technical-support","version":1,"snapshot":{"value":"awaitingElectricity","context":{"facts":{"account":"100004","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100004","email":"diego.paz@example.com","phone":"+522220000004","zone":"sur"},"text":"","folio":"T100025","joined":false,"agreed":false,"compared":true,"restarted":false,"dueAt":"2026-11-25T18:00:00.000Z","identified":true,"line":null,"noSignal":false,"reason":"stillFailing","corrections":0,"blackouts":1}},"parent":"technical-support"}],"calls":[],"timers":[{"id":"golden-51.1","frame":"golden-8.2","name":"xstate.after.blackoutPatience.technical-support.awaitingElectricity","dueAt":1795629600000,"event":{"type":"xstate.after.blackoutPatience.technical-support.awaitingElectricity"}}],"parked":[],"facts":{"account":"100004","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100004","folio":"T100025","email":"diego.paz@example.com","phone":"+522220000004","zone":"sur","matched":"yes"},"misread":0,"met":true,"past":[{"frames":[{"id":"golden-8.1","flow":"reception","version":1,"snapshot":{"value":"attendingFailure","context":{"first":true,"intent":"technical_failure","text":"no tengo internet desde ayer, cuenta 100004","nested":false,"facts":{"account":"100004","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100004"},"chats":0}},"parent":null},{"id":"golden-8.2","flow":"technical-support","version":1,"snapshot":{"value":"checkingPower","context":{"facts":{"account":"100004","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100004","email":"diego.paz@example.com","phone":"+522220000004","zone":"sur"},"text":"","folio":"T100025","joined":false,"agreed":false,"compared":true,"restarted":false,"dueAt":"2026-11-25T18:00:00.000Z","identified":true,"line":null,"noSignal":false,"reason":"stillFailing","corrections":0,"blackouts":0}},"parent":"technical-support"},{"id":"golden-45.1","flow":"power-check","version":1,"snapshot":{"value":"askingPlugged","context":{"facts":{"account":"100004","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100004","folio":"T100025","email":"diego.paz@example.com","phone":"+522220000004","zone":"sur","matched":"yes"},"once":false}},"parent":"power-check"}],"facts":{"account":"100004","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100004","folio":"T100025","email":"diego.paz@example.com","phone":"+522220000004","zone":"sur","matched":"yes"},"timers":[]}]}', 'T100025', 1795543200000, 15, 0, 'golden-node', 0, NULL);
INSERT INTO conversations VALUES (3, 'restarting', 'test', 'address-of-restarting', 'es-MX', 11, 0, 0, 'bot', '{"frames":[{"id":"golden-9.1","flow":"reception","version":1,"snapshot":{"value":"attendingFailure","context":{"first":true,"intent":"technical_failure","text":"no tengo internet desde ayer, cuenta 100001","nested":false,"facts":{"account":"100001","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100001"},"chats":0}},"parent":null},{"id":"golden-9.2","flow":"technical-support","version":1,"snapshot":{"value":"rebooting","context":{"facts":{"account":"100001","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100001","email":"ana.torres@example.com","phone":"+522220000001","zone":"centro"},"text":"","folio":"T100030","joined":false,"agreed":false,"compared":true,"restarted":false,"dueAt":"2026-11-25T18:00:00.000Z","identified":true,"line":null,"noSignal":false,"reason":"stillFailing","corrections":0,"blackouts":0}},"parent":"technical-support"},{"id":"golden-52.1","flow":"reboot","version":1,"snapshot":{"value":"waitingOff","context":{"facts":{"account":"100001","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100001","folio":"T100030","email":"ana.torres@example.com","phone":"+522220000001","zone":"centro","matched":"yes"},"done":false}},"parent":"reboot"}],"calls":[],"timers":[{"id":"golden-58.1","frame":"golden-52.1","name":"xstate.after.offTime.reboot.waitingOff","dueAt":1795543230000,"event":{"type":"xstate.after.offTime.reboot.waitingOff"}}],"parked":[],"facts":{"account":"100001","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100001","folio":"T100030","email":"ana.torres@example.com","phone":"+522220000001","zone":"centro","matched":"yes"},"misread":0,"met":true,"past":[{"frames":[{"id":"golden-9.1","flow":"reception","version":1,"snapshot":{"value":"attendingFailure","context":{"first":true,"intent":"technical_failure","text":"no tengo internet desde ayer, cuenta 100001","nested":false,"facts":{"account":"100001","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100001"},"chats":0}},"parent":null},{"id":"golden-9.2","flow":"technical-support","version":1,"snapshot":{"value":"checkingPower","context":{"facts":{"account":"100001","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100001","email":"ana.torres@example.com","phone":"+522220000001","zone":"centro"},"text":"","folio":"T100030","joined":false,"agreed":false,"compared":true,"restarted":false,"dueAt":"2026-11-25T18:00:00.000Z","identified":true,"line":null,"noSignal":false,"reason":"stillFailing","corrections":0,"blackouts":0}},"parent":"technical-support"},{"id":"golden-46.1","flow":"power-check","version":1,"snapshot":{"value":"askingPlugged","context":{"facts":{"account":"100001","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100001","folio":"T100030","email":"ana.torres@example.com","phone":"+522220000001","zone":"centro","matched":"yes"},"once":false}},"parent":"power-check"}],"facts":{"account":"100001","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100001","folio":"T100030","email":"ana.torres@example.com","phone":"+522220000001","zone":"centro","matched":"yes"},"timers":[]},{"frames":[{"id":"golden-9.1","flow":"reception","version":1,"snapshot":{"value":"attendingFailure","context":{"first":true,"intent":"technical_failure","text":"no tengo internet desde ayer, cuenta 100001","nested":false,"facts":{"account":"100001","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100001"},"chats":0}},"parent":null},{"id":"golden-9.2","flow":"technical-support","version":1,"snapshot":{"value":"rebooting","context":{"facts":{"account":"100001","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100001","email":"ana.torres@example.com","phone":"+522220000001","zone":"centro"},"text":"","folio":"T100030","joined":false,"agreed":false,"compared":true,"restarted":false,"dueAt":"2026-11-25T18:00:00.000Z","identified":true,"line":null,"noSignal":false,"reason":"stillFailing","corrections":0,"blackouts":0}},"parent":"technical-support"},{"id":"golden-52.1","flow":"reboot","version":1,"snapshot":{"value":"askingOff","context":{"facts":{"account":"100001","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100001","folio":"T100030","email":"ana.torres@example.com","phone":"+522220000001","zone":"centro","matched":"yes"},"done":false}},"parent":"reboot"}],"facts":{"account":"100001","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100001","folio":"T100030","email":"ana.torres@example.com","phone":"+522220000001","zone":"centro","matched":"yes"},"timers":[]}]}', 'T100030', 1795543200000, 16, 0, 'golden-node', 0, NULL);
INSERT INTO conversations VALUES (4, 'queue', 'test', 'address-of-queue', 'es-MX', 3, 1, 0, 'queue', '{"frames":[{"id":"golden-10.1","flow":"reception","version":1,"snapshot":{"value":"askingMatter","context":{"first":true,"intent":null,"text":"","nested":false,"facts":{},"chats":0}},"parent":null},{"id":"golden-27.1","flow":"hand-off","version":1,"snapshot":{"value":"waitingForPerson","context":{"reason":"asked","flow":"reception","state":"askingMatter","facts":{},"folio":"S100024","failures":0}},"parent":null}],"calls":[],"timers":[{"id":"golden-28.1","frame":"golden-27.1","name":"xstate.after.queuePatience.hand-off.waitingForPerson","dueAt":1795544100000,"event":{"type":"xstate.after.queuePatience.hand-off.waitingForPerson"}}],"parked":[],"facts":{},"misread":0,"met":true,"past":[]}', 'S100024', 1795543200000, 7, 0, 'golden-node', 0, NULL);
INSERT INTO conversations VALUES (5, 'agent', 'test', 'address-of-agent', 'es-MX', 3, 2, 2, 'agent:eva', '{"frames":[{"id":"golden-11.1","flow":"reception","version":1,"snapshot":{"value":"askingMatter","context":{"first":true,"intent":null,"text":"","nested":false,"facts":{},"chats":0}},"parent":null},{"id":"golden-11.2","flow":"hand-off","version":1,"snapshot":{"value":"waitingForPerson","context":{"reason":"asked","flow":null,"state":null,"facts":{},"folio":"S100019","failures":0}},"parent":null}],"calls":[],"timers":[{"id":"golden-16.1","frame":"golden-11.2","name":"xstate.after.queuePatience.hand-off.waitingForPerson","dueAt":1795544100000,"event":{"type":"xstate.after.queuePatience.hand-off.waitingForPerson"}}],"parked":[],"facts":{},"misread":0,"met":true,"past":[]}', 'S100019', 1795543200000, 6, 1, 'golden-node', 1795543205000, NULL);
INSERT INTO conversations VALUES (6, 'calling', 'test', 'address-of-calling', 'es-MX', 2, 0, 0, 'bot', '{"frames":[{"id":"golden-12.1","flow":"reception","version":1,"snapshot":{"value":"attendingFailure","context":{"first":true,"intent":"technical_failure","text":"no tengo internet desde ayer, cuenta 100008, hugo.vela@example.com, 222 000 0008","nested":false,"facts":{},"chats":0}},"parent":null},{"id":"golden-66.1","flow":"technical-support","version":1,"snapshot":{"value":"comparing","context":{"facts":{"email":"hugo.vela@example.com","phone":"+522220000008","account":"100008","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100008, hugo.vela@example.com, 222 000 0008"},"text":"no tengo internet desde ayer, cuenta 100008, hugo.vela@example.com, 222 000 0008","folio":"","joined":false,"agreed":false,"compared":false,"restarted":false,"dueAt":null,"identified":false,"line":null,"noSignal":false,"reason":"stillFailing","corrections":0,"blackouts":0}},"parent":"technical-support"},{"id":"golden-66.2","flow":"same-report","version":1,"snapshot":{"value":"finding","context":{"facts":{"email":"hugo.vela@example.com","phone":"+522220000008","account":"100008","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100008, hugo.vela@example.com, 222 000 0008"},"folio":null,"text":"no tengo internet desde ayer, cuenta 100008, hugo.vela@example.com, 222 000 0008","view":null}},"parent":"same-report"}],"calls":[{"id":"golden-66.3","frame":"golden-66.2","invoke":"findFailure","effect":"findFailure","input":{"account":"100008","except":null}}],"timers":[],"parked":[],"facts":{"email":"hugo.vela@example.com","phone":"+522220000008","account":"100008","outageSince":"2026-11-23T06:00:00.000Z","matter":"no tengo internet desde ayer, cuenta 100008, hugo.vela@example.com, 222 000 0008"},"misread":0,"met":true,"past":[]}', NULL, 1795543200000, 6, 0, 'golden-node', 0, 1795543200000);
INSERT INTO conversations VALUES (7, 'sending', 'test', 'address-of-sending', 'es-MX', 1, 0, 0, 'bot', '{"frames":[{"id":"golden-64.1","flow":"reception","version":1,"snapshot":{"value":"askingMatter","context":{"first":true,"intent":null,"text":"","nested":false,"facts":{},"chats":0}},"parent":null}],"calls":[],"timers":[],"parked":[],"facts":{},"misread":0,"met":true,"past":[]}', NULL, 1795543200000, 4, 0, 'golden-node', 0, 1795543260000);
INSERT INTO conversations VALUES (8, 'arrived', 'test', 'address-of-arrived', 'es-MX', 0, 0, 0, 'bot', '{"frames":[],"calls":[],"timers":[],"parked":[],"facts":{},"misread":0,"past":[],"met":false}', NULL, 1795543200000, 2, 2, 'golden-node', 1795543205000, NULL);
INSERT INTO conversations VALUES (9, 'opened', 'test', 'address-of-opened', 'es-MX', 0, 0, 0, 'bot', '{"frames":[],"calls":[],"timers":[],"parked":[],"facts":{},"misread":0,"past":[],"met":false}', NULL, 1795543200000, 0, 1, 'golden-node', 1795543205000, NULL);
INSERT INTO events VALUES (1, 'agent', 1795543200000, 'bot', 'folio', '{"number":"S100019","what":"opened","status":"open","visit":null}', 'cbf0b264416837fe2f1452c15e0dab02fb465b39ec0cb4cc2246114635f051f7');
INSERT INTO events VALUES (2, 'agent', 1795543200000, 'bot', 'folio', '{"number":"S100019","what":"person asked for","status":"open","visit":null}', '389cbdf818266da1f430df9c818d073c737a3c3ecf6181a3306b33e0a738b0b3');
INSERT INTO events VALUES (3, 'visit', 1795543200000, 'bot', 'procedure-ended', '{"flow":"same-report","outcome":"new"}', '912b42c94e97983dbee8d5c52bd6e18706a7b336aaed19e00139fa487d782164');
INSERT INTO events VALUES (4, 'blackout', 1795543200000, 'bot', 'procedure-ended', '{"flow":"same-report","outcome":"new"}', '70e3126f71c62dd05ee95e6a02129f186c415d9ed3c7c5370d8c1543a75ed46e');
INSERT INTO events VALUES (5, 'restarting', 1795543200000, 'bot', 'procedure-ended', '{"flow":"same-report","outcome":"new"}', 'f4a512be85ba92d2df277b2898bd3aad168a3118ab057e12f0b333a856ba8c70');
INSERT INTO events VALUES (6, 'visit', 1795543200000, 'bot', 'folio', '{"number":"T100017","what":"opened","status":"open","visit":null}', 'c8a50634768bee74f024cef4f1e2bec9f36286c09f28dfdb36d6f9347c9898c5');
INSERT INTO events VALUES (7, 'blackout', 1795543200000, 'bot', 'folio', '{"number":"T100025","what":"opened","status":"open","visit":null}', '46777e64da8235f727328cb8384a3f12e1649e9741697ee554eaad9938817c57');
INSERT INTO events VALUES (8, 'restarting', 1795543200000, 'bot', 'folio', '{"number":"T100030","what":"opened","status":"open","visit":null}', '250322b3dc2ea04a72f9efcfa9f3e84b64974acbb86244241badf97120ad373f');
INSERT INTO events VALUES (9, 'queue', 1795543200000, 'bot', 'folio', '{"number":"S100024","what":"opened","status":"open","visit":null}', '81564a78559656e21cb0d3264c96407555cd8cd02220abc067a21571644315d6');
INSERT INTO events VALUES (10, 'queue', 1795543200000, 'bot', 'folio', '{"number":"S100024","what":"person asked for","status":"open","visit":null}', '62ab8634c04b954b964444bf3e160a8d0ddbd5a5c8df312e1235f0f66506da07');
INSERT INTO events VALUES (11, 'visit', 1795543200000, 'bot', 'procedure-ended', '{"flow":"identify-customer","outcome":"identified"}', '56674aeaf2dc07a35c3e59bebb51e612e7a9be054276a25fd0662c161d63111d');
INSERT INTO events VALUES (12, 'blackout', 1795543200000, 'bot', 'procedure-ended', '{"flow":"identify-customer","outcome":"identified"}', '0ed32ac367936ceb46f25a43adc4e2b07941ff2217be1543470e1cfb336c3a0b');
INSERT INTO events VALUES (13, 'restarting', 1795543200000, 'bot', 'procedure-ended', '{"flow":"identify-customer","outcome":"identified"}', '10fd13520eff9397bd6fa8672646f8f23c4f453e6292afa80735afa7a668aaa2');
INSERT INTO events VALUES (14, 'visit', 1795543200000, 'bot', 'folio', '{"number":"T100017","what":"updated","status":"open","visit":null}', 'c2065c3d02890d6ef6ec88e199ecc6f35a6700b32d3ac79b0a5c4e2e02b63b8e');
INSERT INTO events VALUES (15, 'blackout', 1795543200000, 'bot', 'folio', '{"number":"T100025","what":"updated","status":"open","visit":null}', '96b258b5f19aa3643051b94214468ea8d7b6f09b2a1bff0ed7d0b6629425bde9');
INSERT INTO events VALUES (16, 'restarting', 1795543200000, 'bot', 'folio', '{"number":"T100030","what":"updated","status":"open","visit":null}', 'fb2aecce24eaa1cf31b9a14e6eadad7840517f2314b0bc96ac22c9ef53a76ca8');
INSERT INTO events VALUES (17, 'visit', 1795543200000, 'bot', 'procedure-ended', '{"flow":"same-report","outcome":"new"}', 'e4c60fc1528982a1a653f1d9892ead17105b203f7c1bdcd5adfeb764210fc0b4');
INSERT INTO events VALUES (18, 'blackout', 1795543200000, 'bot', 'procedure-ended', '{"flow":"same-report","outcome":"new"}', 'c3a9202790fd5cbf5be1438f8c185a292f7263f928223ef065cb24ba7409cb22');
INSERT INTO events VALUES (19, 'restarting', 1795543200000, 'bot', 'procedure-ended', '{"flow":"same-report","outcome":"new"}', '2653056751dbccf70b6aeea9190439b075c1457acf2c343beeefedfb743558c1');
INSERT INTO events VALUES (20, 'visit', 1795543200000, 'bot', 'procedure-ended', '{"flow":"power-check","outcome":"powered"}', '70d7b99d59f46c3b9b3aeaff19467d82010de8092d186cc388b2f1833bef56d2');
INSERT INTO events VALUES (21, 'blackout', 1795543200000, 'bot', 'procedure-ended', '{"flow":"power-check","outcome":"homeOutage"}', '15f72b6d6f0988e2b1fdcf208426db30507b67008846eae90f6d1e95031ee1c1');
INSERT INTO events VALUES (22, 'restarting', 1795543200000, 'bot', 'procedure-ended', '{"flow":"power-check","outcome":"powered"}', '64577b15b83769f5d3256142bf58ea90312c78451ed52fdff288607ee299ab04');
INSERT INTO events VALUES (23, 'visit', 1795543200000, 'bot', 'folio', '{"number":"T100017","what":"updated","status":"open","visit":null}', 'a8d96bad0270199e011224492e239a0481bc5c54b467534c053e0260b05b3a72');
INSERT INTO events VALUES (24, 'visit', 1795543200000, 'bot', 'folio', '{"number":"T100017","what":"visit booked for 2026-11-25, morning","status":"scheduled","visit":{"date":"2026-11-25","shift":"morning","zone":"sur"}}', '44fcdcd944dbefb60207aacbf0c8bb3353498e12ca10d472317ed4de91734187');
INSERT INTO events VALUES (25, 'visit', 1795543200000, 'bot', 'procedure-ended', '{"flow":"schedule-visit","outcome":"agreed"}', '65e9d72e77df566a3753a229b12385ad04e8fb76824eb804bc7c9b253dba3205');
INSERT INTO events VALUES (26, 'visit', 1795543200000, 'bot', 'procedure-ended', '{"flow":"service-folio","outcome":"visitAgreed"}', 'd018f542ef357fa82b6a0037db3dbb76070495078351a3cc8774256ba571e03d');
INSERT INTO events VALUES (27, 'visit', 1795543200000, 'bot', 'procedure-ended', '{"flow":"technical-support","outcome":"visitAgreed"}', '8ee1ba560be2a34499e52b43b336a42b3ea70df40691ba1ce336e4f66df046e8');
INSERT INTO events VALUES (28, 'agent', 1795543200000, 'agent:eva', 'takeover', '{"epoch":2,"voided":0}', '3fa189d5d1bf1452ed2c1ca31a3aa8450ee6b1cb27d01c043313e223064252ba');
INSERT INTO files VALUES ('golden-file', 'arrived', 'foto.png', 'image/png', 3, 1795543200000, X'010203');
INSERT INTO folio_counters VALUES ('atencion', 10002);
INSERT INTO folio_counters VALUES ('tecnica', 10003);
INSERT INTO folio_history VALUES (1, 0, '2026-11-24T18:00:00.000Z', 'bot', 'opened');
INSERT INTO folio_history VALUES (1, 1, '2026-11-24T18:00:00.000Z', 'bot', 'person asked for');
INSERT INTO folio_history VALUES (2, 0, '2026-11-24T18:00:00.000Z', 'bot', 'opened');
INSERT INTO folio_history VALUES (2, 1, '2026-11-24T18:00:00.000Z', 'bot', 'updated');
INSERT INTO folio_history VALUES (2, 2, '2026-11-24T18:00:00.000Z', 'bot', 'updated');
INSERT INTO folio_history VALUES (2, 3, '2026-11-24T18:00:00.000Z', 'bot', 'visit booked for 2026-11-25, morning');
INSERT INTO folio_history VALUES (3, 0, '2026-11-24T18:00:00.000Z', 'bot', 'opened');
INSERT INTO folio_history VALUES (3, 1, '2026-11-24T18:00:00.000Z', 'bot', 'updated');
INSERT INTO folio_history VALUES (4, 0, '2026-11-24T18:00:00.000Z', 'bot', 'opened');
INSERT INTO folio_history VALUES (4, 1, '2026-11-24T18:00:00.000Z', 'bot', 'updated');
INSERT INTO folio_history VALUES (5, 0, '2026-11-24T18:00:00.000Z', 'bot', 'opened');
INSERT INTO folio_history VALUES (5, 1, '2026-11-24T18:00:00.000Z', 'bot', 'person asked for');
INSERT INTO folios VALUES (1, 'S100019', 'golden-11.3', 'person', 'atencion', 'open', NULL, NULL, NULL, 'test', 'agent', '', '{"handOffReason":"asked","handOffFlow":null,"handOffState":null}', '2026-11-24T18:00:00.000Z', '2026-11-25T18:00:00.000Z', 'firstResponseHoursAsync', NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO folios VALUES (2, 'T100017', 'golden-13.1', 'failure', 'tecnica', 'scheduled', '100005', 'elena.mora@example.com', '+522220000005', 'test', 'visit', 'no tengo internet desde ayer, cuenta 100005', '{"outageSince":"2026-11-23T06:00:00.000Z","lights":null,"reason":"opticalLoss","powerChecked":true,"restarted":false}', '2026-11-24T18:00:00.000Z', '2026-11-25T18:00:00.000Z', 'repairDeadlineHours', NULL, '2026-11-25', 'morning', 'sur', NULL, 0, 0);
INSERT INTO folios VALUES (3, 'T100025', 'golden-14.1', 'failure', 'tecnica', 'open', '100004', 'diego.paz@example.com', '+522220000004', 'test', 'blackout', 'no tengo internet desde ayer, cuenta 100004', '{"outageSince":"2026-11-23T06:00:00.000Z","lights":null}', '2026-11-24T18:00:00.000Z', '2026-11-25T18:00:00.000Z', 'repairDeadlineHours', NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO folios VALUES (4, 'T100030', 'golden-15.1', 'failure', 'tecnica', 'open', '100001', 'ana.torres@example.com', '+522220000001', 'test', 'restarting', 'no tengo internet desde ayer, cuenta 100001', '{"outageSince":"2026-11-23T06:00:00.000Z","lights":null}', '2026-11-24T18:00:00.000Z', '2026-11-25T18:00:00.000Z', 'repairDeadlineHours', NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO folios VALUES (5, 'S100024', 'golden-27.2', 'person', 'atencion', 'open', NULL, NULL, NULL, 'test', 'queue', '', '{"handOffReason":"asked","handOffFlow":"reception","handOffState":"askingMatter"}', '2026-11-24T18:00:00.000Z', '2026-11-25T18:00:00.000Z', 'firstResponseHoursAsync', NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO letters VALUES (1, 'golden-letter', 'email', 'sealed', NULL, 'queued', 1795543200000, 1795543200000, NULL, 0, NULL);
INSERT INTO messages VALUES (1, 1, 1, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:visit:message-1', 'message-1', 'client-message-1', NULL, '{"type":"text","text":"no tengo internet desde ayer, cuenta 100005","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (2, 2, 1, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:blackout:message-2', 'message-2', 'client-message-2', NULL, '{"type":"text","text":"no tengo internet desde ayer, cuenta 100004","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (3, 3, 1, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:restarting:message-3', 'message-3', 'client-message-3', NULL, '{"type":"text","text":"no tengo internet desde ayer, cuenta 100001","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (4, 4, 1, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:queue:message-4', 'message-4', 'client-message-4', NULL, '{"type":"text","text":"hola","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (5, 5, 1, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:agent:message-5', 'message-5', 'client-message-5', NULL, '{"type":"text","text":"quiero hablar con una persona","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (6, 6, 1, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:calling:message-6', 'message-6', 'client-message-6', NULL, '{"type":"text","text":"hola","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (7, 1, 2, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:2', NULL, 'reception.welcome', '{"type":"text","text":"Hola, soy el asistente automático de Red Ejemplo. Le atiendo a cualquier hora; si prefiere una persona, escriba «persona».","location":null,"files":[]}', NULL, '{"flow":"same-report","state":"finding","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (8, 1, 3, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:3', NULL, 'reception.privacy', '{"type":"text","text":"Aviso de privacidad: Red Ejemplo, con domicilio en Calle de Ejemplo 1, Centro, 72000 Puebla, Pue., es responsable de sus datos. Le pediremos número de cuenta, correo y teléfono, y guardamos lo que nos escriba; ninguno es un dato sensible. Los usamos para atender y dar seguimiento a su solicitud, y eso no requiere su consentimiento; para enviarle promociones sí lo requerimos, y sin él no las enviamos. Para limitar el uso de sus datos o ejercer sus derechos, escriba aquí «privacidad». Aviso completo: https://example.com/aviso-de-privacidad","location":null,"files":[]}', NULL, '{"flow":"same-report","state":"finding","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (9, 1, 4, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:4', NULL, 'reception.area', '{"type":"text","text":"Esto lo ve el área técnica; empecemos ahora mismo.","location":null,"files":[]}', NULL, '{"flow":"same-report","state":"finding","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (10, 2, 2, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-blackout:2', NULL, 'reception.welcome', '{"type":"text","text":"Hola, soy el asistente automático de Red Ejemplo. Le atiendo a cualquier hora; si prefiere una persona, escriba «persona».","location":null,"files":[]}', NULL, '{"flow":"same-report","state":"finding","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (11, 2, 3, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-blackout:3', NULL, 'reception.privacy', '{"type":"text","text":"Aviso de privacidad: Red Ejemplo, con domicilio en Calle de Ejemplo 1, Centro, 72000 Puebla, Pue., es responsable de sus datos. Le pediremos número de cuenta, correo y teléfono, y guardamos lo que nos escriba; ninguno es un dato sensible. Los usamos para atender y dar seguimiento a su solicitud, y eso no requiere su consentimiento; para enviarle promociones sí lo requerimos, y sin él no las enviamos. Para limitar el uso de sus datos o ejercer sus derechos, escriba aquí «privacidad». Aviso completo: https://example.com/aviso-de-privacidad","location":null,"files":[]}', NULL, '{"flow":"same-report","state":"finding","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (12, 2, 4, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-blackout:4', NULL, 'reception.area', '{"type":"text","text":"Esto lo ve el área técnica; empecemos ahora mismo.","location":null,"files":[]}', NULL, '{"flow":"same-report","state":"finding","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (13, 3, 2, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-restarting:2', NULL, 'reception.welcome', '{"type":"text","text":"Hola, soy el asistente automático de Red Ejemplo. Le atiendo a cualquier hora; si prefiere una persona, escriba «persona».","location":null,"files":[]}', NULL, '{"flow":"same-report","state":"finding","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (14, 3, 3, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-restarting:3', NULL, 'reception.privacy', '{"type":"text","text":"Aviso de privacidad: Red Ejemplo, con domicilio en Calle de Ejemplo 1, Centro, 72000 Puebla, Pue., es responsable de sus datos. Le pediremos número de cuenta, correo y teléfono, y guardamos lo que nos escriba; ninguno es un dato sensible. Los usamos para atender y dar seguimiento a su solicitud, y eso no requiere su consentimiento; para enviarle promociones sí lo requerimos, y sin él no las enviamos. Para limitar el uso de sus datos o ejercer sus derechos, escriba aquí «privacidad». Aviso completo: https://example.com/aviso-de-privacidad","location":null,"files":[]}', NULL, '{"flow":"same-report","state":"finding","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (15, 3, 4, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-restarting:4', NULL, 'reception.area', '{"type":"text","text":"Esto lo ve el área técnica; empecemos ahora mismo.","location":null,"files":[]}', NULL, '{"flow":"same-report","state":"finding","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (16, 4, 2, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-queue:2', NULL, 'reception.welcome', '{"type":"text","text":"Hola, soy el asistente automático de Red Ejemplo. Le atiendo a cualquier hora; si prefiere una persona, escriba «persona».","location":null,"files":[]}', NULL, '{"flow":"reception","state":"askingMatter","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (17, 4, 3, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-queue:3', NULL, 'reception.privacy', '{"type":"text","text":"Aviso de privacidad: Red Ejemplo, con domicilio en Calle de Ejemplo 1, Centro, 72000 Puebla, Pue., es responsable de sus datos. Le pediremos número de cuenta, correo y teléfono, y guardamos lo que nos escriba; ninguno es un dato sensible. Los usamos para atender y dar seguimiento a su solicitud, y eso no requiere su consentimiento; para enviarle promociones sí lo requerimos, y sin él no las enviamos. Para limitar el uso de sus datos o ejercer sus derechos, escriba aquí «privacidad». Aviso completo: https://example.com/aviso-de-privacidad","location":null,"files":[]}', NULL, '{"flow":"reception","state":"askingMatter","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (18, 4, 4, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-queue:4', NULL, 'reception.askMatter', '{"type":"text","text":"¿En qué le puedo ayudar?","location":null,"files":[]}', '[{"id":"failure","label":"Reportar una falla"},{"id":"folio","label":"Ver mi folio"},{"id":"visit","label":"Cambiar mi visita"},{"id":"billing","label":"Recibos y cobros"},{"id":"cancelService","label":"Dar de baja"},{"id":"coverage","label":"Contratar servicio"},{"id":"other","label":"Otra cosa"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"reception","state":"askingMatter","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (19, 5, 2, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-agent:2', NULL, 'reception.welcome', '{"type":"text","text":"Hola, soy el asistente automático de Red Ejemplo. Le atiendo a cualquier hora; si prefiere una persona, escriba «persona».","location":null,"files":[]}', NULL, '{"flow":"hand-off","state":"opening","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (20, 5, 3, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-agent:3', NULL, 'reception.privacy', '{"type":"text","text":"Aviso de privacidad: Red Ejemplo, con domicilio en Calle de Ejemplo 1, Centro, 72000 Puebla, Pue., es responsable de sus datos. Le pediremos número de cuenta, correo y teléfono, y guardamos lo que nos escriba; ninguno es un dato sensible. Los usamos para atender y dar seguimiento a su solicitud, y eso no requiere su consentimiento; para enviarle promociones sí lo requerimos, y sin él no las enviamos. Para limitar el uso de sus datos o ejercer sus derechos, escriba aquí «privacidad». Aviso completo: https://example.com/aviso-de-privacidad","location":null,"files":[]}', NULL, '{"flow":"hand-off","state":"opening","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (21, 6, 2, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-calling:2', NULL, 'reception.welcome', '{"type":"text","text":"Hola, soy el asistente automático de Red Ejemplo. Le atiendo a cualquier hora; si prefiere una persona, escriba «persona».","location":null,"files":[]}', NULL, '{"flow":"reception","state":"askingMatter","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (22, 6, 3, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-calling:3', NULL, 'reception.privacy', '{"type":"text","text":"Aviso de privacidad: Red Ejemplo, con domicilio en Calle de Ejemplo 1, Centro, 72000 Puebla, Pue., es responsable de sus datos. Le pediremos número de cuenta, correo y teléfono, y guardamos lo que nos escriba; ninguno es un dato sensible. Los usamos para atender y dar seguimiento a su solicitud, y eso no requiere su consentimiento; para enviarle promociones sí lo requerimos, y sin él no las enviamos. Para limitar el uso de sus datos o ejercer sus derechos, escriba aquí «privacidad». Aviso completo: https://example.com/aviso-de-privacidad","location":null,"files":[]}', NULL, '{"flow":"reception","state":"askingMatter","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (23, 6, 4, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-calling:4', NULL, 'reception.askMatter', '{"type":"text","text":"¿En qué le puedo ayudar?","location":null,"files":[]}', '[{"id":"failure","label":"Reportar una falla"},{"id":"folio","label":"Ver mi folio"},{"id":"visit","label":"Cambiar mi visita"},{"id":"billing","label":"Recibos y cobros"},{"id":"cancelService","label":"Dar de baja"},{"id":"coverage","label":"Contratar servicio"},{"id":"other","label":"Otra cosa"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"reception","state":"askingMatter","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (24, 5, 4, 'bot', 'sent', 0, 1795543200000, NULL, 1, 1, NULL, 'native-agent:4', NULL, 'hand-off.handingOver', '{"type":"text","text":"Le paso con una persona del área de atención a clientes. Su folio es S100019; sigue usted en la fila.","location":null,"files":[]}', NULL, '{"flow":"hand-off","state":"waitingForPerson","owner":"queue","folio":"S100019"}', NULL, NULL);
INSERT INTO messages VALUES (25, 5, 5, 'bot', 'sent', 0, 1795543200000, NULL, 1, 1, NULL, 'native-agent:5', NULL, 'hand-off.waiting', '{"type":"text","text":"En un momento le atienden por aquí. Puede seguir escribiendo: todo lo que mande le llega a esa persona.","location":null,"files":[]}', '[{"id":"leave","label":"Seguir con el asistente"}]', '{"flow":"hand-off","state":"waitingForPerson","owner":"queue","folio":"S100019"}', NULL, NULL);
INSERT INTO messages VALUES (26, 1, 5, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:5', NULL, 'technical-support.reported', '{"type":"text","text":"Lamento la falla. Ya registré su reporte con el folio T100017.","location":null,"files":[]}', NULL, '{"flow":"identify-customer","state":"askingEmail","owner":"bot","folio":"T100017"}', NULL, NULL);
INSERT INTO messages VALUES (27, 1, 6, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:6', NULL, 'identify-customer.askEmail', '{"type":"text","text":"¿Cuál es su correo electrónico?","location":null,"files":[]}', '[{"id":"noEmail","label":"No tengo correo"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"identify-customer","state":"askingEmail","owner":"bot","folio":"T100017"}', NULL, NULL);
INSERT INTO messages VALUES (28, 2, 5, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-blackout:5', NULL, 'technical-support.reported', '{"type":"text","text":"Lamento la falla. Ya registré su reporte con el folio T100025.","location":null,"files":[]}', NULL, '{"flow":"identify-customer","state":"askingEmail","owner":"bot","folio":"T100025"}', NULL, NULL);
INSERT INTO messages VALUES (29, 2, 6, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-blackout:6', NULL, 'identify-customer.askEmail', '{"type":"text","text":"¿Cuál es su correo electrónico?","location":null,"files":[]}', '[{"id":"noEmail","label":"No tengo correo"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"identify-customer","state":"askingEmail","owner":"bot","folio":"T100025"}', NULL, NULL);
INSERT INTO messages VALUES (30, 3, 5, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-restarting:5', NULL, 'technical-support.reported', '{"type":"text","text":"Lamento la falla. Ya registré su reporte con el folio T100030.","location":null,"files":[]}', NULL, '{"flow":"identify-customer","state":"askingEmail","owner":"bot","folio":"T100030"}', NULL, NULL);
INSERT INTO messages VALUES (31, 3, 6, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-restarting:6', NULL, 'identify-customer.askEmail', '{"type":"text","text":"¿Cuál es su correo electrónico?","location":null,"files":[]}', '[{"id":"noEmail","label":"No tengo correo"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"identify-customer","state":"askingEmail","owner":"bot","folio":"T100030"}', NULL, NULL);
INSERT INTO messages VALUES (32, 1, 7, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:visit:message-20', 'message-20', 'client-message-20', NULL, '{"type":"text","text":"elena.mora@example.com","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (33, 2, 7, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:blackout:message-21', 'message-21', 'client-message-21', NULL, '{"type":"text","text":"diego.paz@example.com","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (34, 3, 7, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:restarting:message-22', 'message-22', 'client-message-22', NULL, '{"type":"text","text":"ana.torres@example.com","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (35, 4, 5, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:queue:message-23', 'message-23', 'client-message-23', NULL, '{"type":"text","text":"quiero hablar con una persona","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (36, 1, 8, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:8', NULL, 'identify-customer.askPhone', '{"type":"text","text":"¿A qué teléfono le llamamos si hace falta? Diez dígitos, con lada.","location":null,"files":[]}', '[{"id":"person","label":"Hablar con alguien"}]', '{"flow":"identify-customer","state":"askingPhone","owner":"bot","folio":"T100017"}', NULL, NULL);
INSERT INTO messages VALUES (37, 2, 8, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-blackout:8', NULL, 'identify-customer.askPhone', '{"type":"text","text":"¿A qué teléfono le llamamos si hace falta? Diez dígitos, con lada.","location":null,"files":[]}', '[{"id":"person","label":"Hablar con alguien"}]', '{"flow":"identify-customer","state":"askingPhone","owner":"bot","folio":"T100025"}', NULL, NULL);
INSERT INTO messages VALUES (38, 3, 8, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-restarting:8', NULL, 'identify-customer.askPhone', '{"type":"text","text":"¿A qué teléfono le llamamos si hace falta? Diez dígitos, con lada.","location":null,"files":[]}', '[{"id":"person","label":"Hablar con alguien"}]', '{"flow":"identify-customer","state":"askingPhone","owner":"bot","folio":"T100030"}', NULL, NULL);
INSERT INTO messages VALUES (39, 4, 6, 'bot', 'sent', 0, 1795543200000, NULL, 1, 1, NULL, 'native-queue:6', NULL, 'hand-off.handingOver', '{"type":"text","text":"Le paso con una persona del área de atención a clientes. Su folio es S100024; su lugar en la fila es el 2.","location":null,"files":[]}', NULL, '{"flow":"hand-off","state":"waitingForPerson","owner":"queue","folio":"S100024"}', NULL, NULL);
INSERT INTO messages VALUES (40, 4, 7, 'bot', 'sent', 0, 1795543200000, NULL, 1, 1, NULL, 'native-queue:7', NULL, 'hand-off.waiting', '{"type":"text","text":"En un momento le atienden por aquí. Puede seguir escribiendo: todo lo que mande le llega a esa persona.","location":null,"files":[]}', '[{"id":"leave","label":"Seguir con el asistente"}]', '{"flow":"hand-off","state":"waitingForPerson","owner":"queue","folio":"S100024"}', NULL, NULL);
INSERT INTO messages VALUES (41, 1, 9, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:visit:message-29', 'message-29', 'client-message-29', NULL, '{"type":"text","text":"222 000 0005","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (42, 2, 9, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:blackout:message-30', 'message-30', 'client-message-30', NULL, '{"type":"text","text":"222 000 0004","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (43, 3, 9, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:restarting:message-31', 'message-31', 'client-message-31', NULL, '{"type":"text","text":"222 000 0001","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (44, 1, 10, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:10', NULL, 'identify-customer.found', '{"type":"text","text":"Gracias, ya tengo sus datos.","location":null,"files":[]}', NULL, '{"flow":"technical-support","state":"completing","owner":"bot","folio":"T100017"}', NULL, NULL);
INSERT INTO messages VALUES (45, 2, 10, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-blackout:10', NULL, 'identify-customer.found', '{"type":"text","text":"Gracias, ya tengo sus datos.","location":null,"files":[]}', NULL, '{"flow":"technical-support","state":"completing","owner":"bot","folio":"T100025"}', NULL, NULL);
INSERT INTO messages VALUES (46, 3, 10, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-restarting:10', NULL, 'identify-customer.found', '{"type":"text","text":"Gracias, ya tengo sus datos.","location":null,"files":[]}', NULL, '{"flow":"technical-support","state":"completing","owner":"bot","folio":"T100030"}', NULL, NULL);
INSERT INTO messages VALUES (47, 1, 11, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:11', NULL, 'technical-support.lineLost', '{"type":"text","text":"La señal no está llegando a su módem; eso es un problema de la línea.","location":null,"files":[]}', NULL, '{"flow":"power-check","state":"askingOnce","owner":"bot","folio":"T100017"}', NULL, NULL);
INSERT INTO messages VALUES (48, 1, 12, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:12', NULL, 'power-check.askOnce', '{"type":"text","text":"Antes de mandar a un técnico, una sola revisión: ¿su módem está conectado a la corriente y tiene luces encendidas?","location":null,"files":[]}', '[{"id":"yes","label":"Sí"},{"id":"no","label":"No"},{"id":"homeOutage","label":"No hay luz en casa"},{"id":"cannotCheck","label":"No puedo revisarlo"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"power-check","state":"askingOnce","owner":"bot","folio":"T100017"}', NULL, NULL);
INSERT INTO messages VALUES (49, 2, 11, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-blackout:11', NULL, 'technical-support.deviceOnline', '{"type":"text","text":"Desde aquí veo su módem conectado; hagamos unas pruebas rápidas.","location":null,"files":[]}', NULL, '{"flow":"power-check","state":"askingPlugged","owner":"bot","folio":"T100025"}', NULL, NULL);
INSERT INTO messages VALUES (50, 2, 12, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-blackout:12', NULL, 'power-check.askPlugged', '{"type":"text","text":"¿Su módem está conectado a la corriente?","location":null,"files":[]}', '[{"id":"yes","label":"Sí"},{"id":"no","label":"No"},{"id":"homeOutage","label":"No hay luz en casa"},{"id":"cannotCheck","label":"No puedo revisarlo"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"power-check","state":"askingPlugged","owner":"bot","folio":"T100025"}', NULL, NULL);
INSERT INTO messages VALUES (51, 3, 11, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-restarting:11', NULL, 'technical-support.deviceOnline', '{"type":"text","text":"Desde aquí veo su módem conectado; hagamos unas pruebas rápidas.","location":null,"files":[]}', NULL, '{"flow":"power-check","state":"askingPlugged","owner":"bot","folio":"T100030"}', NULL, NULL);
INSERT INTO messages VALUES (52, 3, 12, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-restarting:12', NULL, 'power-check.askPlugged', '{"type":"text","text":"¿Su módem está conectado a la corriente?","location":null,"files":[]}', '[{"id":"yes","label":"Sí"},{"id":"no","label":"No"},{"id":"homeOutage","label":"No hay luz en casa"},{"id":"cannotCheck","label":"No puedo revisarlo"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"power-check","state":"askingPlugged","owner":"bot","folio":"T100030"}', NULL, NULL);
INSERT INTO messages VALUES (53, 1, 13, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:visit:message-47', 'message-47', 'client-message-47', NULL, '{"type":"text","text":"sí, está conectado y prendido","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (54, 2, 13, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:blackout:message-48', 'message-48', 'client-message-48', NULL, '{"type":"text","text":"no hay luz en la casa","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (55, 3, 13, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:restarting:message-49', 'message-49', 'client-message-49', NULL, '{"type":"text","text":"sí, está conectado y prendido","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (56, 2, 14, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-blackout:14', NULL, 'power-check.homeOutage', '{"type":"text","text":"Sin luz en casa el módem no puede encender. En cuanto vuelva la luz, lo revisamos.","location":null,"files":[]}', NULL, '{"flow":"technical-support","state":"awaitingElectricity","owner":"bot","folio":"T100025"}', NULL, NULL);
INSERT INTO messages VALUES (57, 2, 15, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-blackout:15', NULL, 'technical-support.askElectricity', '{"type":"text","text":"¿Ya volvió la luz? Si todavía no, aquí le espero: su folio T100025 sigue abierto.","location":null,"files":[]}', '[{"id":"electricityBack","label":"Ya volvió la luz"},{"id":"keepOpen","label":"Luego le escribo"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"technical-support","state":"awaitingElectricity","owner":"bot","folio":"T100025"}', NULL, NULL);
INSERT INTO messages VALUES (58, 3, 14, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-restarting:14', NULL, 'reboot.askOff', '{"type":"text","text":"Vamos a reiniciarlo: por favor desconecte su módem de la corriente. ¿Ya quedó apagado?","location":null,"files":[]}', '[{"id":"off","label":"Ya lo apagué"},{"id":"cannot","label":"No puedo"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"reboot","state":"askingOff","owner":"bot","folio":"T100030"}', NULL, NULL);
INSERT INTO messages VALUES (59, 1, 14, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:14', NULL, 'service-folio.taken', '{"type":"text","text":"El área técnica se hace cargo de su reporte con el folio T100017. Vamos a acordar la visita de un técnico a su domicilio.","location":null,"files":[]}', NULL, '{"flow":"schedule-visit","state":"finding","owner":"bot","folio":"T100017"}', NULL, NULL);
INSERT INTO messages VALUES (60, 1, 15, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:15', NULL, 'schedule-visit.which', '{"type":"text","text":"¿Qué día le queda bien que vaya el técnico?","location":null,"files":[]}', '[{"id":"slot-0","label":"miércoles, 25 de noviembre, por la mañana (09:00 a 13:00)"},{"id":"slot-1","label":"miércoles, 25 de noviembre, por la tarde (14:00 a 18:00)"},{"id":"slot-2","label":"jueves, 26 de noviembre, por la mañana (09:00 a 13:00)"},{"id":"later","label":"Ver más fechas"},{"id":"none","label":"Prefiero que llamen"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"schedule-visit","state":"offering","owner":"bot","folio":"T100017"}', NULL, NULL);
INSERT INTO messages VALUES (61, 1, 16, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:visit:message-55', 'message-55', 'client-message-55', NULL, '{"type":"text","text":"1","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (62, 3, 15, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:restarting:message-56', 'message-56', 'client-message-56', NULL, '{"type":"text","text":"sí","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (63, 1, 17, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:17', NULL, 'schedule-visit.confirm', '{"type":"text","text":"¿Agendo su visita el miércoles, 25 de noviembre por la mañana, de 09:00 a 13:00?","location":null,"files":[]}', '[{"id":"yes","label":"Sí"},{"id":"no","label":"No"},{"id":"slot-1","label":"miércoles, 25 de noviembre, por la tarde (14:00 a 18:00)"},{"id":"slot-2","label":"jueves, 26 de noviembre, por la mañana (09:00 a 13:00)"},{"id":"none","label":"Prefiero que llamen"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"schedule-visit","state":"confirming","owner":"bot","folio":"T100017"}', NULL, NULL);
INSERT INTO messages VALUES (64, 3, 16, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-restarting:16', NULL, 'reboot.waitOff', '{"type":"text","text":"Déjelo apagado 30 segundos; yo le aviso. Si ya lo prendió, dígame.","location":null,"files":[]}', '[{"id":"backOn","label":"Ya lo prendí"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"reboot","state":"waitingOff","owner":"bot","folio":"T100030"}', NULL, NULL);
INSERT INTO messages VALUES (65, 1, 18, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:visit:message-59', 'message-59', 'client-message-59', NULL, '{"type":"text","text":"sí","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (66, 1, 19, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:19', NULL, 'schedule-visit.agreed', '{"type":"text","text":"Listo, su visita quedó agendada:\n• Folio: T100017\n• Día: miércoles, 25 de noviembre, por la mañana\n• Horario: de 09:00 a 13:00\nEl técnico se va a identificar y le va a mostrar la orden de trabajo. Por favor, que haya una persona mayor de edad en casa para recibirlo.","location":null,"files":[]}', NULL, '{"flow":"reception","state":"askingMore","owner":"bot","folio":"T100017"}', NULL, NULL);
INSERT INTO messages VALUES (67, 1, 20, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:20', NULL, 'service-folio.summary', '{"type":"text","text":"No cerramos su folio hasta que usted nos diga que ya tiene servicio. Para saber cómo va o cambiar la visita, escríbame aquí cuando guste.","location":null,"files":[]}', NULL, '{"flow":"reception","state":"askingMore","owner":"bot","folio":"T100017"}', NULL, NULL);
INSERT INTO messages VALUES (68, 1, 21, 'bot', 'sent', 0, 1795543200000, NULL, 0, 1, NULL, 'native-visit:21', NULL, 'reception.askMore', '{"type":"text","text":"¿Le puedo ayudar en algo más?","location":null,"files":[]}', '[{"id":"yes","label":"Sí"},{"id":"no","label":"No"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"reception","state":"askingMore","owner":"bot","folio":"T100017"}', NULL, NULL);
INSERT INTO messages VALUES (69, 5, 6, 'customer', 'received', 1, 1795543200000, '2026-11-24T17:59:58.000Z', 2, 0, 'test:agent:message-62', 'message-62', 'client-message-62', NULL, '{"type":"text","text":"¿sigue ahí?","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (70, 7, 1, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:sending:message-63', 'message-63', 'client-message-63', NULL, '{"type":"text","text":"hola","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (71, 7, 2, 'bot', 'sending', 0, 1795543200000, NULL, 0, 1, NULL, NULL, NULL, 'reception.welcome', '{"type":"text","text":"Hola, soy el asistente automático de Red Ejemplo. Le atiendo a cualquier hora; si prefiere una persona, escriba «persona».","location":null,"files":[]}', NULL, '{"flow":"reception","state":"askingMatter","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (72, 7, 3, 'bot', 'queued', 0, 1795543200000, NULL, 0, 0, NULL, NULL, NULL, 'reception.privacy', '{"type":"text","text":"Aviso de privacidad: Red Ejemplo, con domicilio en Calle de Ejemplo 1, Centro, 72000 Puebla, Pue., es responsable de sus datos. Le pediremos número de cuenta, correo y teléfono, y guardamos lo que nos escriba; ninguno es un dato sensible. Los usamos para atender y dar seguimiento a su solicitud, y eso no requiere su consentimiento; para enviarle promociones sí lo requerimos, y sin él no las enviamos. Para limitar el uso de sus datos o ejercer sus derechos, escriba aquí «privacidad». Aviso completo: https://example.com/aviso-de-privacidad","location":null,"files":[]}', NULL, '{"flow":"reception","state":"askingMatter","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (73, 7, 4, 'bot', 'queued', 0, 1795543200000, NULL, 0, 0, NULL, NULL, NULL, 'reception.askMatter', '{"type":"text","text":"¿En qué le puedo ayudar?","location":null,"files":[]}', '[{"id":"failure","label":"Reportar una falla"},{"id":"folio","label":"Ver mi folio"},{"id":"visit","label":"Cambiar mi visita"},{"id":"billing","label":"Recibos y cobros"},{"id":"cancelService","label":"Dar de baja"},{"id":"coverage","label":"Contratar servicio"},{"id":"other","label":"Otra cosa"},{"id":"person","label":"Hablar con alguien"}]', '{"flow":"reception","state":"askingMatter","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (74, 6, 5, 'customer', 'received', 0, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:calling:message-65', 'message-65', 'client-message-65', NULL, '{"type":"text","text":"no tengo internet desde ayer, cuenta 100008, hugo.vela@example.com, 222 000 0008","location":null,"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (75, 6, 6, 'bot', 'queued', 0, 1795543200000, NULL, 0, 0, NULL, NULL, NULL, 'reception.area', '{"type":"text","text":"Esto lo ve el área técnica; empecemos ahora mismo.","location":null,"files":[]}', NULL, '{"flow":"same-report","state":"finding","owner":"bot","folio":null}', NULL, NULL);
INSERT INTO messages VALUES (76, 8, 1, 'customer', 'received', 1, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:arrived:message-67', 'message-67', 'client-message-67', NULL, '{"type":"location","text":null,"location":{"latitude":19.04,"longitude":-98.2},"files":[]}', NULL, NULL, NULL, '{}');
INSERT INTO messages VALUES (77, 8, 2, 'customer', 'received', 1, 1795543200000, '2026-11-24T17:59:58.000Z', 0, 0, 'test:arrived:message-68', 'message-68', 'client-message-68', NULL, '{"type":"file","text":null,"location":null,"files":[{"id":"golden-file","name":"foto.png","contentType":"image/png","size":3}]}', NULL, NULL, NULL, '{}');
INSERT INTO records VALUES ('golden-record', '{"tries":1}', 1795543260000);
INSERT INTO resumes VALUES ('golden-hash', 'visit', 'golden-user', 1795543260000);
INSERT INTO signals VALUES (1, 'open:opened', 9, 'open', '{"type":"open"}', 1795543200000);
INSERT INTO timers VALUES (1, 'golden-16.1', 5, 1795544100000);
INSERT INTO timers VALUES (2, 'golden-28.1', 4, 1795544100000);
INSERT INTO timers VALUES (3, 'golden-51.1', 2, 1795629600000);
INSERT INTO timers VALUES (4, 'golden-58.1', 3, 1795543230000);
PRAGMA user_version = 3;
