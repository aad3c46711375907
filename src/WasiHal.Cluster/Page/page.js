// Everything that comes from a plugin is put in as text, never as markup.
const everyMilliseconds = 2000;
const giveUpMilliseconds = 5000;
const commandMilliseconds = 15000;
const byId = (id) => document.getElementById(id);

const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

// Keeps the elements that are still wanted, in order, so that focus and open details survive a refresh.
const sync = (parent, items, keyOf, create, update) => {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let child = before.get(key);
    before.delete(key);
    if (!child) {
      child = create(item);
      child.dataset.key = key;
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
    update(child, item);
  }
  for (const gone of before.values()) gone.remove();
};

const groupBy = (items, keyOf) => {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return [...groups];
};

const number = (value, digits) => value.toLocaleString(undefined, { maximumFractionDigits: digits });

const duration = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds));
  const [days, hours, minutes] = [Math.floor(whole / 86400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60];
  if (days) return `${days} d ${hours} h`;
  if (hours) return `${hours} h ${minutes} min`;
  if (minutes) return `${minutes} min ${whole % 60} s`;
  return whole > 0 || seconds === 0 ? `${whole} s` : `${number(seconds, 3)} s`;
};

const milliseconds = (value) => `${number(value, value < 1 ? 3 : 1)} ms`;

const bytes = (value) => {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let power = 0;
  for (; value >= 1024 && power < units.length - 1; power++) value /= 1024;
  return `${number(value, power > 2 ? 2 : 0)} ${units[power]}`;
};

const plainUnits = { "Cel": "°C", "ug/m3": "µg/m³", "lx": "lx", "1": "" };

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

const words = (name) => name.replaceAll("_", " ");

const readingRow = () => make("div", "", make("dt"), make("dd", "value"), make("dd", "age"));

const showReading = (now) => (row, reading) => {
  const [name, value, age] = row.children;
  row.className = reading.stale ? "stale" : "";
  setText(name, reading.sensor === reading.plugin ? words(reading.quantity) : `${reading.sensor} ${words(reading.quantity)}`);
  setText(value, shown(reading));
  setText(age, `${duration((now - Date.parse(reading.time)) / 1000)}${reading.stale ? " · stale" : ""}`);
  age.title = reading.time;
};

const showReadings = ({ time, readings }) => {
  const now = Date.parse(time);
  byId("no-readings").hidden = readings.length > 0;
  sync(byId("readings"), groupBy(readings, (reading) => reading.node), ([node]) => node,
    () => make("div", "", make("h3"), make("div", "cards")),
    (section, [node, ofNode]) => {
      setText(section.firstElementChild, node);
      sync(section.lastElementChild, groupBy(ofNode, (reading) => reading.plugin), ([plugin]) => plugin,
        () => make("article", "card", make("h4"), make("dl", "readings")),
        (card, [plugin, ofPlugin]) => {
          setText(card.firstElementChild, plugin);
          sync(card.lastElementChild, ofPlugin, (reading) => `${reading.sensor}/${reading.quantity}`, readingRow, showReading(now));
        });
    });
};

const tones = { "running": "good", "loading": "", "backing-off": "warn", "parked": "bad", "disabled": "" };

const isIll = (plugin) => plugin.state === "parked" || plugin.state === "backing-off" || plugin.lastError !== null;

const say = (text) => setText(byId("said"), text);

// The bucket that the given share of all polls stays within, in milliseconds; nothing when it is the last, which has no bound.
const within = (share, { count, upToMilliseconds, counts }) => {
  let seen = 0;
  return upToMilliseconds.find((_, index) => (seen += counts[index]) >= count * share);
};

const figuresOf = (plugin) => {
  const most = plugin.pollDurations.count > 0 ? within(0.95, plugin.pollDurations) : undefined;
  return [
    ["polls", plugin.polls],
    ["failures", plugin.failures],
    ["restarts", plugin.restarts],
    ["calls denied", plugin.deniedCalls],
    ["last poll", plugin.lastPollMilliseconds === null ? null : milliseconds(plugin.lastPollMilliseconds)],
    ["95 % within", most === undefined ? null : milliseconds(most)],
    ["memory", plugin.memoryBytes === null ? null : bytes(plugin.memoryBytes)],
  ].filter(([, value]) => value !== null).map(([name, value]) => [name, typeof value === "number" ? number(value, 0) : value]);
};

// "i2c 1:0x76" belongs to i2c; "buzzer" stands for itself.
const byKind = (texts) => new Map(groupBy(texts.map((text) => text.split(" ", 2)), ([kind]) => kind)
  .map(([kind, pairs]) => [kind, pairs.map(([, value]) => value ?? "yes").join(", ")]));

const rightsOf = ({ permissions: { asked, granted, refused } }) => {
  const [askedBy, grantedBy] = [byKind(asked), byKind(granted)];
  const refusedBy = byKind(refused.map(({ what, count }) => `${what.includes(" ") ? what : `${what} yes`}\u00a0×${number(count, 0)}`));
  return [...new Set([...askedBy.keys(), ...refusedBy.keys()])]
    .map((kind) => ({ kind, asked: askedBy.get(kind) ?? "", granted: grantedBy.get(kind) ?? "", refused: refusedBy.get(kind) ?? "" }));
};

// Where what is missing can be added: the operator's keys for what the file asks for, the plugin's file for the rest.
const keysOf = (plugin) => [...new Set([
  ...rightsOf(plugin).filter(({ asked, granted }) => asked !== granted).map(({ kind }) => `plugins.${plugin.id}.permissions.${kind}`),
  ...plugin.permissions.refused.map(({ key }) => key).filter((key) => key),
])];

const startAgain = async (button, id, node) => {
  button.disabled = true;
  say(`${id} is asked to start again.`);
  try {
    const answer = await fetch(`/api/plugins/${encodeURIComponent(id)}/restart?node=${encodeURIComponent(node)}`, { method: "POST", signal: AbortSignal.timeout(commandMilliseconds) });
    say(answer.ok ? `${id} starts again.` : `${id} was not started: ${(await answer.json()).detail}`);
  } catch {
    say(`${id} was not started: the node does not answer.`);
  }
  button.disabled = false;
  await update();
};

const pluginCard = ({ id, node }) => {
  const error = make("div", "error", make("p", "bad"), make("details", "", make("summary", "", "Traceback"), make("pre")));
  const button = make("button", "", "Start again");
  button.type = "button";
  button.setAttribute("aria-label", `Start ${id} again`);
  button.addEventListener("click", () => startAgain(button, id, node));
  const heads = ["", "asked", "granted", "refused"].map((text) => make("th", "", text));
  for (const head of heads) head.scope = "col";
  const rights = make("table", "rights", make("caption", "", "Rights"), make("thead", "", make("tr", "", ...heads)), make("tbody"));
  return make("li", "card", make("div", "head", make("h4"), make("span", "pill")), make("p", "quiet"), error, make("p", "warn"), button,
    make("dl", "figures"), rights,
    make("div", "keys", make("p", "quiet", "To allow what is missing, add it to"), make("ul")));
};

const figureCell = () => make("div", "", make("dt"), make("dd"));

const rightsRow = () => {
  const kind = make("th");
  kind.scope = "row";
  return make("tr", "", kind, make("td"), make("td"), make("td", "bad"));
};

const showRights = (row, { kind, asked, granted, refused }) => {
  const [kindCell, askedCell, grantedCell, refusedCell] = row.children;
  setText(kindCell, kind);
  setText(askedCell, asked || "–");
  setText(grantedCell, granted || "–");
  grantedCell.className = granted && granted === asked ? "good" : asked ? "warn" : "";
  setText(refusedCell, refused);
};

const showPlugin = (now) => (card, plugin) => {
  const [head, facts, error, next, button, figures, rights, keys] = card.children;
  const [message, details] = error.children;
  setText(head.firstElementChild, plugin.id);
  setText(head.lastElementChild, plugin.state);
  head.lastElementChild.className = `pill ${tones[plugin.state] ?? ""}`;
  setText(facts, [plugin.kinds.join(", "), plugin.pollInterval ? `every ${plugin.pollInterval}${plugin.slowed ? ", slowed to its share of a core" : ""}` : "", plugin.version ? `version ${plugin.version}` : ""].filter((fact) => fact).join(" · "));
  error.hidden = !plugin.lastError;
  setText(message, plugin.lastError ? `${plugin.lastError.message} (${duration(Math.max(0, Math.floor((now - Date.parse(plugin.lastError.time)) / 1000)))} ago)` : "");
  details.hidden = !plugin.lastError?.detail;
  setText(details.lastElementChild, plugin.lastError?.detail ?? "");
  next.hidden = !plugin.nextStart;
  setText(next, plugin.nextStart ? `starts again in ${duration(Math.ceil((Date.parse(plugin.nextStart) - now) / 1000))}` : "");
  button.hidden = !isIll(plugin);
  sync(figures, figuresOf(plugin), ([name]) => name, figureCell, (cell, [name, value]) => {
    setText(cell.firstElementChild, name);
    setText(cell.lastElementChild, value);
  });
  const rows = rightsOf(plugin);
  rights.hidden = rows.length === 0;
  sync(rights.lastElementChild, rows, ({ kind }) => kind, rightsRow, showRights);
  const missing = keysOf(plugin);
  keys.hidden = missing.length === 0;
  sync(keys.lastElementChild, missing, (key) => key, () => make("li", "", make("code")), (item, key) => setText(item.firstElementChild, key));
};

const showPlugins = (plugins, now) => {
  const ill = plugins.filter(isIll).length;
  const lacking = plugins.filter((plugin) => keysOf(plugin).length > 0).length;
  byId("no-plugins").hidden = plugins.length > 0;
  byId("plugins-summary").hidden = plugins.length === 0;
  setText(byId("plugins-summary"), [`${plugins.length} in all`, ill ? `${ill} with a failure` : "", lacking ? `${lacking} without all rights` : ""].filter((text) => text).join(" · "));
  sync(byId("plugins"), plugins, (plugin) => `${plugin.node}/${plugin.id}`, pluginCard, showPlugin(now));
};

const showNodes = (nodes) => {
  setText(byId("title"), nodes.length === 1 ? nodes[0].id : "WasiHal");
  document.title = `${nodes[0]?.id ?? ""} · WasiHal`;
  byId("simulated").hidden = !nodes.some((node) => node.hal === "fake");
};

const showConnection = (text, tone) => {
  const pill = byId("connection");
  setText(pill, text);
  pill.className = `pill ${tone}`;
};

const get = async (path) => {
  const answer = await fetch(path, { signal: AbortSignal.timeout(giveUpMilliseconds), cache: "no-store" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

const update = async () => {
  try {
    const [readings, plugins, nodes] = await Promise.all([get("/api/readings"), get("/api/plugins"), get("/api/nodes")]);
    showNodes(nodes);
    showReadings(readings);
    showPlugins(plugins, Date.parse(readings.time));
    showConnection("live", "good");
  } catch {
    showConnection("not connected, trying again", "bad");
  }
};

const refresh = async () => {
  await update();
  setTimeout(refresh, everyMilliseconds);
};

refresh();
