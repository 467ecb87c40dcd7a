"""Rate limits as Discord tells them, and faults on demand."""
import collections, random, re, time


class Limits:
    """Buckets per (method, template, major id) and one global limit; counts invalid requests."""

    def __init__(self, world):
        self.world, self.buckets, self.recent, self.invalid = world, {}, [], 0

    def take(self, method, template, major):
        """(headers, None), or (headers, body of a 429)."""
        settings, now = self.world.settings, time.time()
        if not settings["limits"]:
            return {}, None
        self.recent = [t for t in self.recent if t > now - 1]
        if len(self.recent) >= settings["global_per_second"]:
            wait = self.recent[0] + 1 - now
            return {"Retry-After": "%d" % (wait + 1), "X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}, \
                {"message": "You are being rate limited.", "retry_after": round(wait, 3), "global": True}
        self.recent.append(now)
        size, seconds = settings["message_bucket"] if (method, template) == ("POST", "/channels/{channel}/messages") else settings["bucket"]
        key = (method, template, major)
        used, reset = self.buckets.get(key, (0, 0))
        if now >= reset:
            used, reset = 0, now + seconds
        headers = {"X-RateLimit-Limit": str(size), "X-RateLimit-Reset": "%.3f" % reset, "X-RateLimit-Reset-After": "%.3f" % (reset - now),
                   "X-RateLimit-Bucket": "%08x" % (hash((method, template)) & 0xffffffff)}
        if used >= size:
            headers.update({"X-RateLimit-Remaining": "0", "Retry-After": "%d" % (reset - now + 1), "X-RateLimit-Scope": "user"})
            return headers, {"message": "You are being rate limited.", "retry_after": round(reset - now, 3), "global": False}
        self.buckets[key] = (used + 1, reset)
        headers["X-RateLimit-Remaining"] = str(size - used - 1)
        return headers, None


class Troubles:
    """Faults waiting for a request; chaos makes them up, the same for the same seed."""
    KINDS = ("status500", "status502_after", "ratelimit", "ratelimit_shared", "html", "reset", "reset_after", "truncated", "empty", "stall")

    def __init__(self):
        self.waiting, self.chaos, self.made = [], None, collections.Counter()

    def add(self, **fault):
        fault.setdefault("times", 1)
        self.waiting.append(fault)

    def start_chaos(self, seed=1, probability=0.1, kinds=KINDS):
        self.chaos = (random.Random(seed), probability, list(kinds)) if probability else None

    def pick(self, method, path):
        for fault in self.waiting:
            if fault["times"] and fault.get("match_method", method) == method and re.search(fault.get("match_path", ""), path):
                fault["times"] -= 1
                return fault
        if self.chaos and self.chaos[0].random() < self.chaos[1]:
            kind = self.chaos[0].choice(self.chaos[2])
            self.made[kind] += 1
            return self.named(kind)
        return None

    @staticmethod
    def named(kind):
        return {"status500": {"kind": "status", "status": 500}, "status502_after": {"kind": "status", "status": 502, "after_effect": True},
                "ratelimit": {"kind": "ratelimit", "retry_after": 0.05}, "ratelimit_shared": {"kind": "ratelimit", "retry_after": 0.05, "scope": "shared"},
                "html": {"kind": "html", "status": 503}, "reset": {"kind": "reset"}, "reset_after": {"kind": "reset", "after_effect": True},
                "truncated": {"kind": "truncated", "after_effect": True}, "empty": {"kind": "empty", "after_effect": True},
                "stall": {"kind": "stall", "seconds": 0.3}}[kind]
