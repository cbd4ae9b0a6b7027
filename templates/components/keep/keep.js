// Offers to keep the whole site on this device where only the most important pages are kept so far, and says how far it is.
export default function keep(root) {
  const workers = navigator.serviceWorker;
  const text = root.querySelector("[role=status]");
  const button = root.querySelector("button");
  const { busy, done, fault } = root.dataset;
  let asked = false;
  if (!workers) return;

  // The same words said again would be read out again.
  const say = (words) => {
    if (text.textContent !== words) text.textContent = words;
  };
  workers.addEventListener("message", ({ data: { part, isWhole, megabytes } }) => {
    if (part !== undefined) return say(busy.replace("{percent}", 25 * Math.floor(4 * part)));
    if (isWhole && !asked) return;
    say((isWhole ? done : asked ? fault : text.dataset.text).replace("{size}", megabytes));
    button.hidden = isWhole;
    root.hidden = false;
  });
  workers.startMessages();
  workers.ready.then(({ active }) => active.postMessage("what is kept"));
  button.addEventListener("click", () => {
    asked = button.hidden = true;
    workers.ready.then(({ active }) => active.postMessage("keep everything"));
  });
}
