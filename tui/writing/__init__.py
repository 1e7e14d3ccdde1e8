"""The rules of writing Markdown: a text and a selection in, replacements out. Pure functions, nothing of Textual.

`rewrite` is the form of what they give. `items` reads lists, `lists` continues, indents and numbers them, `moving`
takes lines and points up and down, `emphasis` makes bold, italic, headings and links, `pasting` fits in what is pasted.
`matcher` runs regular expressions in a process of their own.
"""
