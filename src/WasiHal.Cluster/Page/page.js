// The shell of the page: shows what the dashboard plugin draws, or a view of its own, keeps it up to date and posts what buttons ask for.
// A plugin's markup comes sanitised from the node, is parsed without being run, and every other text is put in as text.
const pollMilliseconds = 3000;
const silentMilliseconds = 30000;
const streamAgainMilliseconds = 15000;
const giveUpMilliseconds = 5000;
const commandMilliseconds = 50000;
const sayMilliseconds = 12000;
const nameLimit = 64;
const passwordLimits = { shortest: 12, longest: 256 };

const byId = (id) => document.getElementById(id);
const main = byId("main");
const sessionButton = byId("session");
const signInDialog = byId("sign-in");
const changeButton = byId("change");
const changeDialog = byId("change-password");

const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

// ---- Changing a tree into another without losing focus, selection, open details or what is scrolled ----

const busy = new WeakSet();
const busyAttributes = ["aria-disabled", "aria-busy"];

const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.getAttribute("data-key") : null);

const alike = (one, other) => one.nodeName === other.nodeName && keyOf(one) === keyOf(other);

const isReaders = (element, name) => (name === "open" && element.nodeName === "DETAILS") || (busy.has(element) && busyAttributes.includes(name));

const morphAttributes = (kept, wanted) => {
  for (const { name, value } of wanted.attributes) {
    if (!isReaders(kept, name) && kept.getAttribute(name) !== value) kept.setAttribute(name, value);
  }
  for (const { name } of [...kept.attributes]) {
    if (!isReaders(kept, name) && !wanted.hasAttribute(name)) kept.removeAttribute(name);
  }
};

const morphChildren = (parent, wantedParent) => {
  const keyed = new Map([...parent.children].filter((child) => keyOf(child) !== null).map((child) => [keyOf(child), child]));
  let place = parent.firstChild;

  const find = (wanted) => {
    const key = keyOf(wanted);
    if (key !== null) {
      const child = keyed.get(key);
      keyed.delete(key);
      return child?.nodeName === wanted.nodeName ? child : null;
    }
    let child = place;
    while (child && !alike(child, wanted)) child = child.nextSibling;
    return child;
  };

  for (const wanted of [...wantedParent.childNodes]) {
    const kept = find(wanted);
    if (!kept) {
      parent.insertBefore(document.importNode(wanted, true), place);
      continue;
    }
    // An element that is moved loses the focus within it, so the others move out of its way.
    if (kept.contains(document.activeElement)) {
      while (place !== kept) {
        const next = place.nextSibling;
        parent.append(place);
        place = next;
      }
    }
    if (kept === place) place = place.nextSibling;
    else parent.insertBefore(kept, place);
    morphNode(kept, wanted);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
};

const morphNode = (kept, wanted) => {
  if (kept.isEqualNode(wanted)) return;
  if (kept.nodeType !== Node.ELEMENT_NODE) {
    kept.nodeValue = wanted.nodeValue;
    return;
  }
  morphAttributes(kept, wanted);
  morphChildren(kept, wanted);
};

const morph = (parent, wanted) => {
  const focused = document.activeElement;
  const selection = getSelection();
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  const isSelected = !selection.isCollapsed && parent.contains(anchorNode) && parent.contains(focusNode);
  morphChildren(parent, wanted);
  if (!focused?.isConnected) parent.focus({ preventScroll: true });
  if (!isSelected || !anchorNode.isConnected || !focusNode.isConnected) return;
  const within = (node, offset) => Math.min(offset, node.nodeType === Node.TEXT_NODE ? node.length : node.childNodes.length);
  const [start, end] = [within(anchorNode, anchorOffset), within(focusNode, focusOffset)];
  if (selection.anchorNode !== anchorNode || selection.anchorOffset !== start || selection.focusNode !== focusNode || selection.focusOffset !== end) {
    selection.setBaseAndExtent(anchorNode, start, focusNode, end);
  }
};

// ---- Values for people ----

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const calendar = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

const number = (value, digits) => value.toLocaleString(undefined, { maximumFractionDigits: digits });

const duration = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds));
  const [days, hours, minutes] = [Math.floor(whole / 86400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60];
  if (days) return `${days} d ${hours} h`;
  if (hours) return `${hours} h ${minutes} m`;
  return minutes ? `${minutes} m ${whole % 60} s` : `${whole} s`;
};

const bytes = (value) => {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let power = 0;
  for (; value >= 1024 && power < units.length - 1; power++) value /= 1024;
  return `${number(value, power > 2 ? 2 : 0)} ${units[power]}`;
};

const plainUnits = { "Cel": "°C", "ug/m3": "µg/m³", "1": "" };

const shown = ({ value, unit }) => {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value !== "number") return String(value);
  switch (unit) {
    case "By": return bytes(value);
    case "s": return duration(value);
    case "Pa": return `${number(value / 100, 1)} hPa`;
    case "Ohm": return value >= 1000 ? `${number(value / 1000, 2)} kΩ` : `${number(value, 1)} Ω`;
    default: return `${number(value, Math.abs(value) < 10 ? 2 : 1)} ${plainUnits[unit] ?? unit}`.trim();
  }
};

// ---- The built-in view: readings and plugins, for when no plugin draws the page ----

const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== ""));
  return element;
};

const groupBy = (items, keyOfItem) => {
  const groups = new Map();
  for (const item of items) {
    const key = keyOfItem(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return [...groups];
};

const ago = (time, now, more = "") => make("time", { datetime: time }, `${duration((now - Date.parse(time)) / 1000)} ago${more}`);

const readingRow = (now) => (reading) => {
  const { sensor, plugin, quantity, stale, time } = reading;
  const name = quantity.replaceAll("_", " ");
  return make("tr", { "data-key": `${sensor}/${quantity}`, "class": stale ? "stale" : null },
    make("th", { scope: "row" }, sensor === plugin ? name : `${sensor} ${name}`),
    make("td", {}, make("strong", {}, shown(reading)), " ", ago(time, now, stale ? " · stale" : "")));
};

const readingCard = (now) => ([plugin, readings]) => make("div", { "class": "card", "data-key": plugin },
  make("table", { "class": "readings" }, make("caption", {}, make("h3", {}, plugin)), make("tbody", {}, readings.map(readingRow(now)))));

const tones = { "running": "good", "backing-off": "warn", "parked": "bad" };

const milliseconds = (value) => `${number(value, value < 1 ? 3 : 1)} ms`;

// The bucket that the given share of all polls stays within, in milliseconds; nothing when it is the last, which has no bound.
const within = (share, { count, upToMilliseconds, counts }) => {
  let seen = 0;
  return count > 0 ? upToMilliseconds.find((_, index) => (seen += counts[index]) >= count * share) : undefined;
};

const figures = (plugin) => {
  // Another node tells no durations, and rights only while there is room.
  const most = plugin.pollDurations ? within(0.95, plugin.pollDurations) : undefined;
  return [
    ["Polls", number(plugin.polls, 0)], ["Failures", number(plugin.failures, 0)], ["Restarts", number(plugin.restarts, 0)],
    ["Calls denied", number(plugin.deniedCalls, 0)],
    plugin.lastPollMilliseconds === null ? null : ["Last poll", milliseconds(plugin.lastPollMilliseconds)],
    most === undefined ? null : ["95 % within", milliseconds(most)],
    plugin.memoryBytes === null ? null : ["Memory", bytes(plugin.memoryBytes)],
    plugin.version ? ["Version", plugin.version] : null,
    plugin.permissions ? ["Asks for", plugin.permissions.asked.join(", ") || "nothing"] : null,
    plugin.permissions ? ["Granted", plugin.permissions.granted.join(", ") || "nothing"] : null,
  ].filter((figure) => figure !== null);
};

// Where what is missing can be added: the operator's keys for what the file asks for, the plugin's file for the rest.
const keysOf = (id, { asked, granted, refused }) => [...new Set([
  ...asked.filter((right) => !granted.includes(right)).map((right) => `plugins.${id}.permissions.${right.split(" ", 1)[0]}`),
  ...refused.map(({ key }) => key).filter((key) => key),
])];

const pluginCard = (now) => (plugin) => {
  const { id, node, kinds, state, lastError, nextStart, pollInterval, slowed } = plugin;
  const permissions = plugin.permissions ?? { asked: [], granted: [], refused: [] };
  const isIll = state === "parked" || state === "backing-off" || lastError !== null;
  const keys = keysOf(id, permissions);
  return make("div", { "class": "card", "data-key": `${node}/${id}` },
    make("div", { "class": "head" }, make("h3", {}, id, make("span", { "class": "quiet" }, ` ${node}`)), make("span", { "class": `pill ${tones[state] ?? ""}` }, state)),
    lastError ? make("p", { "class": "error" }, lastError.message, " ", ago(lastError.time, now)) : null,
    lastError?.detail ? make("details", { "data-key": "detail" }, make("summary", {}, "Traceback"), make("pre", {}, lastError.detail)) : null,
    nextStart ? make("p", {}, `Starts again in ${duration(Math.ceil((Date.parse(nextStart) - now) / 1000))}.`) : null,
    permissions.refused.length > 0 ? make("ul", { "class": "refused" }, permissions.refused.map(({ what, count }) => make("li", {}, make("code", {}, what), ` refused ${number(count, 0)} ×`))) : null,
    keys.length > 0 ? make("div", { "data-key": "keys" }, make("p", {}, "To allow what is missing, add it to"), make("ul", { "class": "refused" }, keys.map((key) => make("li", {}, make("code", {}, key))))) : null,
    make("p", { "class": "quiet", "data-key": "facts" }, [kinds.join(", "), pollInterval ? `every ${pollInterval}${slowed ? ", slowed to its share of a core" : ""}` : ""].filter((fact) => fact).join(" · ")),
    make("details", { "data-key": "figures" }, make("summary", {}, "Figures and rights"),
      make("table", { "class": "list" }, make("tbody", {}, figures(plugin).map(([name, value]) => make("tr", { "data-key": name }, make("th", { scope: "row" }, name), make("td", {}, value)))))),
    isIll ? make("button", { "type": "button", "data-node": node, "data-plugin": id, "data-restart": "", "aria-label": `Start again: ${id} on ${node}` }, "Start again") : null);
};

const builtInView = ({ time, readings }, plugins) => {
  const now = Date.parse(time);
  return make("main", {},
    groupBy(readings, ({ node }) => node).map(([node, ofNode]) => make("section", { "class": "node", "aria-label": `Node ${node}`, "data-key": `node/${node}` },
      make("div", { "class": "head" }, make("h2", {}, node)),
      make("div", { "class": "cards" }, groupBy(ofNode, ({ plugin }) => plugin).map(readingCard(now))))),
    readings.length === 0 ? make("p", { "class": "quiet", "data-key": "none" }, "No plugin has reported yet.") : null,
    make("section", { "class": "plugins", "aria-label": "Plugins", "data-key": "plugins" },
      make("h2", {}, "Plugins"),
      plugins.length === 0 ? make("p", { "class": "quiet" }, "No plugins. Drop a Python file into the plugins folder.") : null,
      make("div", { "class": "cards" }, plugins.map(pluginCard(now)))));
};

// ---- What is shown ----

let isBuiltIn = false;
// Counts what was shown: an answer that was asked for before the newest comes too late.
let turn = 0;
let nodes = new Map();

const localise = (tree) => {
  for (const time of tree.querySelectorAll("time[datetime]")) {
    const moment = new Date(time.getAttribute("datetime"));
    if (Number.isNaN(moment.getTime())) continue;
    time.title = calendar.format(moment);
    if (time.classList.contains("clock")) time.textContent = clock.format(moment);
  }
  return tree;
};

const showTitle = () => {
  const [first] = nodes.values();
  const headline = isBuiltIn ? null : main.querySelector("[role=status] h2")?.textContent;
  const name = first?.id.slice(0, nameLimit);
  setText(byId("title"), name ?? "WasiHal");
  const title = [headline, name, "WasiHal"].filter((part) => part).join(" · ");
  if (document.title !== title) document.title = title;
};

const showNodes = (changed) => {
  for (const node of changed) nodes.set(node.id, node);
  const simulated = [...nodes.values()].filter(({ hal }) => hal === "fake").map(({ id }) => id.slice(0, nameLimit));
  byId("simulated").hidden = simulated.length === 0;
  setText(byId("simulated-nodes"), simulated.length > 3 ? `${simulated.length} nodes` : simulated.join(", "));
  showTitle();
};

const showBuiltIn = async () => {
  const asked = turn;
  const answers = await getAll(get("/api/readings"), get("/api/plugins"));
  if (answers === null || asked !== turn) return;
  const [readings, plugins] = answers;
  morph(main, localise(builtInView(readings, plugins)));
  showTitle();
};

const whyBuiltIn = (plugin, problem) => {
  if (problem === null) return "No dashboard plugin draws this page.";
  return plugin === null ? `No dashboard: ${problem}.` : `The plugin ${plugin} cannot draw this page: ${problem}.`;
};

// A whole page of a plugin: in a frame without an origin of its own, in which nothing runs.
const framed = (plugin, frame) => make("main", {}, make("iframe", { "class": "whole", "data-key": "frame", "sandbox": "", "src": frame, "title": `The page of the plugin ${plugin}` }));

const showDashboard = async ({ plugin, html, frame, problem }) => {
  turn++;
  isBuiltIn = (html ?? frame ?? null) === null || problem !== null;
  setText(byId("problem"), isBuiltIn ? `${whyBuiltIn(plugin, problem)} This is the built-in view.` : "");
  if (isBuiltIn) return showBuiltIn();
  morph(main, html === null ? framed(plugin, frame) : localise(new DOMParser().parseFromString(html, "text/html").body));
  showTitle();
};

// ---- Connection: a stream of events, or polling while there is none ----

let heardAt = null;
let isStreaming = false;

const showConnection = (text, tone) => {
  const pill = byId("connection");
  setText(pill, text);
  pill.className = `pill ${tone}`;
  document.body.classList.toggle("old", tone === "bad");
};

const heard = () => {
  heardAt = Date.now();
  showConnection("live", "good");
};

class AnswerError extends Error {}

// ---- Signing in: needed to change something, and from other machines for everything ----

let session = { signedIn: false, signInNeeded: false };
let signingIn = null;

const showSession = (next) => {
  session = next;
  sessionButton.hidden = !session.signInNeeded;
  sessionButton.textContent = session.signedIn ? "Sign out" : "Sign in";
  changeButton.hidden = !session.signedIn;
};

const askSession = async () => {
  try {
    showSession(await get("/api/session"));
  } catch {
    // Whoever reads next says that the node does not answer.
  }
};

const tokenHeader = () => session.token === undefined ? {} : { "X-WasiHal-Token": session.token };

// True when it was done; asked from several places at once, it is one dialog.
const signIn = () => signingIn ??= new Promise((resolve) => {
  const problem = byId("sign-in-problem");
  const password = byId("password");
  const close = (done) => {
    password.value = "";
    problem.textContent = "";
    signingIn = null;
    resolve(done);
  };
  signInDialog.onclose = () => close(session.signedIn);
  byId("sign-in-cancel").onclick = () => signInDialog.close();
  signInDialog.querySelector("form").onsubmit = async (event) => {
    event.preventDefault();
    problem.textContent = "";
    try {
      const answer = await fetch("/api/session", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ password: password.value }),
        signal: AbortSignal.timeout(commandMilliseconds),
      });
      if (answer.ok) {
        showSession(await answer.json());
        signInDialog.close();
      } else {
        problem.textContent = await problemOf(answer);
        password.select();
      }
    } catch {
      problem.textContent = "The node does not answer.";
    }
  };
  showSession({ signedIn: false, signInNeeded: true });
  signInDialog.showModal();
});

const signInToRead = async () => {
  if (signingIn === null && await signIn()) location.reload();
};

sessionButton.addEventListener("click", async () => {
  if (!session.signedIn) {
    await signIn();
    return;
  }

  await fetch("/api/session", { method: "DELETE", headers: tokenHeader() }).catch(() => null);
  await askSession();
});

const changed = [byId("old-password"), byId("new-password"), byId("repeated-password")];

const showChangeProblem = (text, field) => {
  byId("change-problem").textContent = text;
  for (const input of changed) input.setAttribute("aria-invalid", String(input === field));
  field?.select();
};

const closeChange = () => {
  for (const input of changed) input.value = "";
  showChangeProblem("", null);
};

const changePassword = async () => {
  const [before, after, repeated] = changed;
  const { length } = after.value;
  if (length < passwordLimits.shortest || length > passwordLimits.longest) {
    showChangeProblem(`The new password has ${length} characters. It may have ${passwordLimits.shortest} to ${passwordLimits.longest}.`, after);
    return;
  }
  if (after.value !== repeated.value) {
    showChangeProblem("The new password was not typed twice in the same way.", repeated);
    return;
  }
  showChangeProblem("", null);
  try {
    const answer = await fetch("/api/password", {
      method: "PUT",
      headers: { ...tokenHeader(), "Content-Type": "application/json" },
      body: JSON.stringify({ old: before.value, new: after.value }),
      signal: AbortSignal.timeout(commandMilliseconds),
    });
    if (answer.ok) {
      changeDialog.close();
      say("The password is changed. Sign in with the new one.", "good");
      await signIn();
    } else {
      showChangeProblem(await problemOf(answer), before);
      await askSession();
    }
  } catch {
    showChangeProblem("The node does not answer: it is not known whether the password is changed.", null);
  }
};

let isChanging = false;

changeDialog.addEventListener("close", closeChange);
changeButton.addEventListener("click", () => changeDialog.showModal());
byId("change-cancel").addEventListener("click", () => changeDialog.close());
changeDialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (isChanging) return;
  isChanging = true;
  await changePassword();
  isChanging = false;
});

const noDashboard = { plugin: null, html: null, frame: null, time: null, problem: null };

const get = async (path, absent) => {
  const answer = await fetch(path, { signal: AbortSignal.timeout(giveUpMilliseconds), cache: "no-store" });
  if (answer.status === 401) signInToRead();
  if (answer.status === 404 && absent !== undefined) return absent;
  if (!answer.ok) throw new AnswerError(`${path} answers ${answer.status}`);
  return answer.json();
};

const showOld = (error) => {
  const why = error instanceof AnswerError ? error.message : "no connection";
  showConnection(heardAt === null ? `${why}, trying again` : `${why}, old since ${clock.format(heardAt)}`, "bad");
};

// All of the answers, or null, and then the page says that it is old.
const getAll = async (...asked) => {
  try {
    return await Promise.all(asked);
  } catch (error) {
    showOld(error);
    return null;
  }
};

const load = async () => {
  const asked = turn;
  const answers = await getAll(get("/api/dashboard", noDashboard), get("/api/nodes"));
  if (answers === null) return;
  heard();
  const [dashboard, all] = answers;
  nodes = new Map();
  showNodes(all);
  if (asked === turn) await showDashboard(dashboard);
};

let isBuiltInDue = false;

// Many events, one look: the built-in view is drawn from all readings and plugins.
const builtInLater = () => {
  if (!isBuiltIn || isBuiltInDue) return;
  isBuiltInDue = true;
  setTimeout(() => {
    isBuiltInDue = false;
    if (isBuiltIn) showBuiltIn();
  }, 1000);
};

const stream = () => {
  const source = new EventSource("/api/events");
  const on = (name, act) => source.addEventListener(name, (event) => {
    heard();
    act(event);
  });
  on("open", () => {
    isStreaming = true;
    load();
  });
  on("dashboard", ({ data }) => showDashboard(JSON.parse(data)));
  on("node", ({ data }) => showNodes(JSON.parse(data)));
  on("reset", load);
  for (const name of ["reading", "plugin"]) on(name, builtInLater);
  for (const name of ["alarm", "log"]) on(name, () => {});
  source.addEventListener("error", () => {
    if (isStreaming) showConnection("reconnecting", "warn");
    isStreaming = false;
    if (source.readyState === EventSource.CLOSED) setTimeout(stream, streamAgainMilliseconds);
  });
};

const beat = async () => {
  if (!isStreaming || Date.now() - heardAt > silentMilliseconds) await load();
  setTimeout(beat, pollMilliseconds);
};

// ---- Commands ----

let forget = 0;

const say = (text, tone) => {
  const said = byId("said");
  setText(said, text);
  said.className = `said ${tone}`;
  clearTimeout(forget);
  forget = setTimeout(() => setText(said, ""), sayMilliseconds);
};

const requestOf = ({ node, plugin, action, arguments: given, buzzer, relay, on, restart }) => {
  const query = node === undefined ? "" : `?node=${encodeURIComponent(node)}`;
  if (buzzer !== undefined) return { path: `/api/buzzer${query}`, body: JSON.stringify({ pattern: buzzer }) };
  if (relay !== undefined) return { path: `/api/relays/${encodeURIComponent(relay)}${query}`, body: JSON.stringify({ on: on === "true" }) };
  if (plugin === undefined) return null;
  const path = `/api/plugins/${encodeURIComponent(plugin)}`;
  if (restart !== undefined) return { path: `${path}/restart${query}` };
  return action === undefined ? null : { path: `${path}/actions/${encodeURIComponent(action)}${query}`, body: given ?? "{}" };
};

const failureOf = async (answer) => {
  try {
    const { detail, title, outcome } = await answer.json();
    return { problem: detail ?? title ?? answer.status, isUnknown: outcome === "unknown" };
  } catch {
    return { problem: answer.status, isUnknown: false };
  }
};

const problemOf = async (answer) => (await failureOf(answer)).problem;

const send = (request) => fetch(request.path, {
  method: "POST",
  body: request.body,
  headers: { ...tokenHeader(), ...(request.body === undefined ? {} : { "Content-Type": "application/json" }) },
  signal: AbortSignal.timeout(commandMilliseconds),
});

const post = async (button) => {
  const request = requestOf(button.dataset);
  if (!request || busy.has(button)) return;
  const name = button.getAttribute("aria-label") ?? button.textContent.trim();
  // Not `disabled`: that would take the focus away from whoever uses the keyboard.
  busy.add(button);
  for (const attribute of busyAttributes) button.setAttribute(attribute, "true");
  say(`${name}: asked …`, "");
  try {
    let answer = await send(request);
    if (answer.status === 401) {
      say(`${name}: sign in first.`, "");
      if (await signIn()) answer = await send(request);
    }

    if (answer.ok) {
      say(`${name}: done.`, "good");
    } else {
      const { problem, isUnknown } = await failureOf(answer);
      say(`${name}: ${isUnknown ? "not known to be done" : "not done"}: ${problem}`, "bad");
    }
  } catch {
    say(`${name}: not known to be done, because the node does not answer.`, "bad");
  }
  busy.delete(button);
  for (const attribute of busyAttributes) button.removeAttribute(attribute);
};

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("main button") : null;
  if (button) post(button);
});

askSession();
stream();
beat();
