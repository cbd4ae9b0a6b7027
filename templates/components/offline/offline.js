// Keeps a copy of the site on this device, and says when a page is read from it. Old browsers go on without.
export default function offline(root) {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  workers.addEventListener("message", ({ data: { shown, when } }) => {
    if (!shown || !when) return;
    const options = { dateStyle: "long", timeStyle: "short" };
    const day = new Date(when).toLocaleString(document.documentElement.lang, options);
    root.textContent = `${shown === "copy" ? root.dataset.text : root.dataset.missing} ${day}`;
    root.hidden = false;
  });
  workers.startMessages();
  workers.controller?.postMessage("what is kept");
  const register = () => workers.register(root.dataset.worker).catch(() => {});
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
}
