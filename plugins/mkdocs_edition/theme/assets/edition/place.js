/* How far the page is read, as a bar; and where reading was left off, kept in this browser alone. */
(() => {
  const { kept, keep } = edition
  const documentOf = (bar) => new URL(bar.dataset.document, location).pathname

  /* The last element with an id above the upper third of the window: what is being read. */
  function reading(text) {
    let found = null
    for (const element of text.querySelectorAll("p[id], div[id], h2[id], h3[id], section[id], li[id]")) {
      if (element.closest(".notes, .apparatus, .about")) break
      if (element.getBoundingClientRect().top > innerHeight / 3) break
      found = element
    }
    return found
  }

  /* The heading that a place stands under, for the reader to know it by. */
  function headed(text, element, title) {
    const before = (head) => head.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING
    return [...text.querySelectorAll("h2, h3")].findLast(before)?.textContent.trim() || title
  }

  function note(bar, text) {
    const element = scrollY > innerHeight / 2 ? reading(text) : null
    const first = location.pathname === documentOf(bar)
    if (!element) {
      if (!first) keep("place:" + documentOf(bar), { path: location.pathname, title: bar.dataset.title })
      return
    }
    const offset = Math.round(element.getBoundingClientRect().top)
    const title = first ? headed(text, element, bar.dataset.title) : bar.dataset.title
    keep("place:" + documentOf(bar), { path: location.pathname, id: element.id, offset, title })
  }

  function offer(bar) {
    const line = document.querySelector(".edition-continue[hidden]")
    const place = kept("place:" + documentOf(bar))
    if (!line || !place || typeof place.path !== "string" || !place.path.startsWith("/") || place.path.startsWith("//")) return
    const link = line.querySelector("a")
    link.href = place.path + (place.id ? "#" + place.id : "")
    link.textContent = place.title
    link.addEventListener("click", () => keep("place", place, "sessionStorage"))
    line.hidden = false
  }

  function resume() {
    const place = kept("place", "sessionStorage")
    if (!place || place.path !== location.pathname) return
    keep("place", null, "sessionStorage")
    const element = place.id && document.getElementById(place.id)
    if (element) scrollTo({ top: scrollY + element.getBoundingClientRect().top - place.offset, behavior: "instant" })
  }

  let listening

  function start() {
    listening?.abort()
    const bar = document.querySelector(".edition-progress")
    const text = document.querySelector(".edition")
    if (!bar || !text) return
    offer(bar)
    requestAnimationFrame(resume)
    let waiting = false
    let timer = 0
    const draw = () => {
      const end = text.getBoundingClientRect().bottom + scrollY - innerHeight
      bar.style.setProperty("--ed-read", end > 0 ? Math.min(1, scrollY / end).toFixed(4) : 1)
      waiting = false
    }
    const scrolled = () => {
      if (!waiting) requestAnimationFrame(draw)
      waiting = true
      clearTimeout(timer)
      timer = setTimeout(() => note(bar, text), 400)
    }
    listening = new AbortController()
    const { signal } = listening
    signal.onabort = () => clearTimeout(timer)
    for (const type of ["scroll", "resize"]) addEventListener(type, scrolled, { passive: true, signal })
    addEventListener("pagehide", () => note(bar, text), { signal })
    addEventListener("hashchange", resume, { signal })
    draw()
  }

  edition.begin(start)
})()
