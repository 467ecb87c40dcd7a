"""How Discord tries out an Interactions Endpoint URL before it takes it: a signed PING, and one whose signature is wrong.
https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint"""
import json, os, ssl, sys, urllib.error, urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "interactions"))


def application(world):
    """The key pair of the application, or None where no test asked for one."""
    import signing
    number = world.settings["application_key"]
    return signing.Application(number) if number else None


def post(world, url, body, headers):
    context = ssl.create_default_context(cafile=world.settings["endpoint_ca"])
    request = urllib.request.Request(url, body, headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=5, context=context) as answer:
            return answer.status, answer.headers.get("Content-Type", ""), answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers.get("Content-Type", ""), b""
    except OSError as problem:
        return 0, str(problem), b""


def accepts(world, url):
    """Whether URL answers as it must: PING in the response itself, and 401."""
    import signing
    body = json.dumps({"type": 1, "id": world.snowflake(), "application_id": "999", "token": "ping", "version": 1}).encode()
    signed = signing.headers(application(world), body)
    headers = {"Content-Type": "application/json", "User-Agent": signed["HTTP_USER_AGENT"], "X-Signature-Timestamp": signed["HTTP_X_SIGNATURE_TIMESTAMP"],
               "X-Signature-Ed25519": signed["HTTP_X_SIGNATURE_ED25519"]}
    status, kind, answer = post(world, url, body, headers)
    if status != 200 or not kind.startswith("application/json") or json.loads(answer) != {"type": 1}:
        return False
    wrong = headers["X-Signature-Ed25519"]
    headers["X-Signature-Ed25519"] = ("1" if wrong[0] == "0" else "0") + wrong[1:]
    return post(world, url, body, headers)[0] == 401
