// Everything that comes from a plugin is put in as text, never as markup.
const everyMilliseconds = 2000;
const giveUpMilliseconds = 5000;
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
        () => make("article", "card", make("h4"), make("dl")),
        (card, [plugin, ofPlugin]) => {
          setText(card.firstElementChild, plugin);
          sync(card.lastElementChild, ofPlugin, (reading) => `${reading.sensor}/${reading.quantity}`, readingRow, showReading(now));
        });
    });
};

const tones = { "running": "good", "loading": "", "backing-off": "warn", "parked": "bad", "disabled": "" };

const pluginCard = () => {
  const error = make("div", "error", make("p", "bad"), make("details", "", make("summary", "", "Details"), make("pre")));
  return make("li", "card", make("div", "head", make("h4"), make("span", "pill")), make("p", "quiet"), error);
};

const showPlugin = (card, plugin) => {
  const [head, facts, error] = card.children;
  const [message, details] = error.children;
  setText(head.firstElementChild, plugin.id);
  setText(head.lastElementChild, plugin.state);
  head.lastElementChild.className = `pill ${tones[plugin.state] ?? ""}`;
  setText(facts, [
    plugin.kinds.join(", "),
    `every ${plugin.pollInterval}`,
    `${number(plugin.polls, 0)} polls`,
    plugin.failures ? `${number(plugin.failures, 0)} failed` : "",
    plugin.deniedCalls ? `${number(plugin.deniedCalls, 0)} calls denied` : "",
    plugin.memoryBytes ? bytes(plugin.memoryBytes) : "",
  ].filter((fact) => fact).join(" · "));
  error.hidden = !plugin.lastError;
  setText(message, plugin.lastError?.message ?? "");
  details.hidden = !plugin.lastError?.detail;
  setText(details.lastElementChild, plugin.lastError?.detail ?? "");
};

const showPlugins = (plugins) => {
  byId("no-plugins").hidden = plugins.length > 0;
  sync(byId("plugins"), plugins, (plugin) => `${plugin.node}/${plugin.id}`, pluginCard, showPlugin);
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

const refresh = async () => {
  try {
    const [readings, plugins, nodes] = await Promise.all([get("/api/readings"), get("/api/plugins"), get("/api/nodes")]);
    showNodes(nodes);
    showReadings(readings);
    showPlugins(plugins);
    showConnection("live", "good");
  } catch {
    showConnection("not connected, trying again", "bad");
  }
  setTimeout(refresh, everyMilliseconds);
};

refresh();
