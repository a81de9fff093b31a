// Where a browser has set each grapheme cluster: [text, left, right, top, bottom], white space left out.

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

const read = (root) => {
    const doc = root.ownerDocument
    const range = doc.createRange()
    const walker = doc.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const found = []
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        for (const { segment, index } of segmenter.segment(node.data)) {
            if (!segment.trim()) continue
            range.setStart(node, index)
            range.setEnd(node, index + segment.length)
            const box = range.getClientRects()[0]
            if (box) found.push([segment, box.left, box.right, box.top, box.bottom])
        }
    return found
}

// For each selector the clusters of the first element that it finds in any of the documents; null where there is none.
export const glyphs = (documents, selectors) => Object.fromEntries(selectors.map((selector) => {
    const root = documents.map((doc) => doc.querySelector(selector)).find((one) => one)
    return [selector, root ? read(root) : null]
}))
