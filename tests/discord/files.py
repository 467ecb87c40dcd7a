"""The file server of the fake Discord: attachments of messages, also hostile ones.

A file is {"name", "text" or "size", "type", "kind"}: plain; slow (a byte each 50 ms); stall (nothing for a minute); endless; short (fewer bytes than
Content-Length says); long (more than the message says); redirect (to "to"); gone; refused; broken (500); page (200 after a redirect's own body)."""
import time


class Files:
    def __init__(self):
        self.files, self.asked = {}, []

    def add(self, name, text=None, size=None, type="image/png", kind="plain", to=""):
        body = (text or "").encode() if size is None else (name.encode() * (size // len(name) + 1))[:size]
        self.files[name] = {"body": body, "type": type, "kind": kind, "to": to}

    def attachment(self, url, name, number=1, size=None):
        """As a message shows it."""
        file = self.files[name]
        return {"id": str(number), "filename": name, "size": len(file["body"]) if size is None else size, "content_type": file["type"],
                "url": "%s/attachments/1/%s?ex=1&is=2&hm=3" % (url, name), "proxy_url": url + "/proxy/" + name}

    def serve(self, handler, path):
        name = path.rsplit("/", 1)[1]
        self.asked.append({"name": name, "authorization": handler.headers.get("Authorization"), "cookie": handler.headers.get("Cookie")})
        file = self.files.get(name, {"kind": "gone"})
        kind = file["kind"]
        if kind in ("gone", "refused", "broken"):
            return handler.reply({"gone": 404, "refused": 403, "broken": 500}[kind], b"This content is no longer available." * 100, content_type="text/plain")
        if kind == "redirect":
            return handler.reply(302, b"moved", {"Location": file["to"]}, "text/plain")
        body = file["body"]
        if kind == "stall":
            time.sleep(60)
        if kind == "long":
            body += b"and more"
        handler.send_response(200)
        handler.send_header("Content-Type", file["type"])
        if kind == "endless":
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            while True:
                handler.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        handler.send_header("Content-Length", str(len(body) + (100 if kind == "short" else 0)))
        handler.end_headers()
        if kind == "slow":
            for byte in body:
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
                time.sleep(0.05)
        else:
            handler.wfile.write(body)
        handler.wfile.flush()
        if kind == "short":
            handler.close_connection = True
