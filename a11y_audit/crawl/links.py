"""Guess from an address, and from the content type once it is known, what a link leads to."""

from typing import Final, Literal
from urllib.parse import urlsplit

from a11y_audit.crawl.urls import canonical

LinkKind = Literal["page", "document", "media", "other"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DOCUMENTS: Final = _words(
    "pdf doc docx docm dot dotx xls xlsx xlsm xlt xltx ppt pptx pptm pps ppsx odt ods odp rtf txt csv tsv "
    "jtd jtt jtdc xdw xbd zip lzh 7z rar tar gz tgz epub dxf dwg"
)
_MEDIA: Final = _words(
    "jpg jpeg jpe png gif bmp webp avif svg svgz tif tiff heic ico "
    "mp3 m4a wav wma aac ogg oga flac mid mp4 m4v mov wmv avi mpg mpeg webm ogv flv asx asf m3u8 ts swf"
)
_OTHER: Final = _words(
    "css js mjs json map xml xsl xslt rss rdf atom woff woff2 ttf otf eot exe msi apk dmg ics vcf kml kmz gpx geojson"
)
_DOCUMENT_TYPES: Final = _words(
    "application/pdf application/msword application/rtf application/zip application/x-zip-compressed application/gzip "
    "application/x-gzip application/x-lzh-compressed application/epub+zip text/csv text/plain"
)
_DOCUMENT_TYPE_STARTS: Final = (
    "application/vnd.ms-",
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
    "application/x-js-taro",
)
_PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_UNTELLING_TYPES: Final = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/force-download", "application/x-download"}
)


def classify(url: str, content_type: str | None = None) -> LinkKind:
    """Return what a link leads to; a content type that tells something outweighs the extension.

    The query is ignored, and an unknown extension is taken for a page: the answer of the server will tell. Zip archives
    and CSV files are documents, as municipalities publish them for people; plain text too.
    """
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if media_type not in _UNTELLING_TYPES:
        return _by_type(media_type)
    address = canonical(url)
    if address is None:
        return "other"
    file_name = urlsplit(address).path.rpartition("/")[2].partition(";")[0]
    extension = file_name.rpartition(".")[2].lower() if "." in file_name else ""
    if extension in _DOCUMENTS:
        return "document"
    if extension in _MEDIA:
        return "media"
    return "other" if extension in _OTHER else "page"


def _by_type(media_type: str) -> LinkKind:
    if media_type in _PAGE_TYPES:
        return "page"
    if media_type in _DOCUMENT_TYPES or media_type.startswith(_DOCUMENT_TYPE_STARTS):
        return "document"
    return "media" if media_type.startswith(("image/", "audio/", "video/")) else "other"
