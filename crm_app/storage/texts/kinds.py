"""The types of files that have words which can be read."""

OOXML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
PDF = "application/pdf"
RTF = "application/rtf"
EPUB = "application/epub+zip"
HTML = "text/html"

WORD = f"{OOXML}wordprocessingml.document"
SHEET = f"{OOXML}spreadsheetml.sheet"
SLIDES = f"{OOXML}presentationml.presentation"
OPEN_KINDS = tuple(OPEN_DOCUMENT + kind for kind in ("text", "spreadsheet", "presentation"))

PLAIN = (
    *("text/plain", "text/markdown", "text/csv", "text/tab-separated-values", "text/xml", "text/calendar"),
    *("text/vcard", "text/css", "text/javascript", "application/json", "message/rfc822"),
)
READABLE = (PDF, RTF, EPUB, HTML, WORD, SHEET, SLIDES, *OPEN_KINDS, *PLAIN)


class NoText(Exception):
    """The file cannot be read; the message is for people."""
