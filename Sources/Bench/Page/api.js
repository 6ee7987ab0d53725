// What the page asks of the run, and how it says numbers.

const token = new URLSearchParams(location.search).get("token");
const headers = token ? { Authorization: `Bearer ${token}` } : {};

export async function ask(method, path, body) {
  const response = await fetch(`api/${path}`, {
    method, headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : null;
  if (!response.ok) throw new Error(answer?.error ?? `${response.status}`);
  return answer;
}

/** Where a browser finds a file of the run. */
export function download(path) { return `api/${path}` + (token ? `?token=${token}` : ""); }

export function socketAddress(path = "live") {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return `${scheme}//${location.host}/api/${path}` + (token ? `?token=${token}` : "");
}

export function current(microamperes) {
  if (microamperes === null || microamperes === undefined) return "-";
  const size = Math.abs(microamperes);
  if (size >= 1000) return `${(microamperes / 1000).toFixed(2)} mA`;
  if (size >= 1) return `${microamperes.toFixed(1)} µA`;
  return `${(microamperes * 1000).toFixed(0)} nA`;
}

export function charge(nanocoulombs) {
  const size = Math.abs(nanocoulombs);
  if (size >= 3.6e8) return `${(nanocoulombs / 3.6e9).toFixed(3)} mAh`;
  if (size >= 3.6e5) return `${(nanocoulombs / 3.6e6).toFixed(3)} µAh`;
  if (size >= 1e3) return `${(nanocoulombs / 1e3).toFixed(1)} µC`;
  return `${nanocoulombs} nC`;
}

export function clock(seconds) {
  const whole = Math.floor(seconds), two = (number) => String(number).padStart(2, "0");
  const days = Math.floor(whole / 86400);
  const text = `${Math.floor(whole / 3600) % 24}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return (days ? `${days} d ` : "") + text + `.${String(Math.floor((seconds - whole) * 1000)).padStart(3, "0")}`;
}

export function length(seconds) {
  if (seconds < 1e-3) return `${+(seconds * 1e6).toPrecision(3)} µs`;
  if (seconds < 1) return `${+(seconds * 1e3).toPrecision(3)} ms`;
  if (seconds < 120) return `${+seconds.toPrecision(3)} s`;
  if (seconds < 7200) return `${+(seconds / 60).toPrecision(3)} min`;
  if (seconds < 172800) return `${+(seconds / 3600).toPrecision(3)} h`;
  return `${+(seconds / 86400).toPrecision(3)} d`;
}
