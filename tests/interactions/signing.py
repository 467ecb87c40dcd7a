"""Requests as Discord sends them: signed with Ed25519 (libsodium), and as a web server hands them over."""
import ctypes
import ctypes.util
import time

_sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
_sodium.sodium_init()

PATH = "/interactions"


class Application:
    """An application of Discord's: its key pair comes from a number, so that tests know it."""

    def __init__(self, number=1):
        self._public, self._secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
        _sodium.crypto_sign_seed_keypair(self._public, self._secret, number.to_bytes(32, "big"))
        self.public_key = self._public.raw.hex()

    def sign(self, timestamp, body):
        signature, message = ctypes.create_string_buffer(64), timestamp.encode() + body
        _sodium.crypto_sign_detached(signature, None, message, ctypes.c_ulonglong(len(message)), self._secret)
        return signature.raw.hex()


def headers(application, body, age=0, changes=()):
    """The headers of a request that was signed AGE seconds ago, as CGI names them. CHANGES: (name, value) pairs, None takes a header out."""
    timestamp = str(int(time.time()) - age)
    result = {
        "CONTENT_LENGTH": str(len(body)),
        "REQUEST_METHOD": "POST",
        "REQUEST_URI": PATH,
        "CONTENT_TYPE": "application/json",
        "HTTP_USER_AGENT": "Discord-Interactions/1.0 (+https://discord.com)",
        "HTTP_X_SIGNATURE_TIMESTAMP": timestamp,
        "HTTP_X_SIGNATURE_ED25519": application.sign(timestamp, body),
    }
    for name, value in changes:
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result


def scgi(pairs, body):
    """A request of SCGI: PAIRS are (name, value), the first of them CONTENT_LENGTH."""
    block = b"".join(name.encode() + b"\0" + value.encode("utf-8", "surrogateescape") + b"\0" for name, value in pairs)
    return str(len(block)).encode() + b":" + block + b"," + body
