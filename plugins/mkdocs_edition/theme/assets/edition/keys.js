/* Keys for readers: never with a modifier, not where one writes, and each reader can switch them off (WCAG 2.1.4).
   The theme has keys of its own for some of this; they are held back, so that off means off. */
(() => {
  const one = (selector) => document.querySelector(selector)
  const dialog = () => one("#edition-keys")
  const on = () => edition.kept("keys") !== "off"
  const follow = (selector) => one(selector)?.click()

  function contents() {
    const drawer = one("#__drawer")
    const sidebar = one(".md-sidebar--primary")
    if (drawer && sidebar && getComputedStyle(sidebar).position === "fixed" && !drawer.checked) drawer.click()
    const links = [...one(".edition-nav").querySelectorAll("[aria-current], a")].filter((link) => link.checkVisibility())
    const current = links.find((link) => link.hasAttribute("aria-current")) || links[0]
    current?.focus()
  }

  function notes() {
    const section = one(".notes") || one(".apparatus")
    if (!section) return
    section.tabIndex = -1
    section.focus({ preventScroll: true })
    section.scrollIntoView()
  }

  const KEYS = {
    n: () => follow("a[rel~=next]"),
    p: () => follow("a[rel~=prev]"),
    t: contents,
    s: () => one("[data-md-component=search-query]")?.focus(),
    a: notes,
    c: () => follow("[data-edition-cite]:not([hidden])"),
    "?": () => dialog().showModal(),
  }
  const THEIRS = new Set(["f", "s", "/", "p", ",", "n", "."])

  /* A key by its sign; on a keyboard of another script by its place. */
  const sign = (event) => {
    const key = event.key.toLowerCase()
    return /^[^\x00-\x7f]$/.test(key) && event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : key
  }
  const writing = (target) =>
    target instanceof Element && target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")

  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return
    if (writing(event.target)) return
    const key = sign(event)
    if (event.target.closest?.("dialog")) {
      if (THEIRS.has(key)) event.stopImmediatePropagation() /* no page is turned behind a dialog */
      return
    }
    const off = !on() || one("[data-edition-keys=off]")
    const action = dialog() && !off && Object.hasOwn(KEYS, key) ? KEYS[key] : null
    if (action || (off && THEIRS.has(key))) event.stopImmediatePropagation()
    if (!action) return
    event.preventDefault()
    action()
  }

  function start() {
    const box = dialog()
    if (!box) return
    const opener = one(".edition-keys-open")
    opener.hidden = false
    opener.querySelector("button").onclick = () => box.showModal()
    const check = box.querySelector("input")
    check.checked = on()
    check.onchange = () => edition.keep("keys", check.checked ? "on" : "off")
    box.onclick = (event) => {
      if (event.target === box) box.close()
    }
  }

  addEventListener("keydown", pressed, { capture: true })
  edition.begin(start)
})()
