// Run by `mutool run`: every entry of the outline and every link inside a document, and where it leads, as JSON, one a line.
var doc = new Document(scriptArgs[0])
var INSIDE = /^(#|EPUB\/)/

function tell(kind, from, uri, title) {
    if (!INSIDE.test(uri)) return
    var to = doc.resolveLink(uri)
    print(JSON.stringify({ kind: kind, from: from, address: uri, says: title, chapter: to.chapter, page: to.page, top: to.y }))
}

function walk(items) {
    for (var i = 0; items && i < items.length; i++) {
        tell('outline', 0, items[i].uri, items[i].title)
        walk(items[i].down)
    }
}

walk(doc.loadOutline())
for (var number = 0; number < doc.countPages(); number++) {
    var links = doc.loadPage(number).getLinks()
    for (var i = 0; i < links.length; i++) tell('link', number, links[i].uri, '')
}
