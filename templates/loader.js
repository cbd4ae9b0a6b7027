// Loads the script of each component that stands on the page. Without scripts the page is whole all the same.
const scripts = SCRIPTS;
for (const root of document.querySelectorAll("[data-script]")) {
  import(scripts[root.dataset.script]).then((module) => module.default(root)).catch(() => {});
}
