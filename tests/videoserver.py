"""A small server of the /v1/videos dialects on 127.0.0.1, with faults on purpose. Real HTTP, real MP4.

    with VideoServer("vllm", faults={"forgets": 1}) as server:
        server.url, server.jobs, server.asked

A fault is done as often as its number says, then the server behaves.
"""

import email.parser
import email.policy
import io
import json
import threading
import uuid
from collections import Counter
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import av
import numpy as np

MULTIPART, JSON = "multipart/form-data", "application/json"
TAKES = {
    "openai": {JSON, MULTIPART},
    "kulisse": {JSON, MULTIPART},
    "vllm": {MULTIPART},
    "sglang": {JSON},
    "fastvideo": {JSON, MULTIPART},
    "trtllm": {JSON, MULTIPART},
}
KNOWN = {
    "openai": {"prompt", "model", "seconds", "size"},
    "kulisse": {"prompt", "model", "seconds", "size"},
    "vllm": {
        "prompt",
        "model",
        "width",
        "height",
        "num_frames",
        "fps",
        "seed",
        "negative_prompt",
        "input_reference",
    },
    "sglang": {"prompt", "model", "size", "num_frames", "fps", "seed", "negative_prompt"},
    "fastvideo": {"prompt", "model", "size", "num_frames", "fps", "seed", "negative_prompt"},
    "trtllm": {"prompt", "model", "size", "seconds", "fps", "seed", "negative_prompt", "output_format"},
}


def film(
    width: int, height: int, seconds: float, fps: int = 24, sound: bool = True, shade: int = 120
) -> bytes:
    """A real MP4: a picture that grows lighter, and a tone."""
    data = io.BytesIO()
    with av.open(data, "w", format="mp4") as file:
        video = file.add_stream("libx264", rate=fps, options={"preset": "ultrafast"})
        video.width, video.height, video.pix_fmt, video.time_base = width, height, "yuv420p", Fraction(1, fps)
        audio = file.add_stream("aac", rate=44_100, layout="mono") if sound else None
        frames = round(seconds * fps)
        for number in range(frames):
            picture = np.full((height, width, 3), min(255, shade + number), np.uint8)
            file.mux(video.encode(av.VideoFrame.from_ndarray(picture)))
        file.mux(video.encode(None))
        if audio is not None:
            tone = 0.3 * np.sin(np.arange(round(44_100 * seconds)) * 2 * np.pi * 440 / 44_100)
            for start in range(0, len(tone), 1024):
                piece = av.AudioFrame.from_ndarray(
                    tone[None, start : start + 1024].astype(np.float32), "fltp", "mono"
                )
                piece.rate, piece.pts = 44_100, start
                file.mux(audio.encode(piece))
            file.mux(audio.encode(None))
    return data.getvalue()


class VideoServer:
    def __init__(self, dialect="openai", faults=None, key="", looks=2, sound=True, port=0) -> None:
        self.dialect, self.faults, self.key, self.looks, self.sound = (
            dialect,
            Counter(faults or {}),
            key,
            looks,
            sound,
        )
        self.jobs: dict[str, dict] = {}
        self.asked: list[dict] = []  # what each submit said
        self.ended: list[str] = []  # what was deleted
        self.calls: Counter = Counter()
        self.lock = threading.Lock()
        self.running, self.most_running = 0, 0
        self._http = ThreadingHTTPServer(
            ("127.0.0.1", port), type("Handler", (_Handler,), {"server_of": self})
        )
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def __enter__(self):
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error) -> None:
        self._http.shutdown()
        self._http.server_close()

    def does(self, fault: str) -> bool:
        """Whether it is to do the fault now; each is used up."""
        with self.lock:
            if self.faults[fault] > 0:
                self.faults[fault] -= 1
                return True
        return False

    def submit(self, fields: dict) -> dict:
        self.asked.append(fields)
        width, height = (
            (int(fields["width"]), int(fields["height"]))
            if "width" in fields
            else map(int, fields["size"].split("x"))
        )
        fps = int(fields.get("fps", 24))
        seconds = int(fields["num_frames"]) / fps if "num_frames" in fields else float(fields["seconds"])
        if self.does("wrong_size"):
            width, height = height, width
        if self.does("short"):
            seconds /= 2
        job = {
            "id": f"video_{uuid.uuid4().hex}", "object": "video", "status": "queued", "created_at": 1,
            "looked": 0, "shape": (width, height, seconds, fps),
        }  # fmt: skip
        if self.dialect not in ("trtllm", "vllm"):
            job["progress"] = 0
        with self.lock:
            self.jobs[job["id"]] = job
            self.running += 1
            self.most_running = max(self.most_running, self.running)
        return job

    def look(self, job: dict) -> dict:
        job["looked"] += 1
        if job["status"] in ("queued", "in_progress") and "never_finishes" not in self.faults:
            done = job["looked"] >= self.looks
            job["status"] = "completed" if done else "in_progress"
            if "progress" in job:
                job["progress"] = 100 if done else (0 if self.dialect in ("fastvideo", "sglang") else 40)
            if done and self.does("fails"):
                job["status"] = "failed"
                job["error"] = (
                    "CUDA error" if self.dialect == "trtllm" else {"code": "oom", "message": "CUDA error"}
                )
            if done and self.does("declines"):
                job["status"], job["error"] = "failed", {"code": "moderation_blocked", "message": "No."}
            if job["status"] in ("completed", "failed"):
                with self.lock:
                    self.running -= 1
        return job

    def content(self, job: dict) -> bytes:
        width, height, seconds, fps = job["shape"]
        data = film(width, height, seconds, fps, sound=self.sound)
        if self.does("truncated"):
            return data[: len(data) // 2]
        if self.does("html"):
            return b"<!doctype html><title>Sorry</title>" + b" " * 4000
        return data


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_of: VideoServer

    def log_message(self, *_words) -> None:
        pass

    def _say(self, status, body=None, headers=None, data=None):
        if data is None:
            data = json.dumps(body if body is not None else {}).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": JSON,
            "Content-Length": str(len(data)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _error(self, status, text="no", headers=None):
        self._say(status, {"error": {"message": text, "code": "err"}}, headers)

    def _fields(self):
        kind = self.headers.get("Content-Type", "")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}"
        if not kind or kind.startswith(JSON):
            return JSON, json.loads(body)
        head = f"Content-Type: {kind}\r\nMIME-Version: 1.0\r\n\r\n".encode()
        parts = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
        fields = {}
        for part in parts.iter_parts():
            name = part.get_param("name", header="content-disposition")
            data = part.get_payload(decode=True)
            fields[name] = data if part.get_filename() else data.decode()
        return MULTIPART, fields

    def do_POST(self):
        me = self.server_of
        kind, fields = self._fields()
        if self.path.endswith("/cancel"):
            return self._cancel(self.path.split("/")[-2])
        me.calls["submit"] += 1
        if me.key and self.headers.get("Authorization") != f"Bearer {me.key}":
            return self._error(401)
        if me.does("busy"):
            return self._error(429, headers={"Retry-After": "0.2"})
        if me.does("closed"):
            return self._error(503)
        if me.does("redirects"):
            return self._say(307, headers={"Location": "http://127.0.0.2:9/v1/videos"})
        if kind not in TAKES[me.dialect] or set(fields) - KNOWN[me.dialect]:
            return self._error(422, f"{kind} {sorted(set(fields) - KNOWN[me.dialect])}")
        job = me.submit(fields)
        if me.does("breaks_after_accepting"):
            return self._error(500)
        if me.does("says_nothing"):
            return self._say(200, data=b"<html>proxy</html>")
        self._say(202 if me.dialect == "trtllm" else 200, self._shown(job))

    def do_GET(self):
        me = self.server_of
        _v1, _videos, video, *rest = self.path.strip("/").split("/")
        me.calls["content" if rest else "look"] += 1
        job = me.jobs.get(video)
        if not rest and job is not None and me.does("forgets"):
            job = me.jobs.pop(video) and None
        if job is None:
            return self._error(400 if me.dialect == "trtllm" else 404, f"Video {video} not found")
        if not rest:
            if me.does("stumbles"):
                return self._error(502)
            return self._say(200, self._shown(me.look(job)), {"openai-poll-after-ms": "20"})
        if job["status"] != "completed" or me.does("late"):
            return self._error(400 if me.dialect == "trtllm" else 404, "Video is not ready")
        data = me.content(job)
        if me.does("breaks_off"):
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2])
            self.close_connection = True
            return None
        return self._say(200, headers={"Content-Type": "video/mp4"}, data=data)

    def _cancel(self, pk):
        job = self.server_of.jobs[f"video_{uuid.UUID(pk).hex}"]
        job["status"] = "failed"
        self.server_of.running -= 1
        return self._say(200)

    def do_DELETE(self):
        me = self.server_of
        video = self.path.rsplit("/", 1)[1]
        if me.dialect == "kulisse" and me.jobs[video]["status"] in ("queued", "in_progress"):
            return self._error(400, "Only a completed or failed video can be deleted.")
        me.ended.append(video)
        job = me.jobs.pop(video, None)
        if job is None:
            return self._error(404)
        if job["status"] in ("queued", "in_progress"):
            with me.lock:
                me.running -= 1
        return self._say(200, {"id": video, "deleted": True})

    def _shown(self, job):
        return {name: value for name, value in job.items() if name not in ("looked", "shape")}
