"""What stands in for the server of Loops, so that its real, built client can be measured: a page, a feed, clips.

    python -m benchmarks.loops ../loops-server/public clips/ 8090

The client asks for its feed of ten, as the server of Loops gives it, and plays the clips of the folder. Everything else
it asks for is answered with nothing. Text is compressed, as their nginx does it; docs/beside-peers.md says how to build.
"""

import gzip
import json
import mimetypes
import re
import sys
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = 10  # clips the server gives at once
TEXT = {".js", ".css", ".json", ".svg"}


def manifest_tags(public: Path) -> str:
    """What Laravel's @vite writes: the styles and scripts of the entry, and what they import, asked for ahead."""
    parts = json.loads((public / "build/manifest.json").read_text())
    entry = parts["resources/js/app.js"]
    ahead = [parts[name]["file"] for name in entry.get("imports", [])]
    styles = [
        *entry.get("css", []),
        *(css for name in entry.get("imports", []) for css in parts[name].get("css", [])),
    ]
    return "".join(
        [f'<link rel="modulepreload" href="/build/{file}">' for file in ahead]
        + [f'<link rel="stylesheet" href="/build/{file}">' for file in styles]
        + [f'<script type="module" src="/build/{entry["file"]}"></script>']
    )


def shell(public: Path, address: str) -> str:
    """resources/views/welcome.blade.php with the settings of a new instance."""
    config = {
        "app": {"name": "Loops", "url": address, "description": ""}, "app_version": "1", "hasKlipy": False,
        "branding": {"logo": "/nav-logo.png", "favicon": "/favicon.png", "customCSS": False},
        "media": {"max_video_size": 100, "max_video_duration": 180, "allowed_video_formats": ["mp4"]},
        "fyf": False, "registration": False, "registration_mode": "closed", "federation": False,
        "pushNotifications": False, "starterKits": False, "atomFeeds": False,
    }  # fmt: skip
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1, user-scalable=no" /><title>Loops</title>
<link rel="icon" href="/favicon.ico" sizes="32x32">{manifest_tags(public)}<script>window.appConfig = {json.dumps(config)};
window._navi = []; window.appCaptcha = {{"enabled": false, "provider": null, "siteKey": null}};</script></head>
<body class="bg-white dark:bg-slate-950"><main id="app"><router-view></router-view></main></body></html>"""


def post(number: int, file: Path) -> dict[str, object]:
    """One clip in the shape of VideoResource."""
    person = {"id": "1", "name": "Ada", "display_name": "Ada", "username": "ada", "avatar": "/favicon.png"}
    media = {
        "thumbnail": "/favicon.png", "src_url": f"/m/{file.name}", "hls_url": None, "alt_text": None, "duration": 6,
        "width": 720, "height": 1280,
    }  # fmt: skip
    can = ("can_comment", "can_download", "can_duet", "can_stitch", "can_embed")
    return {
        "id": str(number + 1), "account": person, "caption": f"Clip {number}", "url": f"/v/{number}", "media": media,
        "shortcode": str(number), "is_owner": False, "is_sensitive": False, "is_local": True, "pinned": False,
        "likes": 0, "shares": 0, "comments": 0, "bookmarks": 0, "has_liked": False, "has_bookmarked": False,
        "is_edited": False, "lang": "en", "tags": [], "mentions": [], "permissions": dict.fromkeys(can, True),
        "audio": {"has_audio": True, "id": f"at:{number}", "count": 0, "key": str(number), "sound_id": None},
        "meta": {"contains_ai": True, "contains_ad": False}, "created_at": "2026-01-01T00:00:00+00:00",
    }  # fmt: skip


class Loops(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    public: Path
    films: list[Path]
    address: str

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path.startswith("/m/"):
            return self.film(next(film for film in self.films if film.name == path[3:]))
        file = (self.public / path.lstrip("/")).resolve()
        if path != "/" and file.is_file() and file.is_relative_to(self.public):
            return self.answer(packed(file) if file.suffix in TEXT else file.read_bytes(), file)
        if path == "/api/web/feed":
            return self.say(self.feed())
        if path.startswith("/api"):
            return self.say({})
        return self.answer(gzip.compress(shell(self.public, self.address).encode()), Path("page.html"))

    do_POST = do_GET  # noqa: N815

    def feed(self) -> dict[str, object]:
        found = re.search(r"cursor=(\d+)", self.path)
        start = int(found[1]) if found else 0
        rows = [post(start + step, self.films[(start + step) % len(self.films)]) for step in range(PAGE)]
        return {"data": rows, "links": {}, "meta": {"next_cursor": str(start + PAGE), "per_page": PAGE}}

    def say(self, what: dict[str, object]) -> None:
        self.answer(gzip.compress(json.dumps(what).encode()), Path("answer.json"))

    def answer(self, body: bytes, file: Path) -> None:
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
        if file.suffix in TEXT or file.suffix == ".html":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def film(self, file: Path) -> None:
        data = file.read_bytes()
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        first = int(asked[1]) if asked else 0
        last = min(int(asked[2]) if asked and asked[2] else len(data) - 1, len(data) - 1)
        self.send_response(206 if asked else 200)
        self.send_header("Content-Type", "video/mp4")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        self.wfile.write(data[first : last + 1])

    def log_message(self, *_told: object) -> None:
        """Silent."""


@cache
def packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes())


def main() -> None:
    public, films, port = Path(sys.argv[1]).resolve(), Path(sys.argv[2]), int(sys.argv[3])
    Loops.public, Loops.films, Loops.address = public, sorted(films.glob("*.mp4")), f"http://127.0.0.1:{port}"
    ThreadingHTTPServer(("127.0.0.1", port), Loops).serve_forever()


if __name__ == "__main__":
    main()
