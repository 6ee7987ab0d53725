// The page of another run on this host beside this one. Where both are to keep time together, what is asked of time here is asked there too.

const at = (id) => document.getElementById(id);
const form = at("beside"), frame = at("other"), port = form.elements.port, show = form.elements.show;
const hosts = ["127.0.0.1", "localhost"];
const shared = ["time", "run", "back"];

/** Asks the run beside for what was asked of this one. */
export function pass(method, path, body) {
  if (frame.hidden || !at("together").checked || !shared.includes(path)) return;
  frame.contentWindow.postMessage({ bandbox: { method, path, body } }, frame.dataset.origin);
}

/** Does what the page that shows this one asks of time: `act` does it. Others may not show it (`frame-ancestors`). */
export function listen(act) {
  addEventListener("message", (event) => {
    if (window.parent === window || event.source !== window.parent || !hosts.includes(new URL(event.origin).hostname)) return;
    const { method, path, body } = event.data?.bandbox ?? {};
    if (shared.includes(path)) act(method, path, body);
  });
}

function turn(on) {
  frame.hidden = !on;
  document.body.classList.toggle("two", on);
  show.textContent = on ? "Hide" : "Show";
  port.disabled = on;
  if (!on) frame.removeAttribute("src");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!frame.hidden) { turn(false); return; }
  frame.dataset.origin = `http://${location.hostname}:${port.value}`;
  frame.src = `${frame.dataset.origin}/`;
  turn(true);
});
port.addEventListener("input", () => port.setCustomValidity(port.value === location.port ? "This is the page of this run; expected another one's port" : ""));
// A page with a token is for other hosts, whose browsers do not find this host's other pages; one that is shown shows no further one.
form.hidden = !hosts.includes(location.hostname) || window.parent !== window;
